package dev.tideline.engine.function;

import dev.tideline.engine.function.JsonView.Fragment;
import dev.tideline.engine.value.JsonScanner;
import dev.tideline.engine.value.JsonScanner.Token;
import dev.tideline.engine.value.JsonText;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Takes a json text apart: into parts with their texts, or only to see whether each key stands once in its object. */
final class JsonFragments {

    private static final int MAX_DEPTH = 2000;

    private final String json;
    private final JsonScanner scanner;
    private Token token;
    private int previousEnd;
    private int depth;
    private boolean unique = true;

    private JsonFragments(String json) {
        this.json = json;
        this.scanner = new JsonScanner(json, true);
    }

    /** @throws SqlError if the text is no json, or has escapes that mean no character */
    static Fragment of(String json) {
        return new JsonFragments(json).document();
    }

    /**
     * Whether no object in it has a key twice.
     *
     * @throws SqlError as {@link #of}
     */
    static boolean hasUniqueKeys(String json) {
        var fragments = new JsonFragments(json);
        fragments.document();
        return fragments.unique;
    }

    /** The text without pairs, and if wanted without elements, that are null. */
    static String withoutNulls(String json, boolean inArrays) {
        var out = new StringBuilder();
        append(out, of(json), inArrays);
        return out.toString();
    }

    private static void append(StringBuilder out, Fragment fragment, boolean inArrays) {
        if (!fragment.isArray() && !fragment.isObject()) {
            out.append(fragment.isNull() ? "null" : fragment.text(true));
            return;
        }
        out.append(fragment.isObject() ? '{' : '[');
        int start = out.length();
        for (int i = 0; i < fragment.elements().size(); i++) {
            var element = (Fragment) fragment.elements().get(i);
            if (element.isNull() && (fragment.isObject() || inArrays)) {
                continue;
            }
            out.append(out.length() == start ? "" : ",");
            if (fragment.isObject()) {
                JsonText.appendQuoted(out, fragment.keys().get(i));
                out.append(':');
            }
            append(out, element, inArrays);
        }
        out.append(fragment.isObject() ? '}' : ']');
    }

    private Fragment document() {
        advance();
        var document = value();
        if (token != Token.END) {
            throw JsonScanner.invalid();
        }
        return document;
    }

    private void advance() {
        previousEnd = scanner.end();
        token = scanner.next();
    }

    private Fragment value() {
        return switch (token) {
            case NULL -> scalar(Fragment.Kind.NULL, null);
            case STRING -> scalar(Fragment.Kind.STRING, scanner.string());
            case NUMBER, TRUE, FALSE -> scalar(Fragment.Kind.OTHER, scanner.raw());
            case ARRAY_START, OBJECT_START -> container(token == Token.OBJECT_START);
            default -> throw JsonScanner.invalid();
        };
    }

    private Fragment scalar(Fragment.Kind kind, String text) {
        advance();
        return new Fragment(kind, text, List.of(), List.of());
    }

    private Fragment container(boolean object) {
        if (++depth > MAX_DEPTH) {
            throw new SqlError("54001", "stack depth limit exceeded");
        }
        int start = scanner.start();
        var end = object ? Token.OBJECT_END : Token.ARRAY_END;
        var keys = new ArrayList<String>();
        var elements = new ArrayList<JsonView>();
        advance();
        if (token != end) {
            member(object, keys, elements);
            while (token == Token.COMMA) {
                advance();
                member(object, keys, elements);
            }
        }
        if (token != end) {
            throw JsonScanner.invalid();
        }
        advance();
        depth--;
        unique &= !object || new HashSet<>(keys).size() == keys.size();
        var kind = object ? Fragment.Kind.OBJECT : Fragment.Kind.ARRAY;
        return new Fragment(kind, json.substring(start, previousEnd), keys, elements);
    }

    private void member(boolean object, List<String> keys, List<JsonView> elements) {
        if (object) {
            if (token != Token.STRING) {
                throw JsonScanner.invalid();
            }
            keys.add(scanner.string());
            advance();
            if (token != Token.COLON) {
                throw JsonScanner.invalid();
            }
            advance();
        }
        elements.add(value());
    }
}
