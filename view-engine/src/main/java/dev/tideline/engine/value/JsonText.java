package dev.tideline.engine.value;

/** Prints json. */
public final class JsonText {

    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** A string in quotes, escaped as PostgreSQL escapes. */
    public static void appendQuoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** jsonb in its canonical form, on one line. */
    public static void append(StringBuilder out, Jsonb value) {
        switch (value.kind()) {
            case NULL -> out.append("null");
            case STRING -> appendQuoted(out, value.string());
            case NUMBER -> out.append(value.number());
            case BOOLEAN -> out.append(value.bool());
            case MOMENT -> appendQuoted(out, value.moment().iso());
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < value.size(); i++) {
                    out.append(i == 0 ? "" : ", ");
                    append(out, value.get(i));
                }
                out.append(']');
            }
            case OBJECT -> {
                out.append('{');
                for (int i = 0; i < value.size(); i++) {
                    out.append(i == 0 ? "" : ", ");
                    appendQuoted(out, value.key(i));
                    out.append(": ");
                    append(out, value.get(i));
                }
                out.append('}');
            }
        }
    }
}
