package dev.tideline.engine.value;

import dev.tideline.engine.value.JsonPathItem.Kind;

/**
 * Prints a jsonpath as PostgreSQL does, even where that leaves out parentheses without which the text means something else; or with all
 * parentheses, to be read again.
 */
final class JsonPathText {

    private final StringBuilder out = new StringBuilder();
    private final boolean faithful;

    private JsonPathText(boolean faithful) {
        this.faithful = faithful;
    }

    static String print(boolean strict, JsonPathItem root, boolean faithful) {
        var text = new JsonPathText(faithful);
        text.out.append(strict ? "strict " : "");
        text.print(root, false, true);
        return text.out.toString();
    }

    private void print(JsonPathItem item, boolean inKey, boolean brackets) {
        var kind = item.kind();
        if (kind.symbol() != null && kind.isPredicate() || kind.isArithmetic()) {
            open(brackets);
            operand(item, item.left());
            out.append(' ').append(kind.symbol()).append(' ');
            operand(item, item.right());
            close(brackets);
        } else if (kind == Kind.PLUS || kind == Kind.MINUS) {
            open(brackets);
            out.append(kind.symbol());
            operand(item, item.left());
            close(brackets);
        } else if (kind.isMethod()) {
            out.append('.').append(kind.symbol()).append('(');
            if (item.left() != null) {
                print(item.left(), false, false);
            }
            if (item.right() != null) {
                out.append(',');
                print(item.right(), false, false);
            }
            out.append(')');
        } else {
            printOther(item, inKey, brackets);
        }
        if (item.next() != null) {
            print(item.next(), true, true);
        }
    }

    private void open(boolean brackets) {
        out.append(brackets || faithful ? "(" : "");
    }

    private void close(boolean brackets) {
        out.append(brackets || faithful ? ")" : "");
    }

    private void operand(JsonPathItem parent, JsonPathItem operand) {
        print(operand, false, operand.kind().priority() <= parent.kind().priority());
    }

    private void printOther(JsonPathItem item, boolean inKey, boolean brackets) {
        switch (item.kind()) {
            case STRING -> JsonText.appendQuoted(out, (String) item.value());
            case NUMERIC -> {
                out.append(item.next() != null ? "(" : "");
                out.append(item.value());
                out.append(item.next() != null ? ")" : "");
            }
            case BOOL -> out.append(item.value());
            case VARIABLE -> {
                out.append('$');
                JsonText.appendQuoted(out, (String) item.value());
            }
            case KEY -> {
                out.append(inKey ? "." : "");
                JsonText.appendQuoted(out, (String) item.value());
            }
            case ANY_KEY -> out.append(inKey ? "." : "").append('*');
            case ANY -> {
                out.append(inKey ? "." : "");
                levels(item.first(), item.last());
            }
            case INDEX_ARRAY -> subscripts(item);
            case FILTER -> enclosed("?(", item.left(), ")");
            case NOT, IS_UNKNOWN, EXISTS -> {
                open(false);
                test(item);
                close(false);
            }
            case LIKE_REGEX -> {
                open(brackets);
                operand(item, item.left());
                regex((JsonPathItem.Regex) item.value());
                close(brackets);
            }
            default -> out.append(item.kind().symbol());
        }
    }

    private void test(JsonPathItem item) {
        switch (item.kind()) {
            case NOT -> enclosed("!(", item.left(), ")");
            case EXISTS -> enclosed("exists (", item.left(), ")");
            default -> enclosed("(", item.left(), ") is unknown");
        }
    }

    private void enclosed(String before, JsonPathItem item, String after) {
        out.append(before);
        print(item, false, false);
        out.append(after);
    }

    private void levels(long first, long last) {
        out.append("**");
        if (first == 0 && last == JsonPathItem.LAST_LEVEL) {
            return;
        }
        out.append('{').append(level(first));
        if (first != last) {
            out.append(" to ").append(level(last));
        }
        out.append('}');
    }

    private static String level(long level) {
        return level == JsonPathItem.LAST_LEVEL ? "last" : String.valueOf(level);
    }

    private void subscripts(JsonPathItem item) {
        out.append('[');
        for (int i = 0; i < item.subscripts().size(); i++) {
            var subscript = item.subscripts().get(i);
            out.append(i == 0 ? "" : ",");
            print(subscript.from(), false, false);
            if (subscript.to() != null) {
                out.append(" to ");
                print(subscript.to(), false, false);
            }
        }
        out.append(']');
    }

    private void regex(JsonPathItem.Regex regex) {
        out.append(" like_regex ");
        JsonText.appendQuoted(out, regex.pattern());
        if (!regex.flags().isEmpty()) {
            out.append(" flag \"").append(regex.flags()).append('"');
        }
    }
}
