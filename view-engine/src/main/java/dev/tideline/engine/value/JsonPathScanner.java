package dev.tideline.engine.value;

import java.util.Set;

/** Cuts the text of a jsonpath into tokens. */
final class JsonPathScanner {

    /** What a token is. */
    enum Kind {
        NAME,
        STRING,
        INTEGER,
        DECIMAL,
        VARIABLE,
        SYMBOL,
        END
    }

    /**
     * @param text of a name, string or variable without quotes and escapes, the digits of a number, or the symbol
     * @param end where the token ends
     */
    record Token(Kind kind, String text, int end) {
        boolean is(String symbol) {
            return kind == Kind.SYMBOL && text.equals(symbol);
        }
    }

    private static final Set<String> LONG_SYMBOLS = Set.of("&&", "||", "**", "<=", ">=", "==", "!=", "<>");
    private static final String SPECIAL = "?%$.[]{}()|&!=<>@#,*:-+/";

    private final String text;
    private final SessionSettings session;
    private int at;

    JsonPathScanner(String text, SessionSettings session) {
        this.text = text;
        this.session = session;
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isOther(int c) {
        return c >= 0 && c != '\\' && c != '"' && !isBlank(c) && SPECIAL.indexOf(c) < 0;
    }

    Token next() {
        skipBlanks();
        int c = peek(0);
        if (c < 0) {
            return new Token(Kind.END, "", at);
        } else if (c == '"') {
            at++;
            return new Token(Kind.STRING, quoted(), at);
        } else if (c == '$' && (isOther(peek(1)) || peek(1) == '\\')) {
            at++;
            return new Token(Kind.VARIABLE, name(), at);
        } else if (c == '$' && peek(1) == '"') {
            at += 2;
            return new Token(Kind.VARIABLE, quoted(), at);
        } else if (PgChars.isDigit(c) || c == '.' && PgChars.isDigit(peek(1))) {
            return number();
        } else if (isOther(c) || c == '\\') {
            return new Token(Kind.NAME, name(), at);
        }
        boolean isLong = at + 2 <= text.length() && LONG_SYMBOLS.contains(text.substring(at, at + 2));
        var symbol = text.substring(at, at + (isLong ? 2 : 1));
        at += symbol.length();
        return new Token(Kind.SYMBOL, symbol, at);
    }

    private void skipBlanks() {
        while (isBlank(peek(0)) || peek(0) == '/' && peek(1) == '*') {
            if (peek(0) != '/') {
                at++;
                continue;
            }
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                throw new SqlError("42601", "unexpected end of comment at end of jsonpath input");
            }
            at = end + 2;
        }
    }

    private String name() {
        var name = new StringBuilder();
        while (isOther(peek(0)) || peek(0) == '\\') {
            if (peek(0) == '\\') {
                escape(name);
            } else {
                name.append((char) peek(0));
                at++;
            }
        }
        return name.toString();
    }

    private String quoted() {
        var string = new StringBuilder();
        while (peek(0) != '"') {
            if (peek(0) < 0) {
                throw new SqlError("42601", "unterminated quoted string at end of jsonpath input");
            } else if (peek(0) == '\\') {
                escape(string);
            } else {
                string.append((char) peek(0));
                at++;
            }
        }
        at++;
        return string.toString();
    }

    private void escape(StringBuilder out) {
        int c = peek(1);
        if (c < 0) {
            throw new SqlError("42601", "unexpected end after backslash at end of jsonpath input");
        }
        at += 2;
        switch (c) {
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case 'x' -> code(out, hex(2));
            case 'u' -> unicode(out);
            default -> out.append((char) c);
        }
    }

    private int hex(int digits) {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = PgChars.hexDigit(peek(0));
            if (digit < 0) {
                throw new SqlError("42601", "invalid hexadecimal character sequence");
            }
            code = code << 4 | digit;
            at++;
        }
        return code;
    }

    private void unicode(StringBuilder out) {
        int code = 0;
        if (peek(0) == '{') {
            at++;
            int from = at;
            while (PgChars.hexDigit(peek(0)) >= 0 && at - from < 6) {
                code = code << 4 | PgChars.hexDigit(peek(0));
                at++;
            }
            if (at == from || peek(0) != '}') {
                throw new SqlError("42601", "invalid Unicode escape sequence");
            }
            at++;
        } else {
            code = hex(4);
        }
        boolean second = out.length() > 0 && Character.isHighSurrogate(out.charAt(out.length() - 1));
        if (second != (code >= 0xDC00 && code <= 0xDFFF)) {
            throw new SqlError("22P02", "invalid input syntax for type jsonpath");
        }
        code(out, code);
    }

    private static void code(StringBuilder out, int code) {
        if (code == 0) {
            throw new SqlError("22P05", "unsupported Unicode escape sequence");
        }
        out.appendCodePoint(code);
    }

    /** Whole numbers, from version 16 on of other bases and with underscores, too, or numbers with a fraction or an exponent. */
    private Token number() {
        int start = at;
        boolean modern = session.since(16);
        boolean other = modern && peek(0) == '0' && "xXoObB".indexOf(peek(1)) >= 0 && PgChars.hexDigit(peek(2)) >= 0;
        if (other) {
            at += 2;
            while (PgChars.hexDigit(peek(0)) >= 0 || peek(0) == '_') {
                at++;
            }
            return end(start, Kind.INTEGER);
        }
        digits(modern);
        var kind = Kind.INTEGER;
        if (peek(0) == '.' && (modern || PgChars.isDigit(peek(1)))) {
            at++;
            digits(modern);
            kind = Kind.DECIMAL;
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            int digit = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
            if (PgChars.isDigit(peek(digit))) {
                at += digit;
                digits(modern);
                kind = Kind.DECIMAL;
            }
        }
        return end(start, kind);
    }

    private void digits(boolean modern) {
        while (PgChars.isDigit(peek(0)) || modern && peek(0) == '_' && PgChars.isDigit(peek(1))) {
            at++;
        }
    }

    private Token end(int start, Kind kind) {
        if (isOther(peek(0)) || peek(0) == '\\') {
            throw new SqlError(
                    "42601",
                    "trailing junk after numeric literal at or near \"" + text.substring(start, at + 1)
                            + "\" of jsonpath input");
        }
        var digits = text.substring(start, at);
        boolean octal = kind == Kind.INTEGER && digits.length() > 1 && digits.matches("0[0-9].*");
        if (octal) {
            throw new SqlError(
                    "42601",
                    "trailing junk after numeric literal at or near \"" + digits.substring(0, 2)
                            + "\" of jsonpath input");
        }
        return new Token(kind, digits, at);
    }
}
