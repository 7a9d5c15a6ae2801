package dev.tideline.engine.value;

/**
 * Splits JSON text into tokens as PostgreSQL's lexer does. Whatever is wrong, PostgreSQL says "invalid input syntax for type
 * json" (what it adds in the detail is no part of our errors).
 */
public final class JsonScanner {

    /** What a token is. */
    public enum Token {
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        OBJECT_START,
        OBJECT_END,
        ARRAY_START,
        ARRAY_END,
        COMMA,
        COLON,
        END
    }

    private final String text;
    private final boolean decode;
    private int at;
    private int start;
    private String string;

    /** {@code decode}: strings are wanted, so that escapes in them are decoded and checked. */
    public JsonScanner(String text, boolean decode) {
        this.text = text;
        this.decode = decode;
    }

    /** Where the last token starts. */
    public int start() {
        return start;
    }

    /** Where the last token ends. */
    public int end() {
        return at;
    }

    /** The text of the last token if it is a string, decoded. */
    public String string() {
        return string;
    }

    /** The last token as it stands in the text. */
    public String raw() {
        return text.substring(start, at);
    }

    public static SqlError invalid() {
        return new SqlError("22P02", "invalid input syntax for type json");
    }

    public Token next() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        start = at;
        if (at == text.length()) {
            return Token.END;
        }
        char c = text.charAt(at);
        if (c == '"') {
            at++;
            scanString();
            return Token.STRING;
        }
        if (c == '-' || PgChars.isDigit(c)) {
            scanNumber();
            return Token.NUMBER;
        }
        var single = single(c);
        if (single != null) {
            at++;
            return single;
        }
        return word();
    }

    private static Token single(char c) {
        return switch (c) {
            case '{' -> Token.OBJECT_START;
            case '}' -> Token.OBJECT_END;
            case '[' -> Token.ARRAY_START;
            case ']' -> Token.ARRAY_END;
            case ',' -> Token.COMMA;
            case ':' -> Token.COLON;
            default -> null;
        };
    }

    private Token word() {
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return switch (text.substring(start, at)) {
            case "true" -> Token.TRUE;
            case "false" -> Token.FALSE;
            case "null" -> Token.NULL;
            default -> throw invalid();
        };
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isWordPart(char c) {
        return PgChars.isAlpha(c) || PgChars.isDigit(c) || c == '_' || c >= 0x80;
    }

    private void scanNumber() {
        if (text.charAt(at) == '-') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
        } else {
            scanDigits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            scanDigits();
        }
        if (at < text.length() && (text.charAt(at) | 32) == 'e') {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            scanDigits();
        }
        if (at < text.length() && isWordPart(text.charAt(at))) {
            throw invalid();
        }
    }

    private void scanDigits() {
        int first = at;
        while (at < text.length() && PgChars.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == first) {
            throw invalid();
        }
    }

    private void scanString() {
        int first = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                string = text.substring(first, at++);
                return;
            }
            if (c == '\\') {
                scanEscapedString(first);
                return;
            }
            if (c < ' ') {
                throw invalid();
            }
            at++;
        }
        throw invalid();
    }

    private void scanEscapedString(int first) {
        var out = new StringBuilder(text.length() - first).append(text, first, at);
        int high = -1;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                if (high >= 0) {
                    throw invalid();
                }
                string = out.toString();
                return;
            }
            if (c < ' ') {
                throw invalid();
            }
            if (c == '\\' && at < text.length() && text.charAt(at) == 'u') {
                at++;
                high = unicode(out, high);
                continue;
            }
            if (high >= 0) {
                throw invalid();
            }
            out.append(c == '\\' ? simpleEscape() : c);
        }
        throw invalid();
    }

    private char simpleEscape() {
        if (at == text.length()) {
            throw invalid();
        }
        return switch (text.charAt(at++)) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw invalid();
        };
    }

    /** Reads four digits; {@code high} is the high surrogate before them, or -1. Returns the high surrogate now open. */
    private int unicode(StringBuilder out, int high) {
        int c = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? PgChars.hexDigit(text.charAt(at)) : -1;
            if (digit < 0) {
                throw invalid();
            }
            c = c << 4 | digit;
            at++;
        }
        if (!decode) {
            return -1;
        }
        boolean isLow = Character.isLowSurrogate((char) c);
        boolean isHigh = Character.isHighSurrogate((char) c);
        if (isLow != high >= 0) {
            throw invalid();
        }
        if (isHigh) {
            return c;
        }
        if (c == 0) {
            throw new SqlError("22P05", "unsupported Unicode escape sequence");
        }
        if (isLow) {
            out.append((char) high);
        }
        out.append((char) c);
        return -1;
    }
}
