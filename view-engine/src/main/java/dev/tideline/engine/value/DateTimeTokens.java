package dev.tideline.engine.value;

import java.util.ArrayList;
import java.util.List;

/** Splits the text of a date, time or interval into fields by PostgreSQL's rules. */
final class DateTimeTokens {

    /** What a field looks like. */
    enum Type {
        NUMBER,
        STRING,
        DATE,
        TIME,
        ZONE,
        SPECIAL
    }

    /** A field, in lower case. */
    record Token(Type type, String text) {}

    private static final int MAX_FIELDS = 25;

    private final String source;
    private final int capacity;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private int at;
    private int used;

    private DateTimeTokens(String source, int capacity) {
        this.source = source;
        this.capacity = capacity;
    }

    /** {@code capacity}: the size of PostgreSQL's buffer, which bounds the length of all fields together. */
    static List<Token> split(String source, int capacity) throws DateTimeFault {
        return new DateTimeTokens(source, capacity).split();
    }

    private List<Token> split() throws DateTimeFault {
        while (at < source.length()) {
            if (PgChars.isSpace(peek())) {
                at++;
                continue;
            }
            if (tokens.size() >= MAX_FIELDS) {
                throw DateTimeFault.FORMAT;
            }
            var type = next();
            if (type != null) {
                tokens.add(new Token(type, field.toString()));
                field.setLength(0);
                used++;
            }
        }
        return tokens;
    }

    private Type next() throws DateTimeFault {
        char c = peek();
        if (PgChars.isDigit(c)) {
            return number();
        }
        if (c == '.') {
            take();
            takeDigits();
            return Type.NUMBER;
        }
        if (PgChars.isAlpha(c)) {
            return word();
        }
        if (c == '+' || c == '-') {
            return signed();
        }
        if (c > ' ' && c < 0x7F) {
            at++;
            return null;
        }
        throw DateTimeFault.FORMAT;
    }

    private Type number() throws DateTimeFault {
        takeDigits();
        char delimiter = peek();
        if (delimiter == ':') {
            while (PgChars.isDigit(peek()) || peek() == ':' || peek() == '.') {
                take();
            }
            return Type.TIME;
        }
        if (delimiter != '-' && delimiter != '/' && delimiter != '.') {
            return Type.NUMBER;
        }
        take();
        if (!PgChars.isDigit(peek())) {
            while (isAlphanumeric(peek()) || peek() == delimiter) {
                take();
            }
            return Type.DATE;
        }
        takeDigits();
        if (peek() != delimiter) {
            return delimiter == '.' ? Type.NUMBER : Type.DATE;
        }
        while (PgChars.isDigit(peek()) || peek() == delimiter) {
            take();
        }
        return Type.DATE;
    }

    private Type word() throws DateTimeFault {
        takeLetters();
        char c = peek();
        boolean date = c == '-' || c == '/' || c == '.';
        if (c == '+' || PgChars.isDigit(c)) {
            date = DateTimeWords.date(field.toString()) == null;
        }
        if (!date) {
            return Type.STRING;
        }
        do {
            take();
            c = peek();
        } while (c == '+' || c == '-' || c == '/' || c == '_' || c == '.' || c == ':' || isAlphanumeric(c));
        return Type.DATE;
    }

    private Type signed() throws DateTimeFault {
        take();
        while (at < source.length() && PgChars.isSpace(peek())) {
            at++;
        }
        if (PgChars.isDigit(peek())) {
            while (PgChars.isDigit(peek()) || peek() == ':' || peek() == '.' || peek() == '-') {
                take();
            }
            return Type.ZONE;
        }
        if (PgChars.isAlpha(peek())) {
            takeLetters();
            return Type.SPECIAL;
        }
        throw DateTimeFault.FORMAT;
    }

    private static boolean isAlphanumeric(char c) {
        return PgChars.isDigit(c) || PgChars.isAlpha(c);
    }

    private char peek() {
        return at < source.length() ? source.charAt(at) : 0;
    }

    private void takeDigits() throws DateTimeFault {
        while (PgChars.isDigit(peek())) {
            take();
        }
    }

    private void takeLetters() throws DateTimeFault {
        while (PgChars.isAlpha(peek())) {
            take();
        }
    }

    private void take() throws DateTimeFault {
        if (used + 1 >= capacity) {
            throw DateTimeFault.FORMAT;
        }
        used++;
        field.append(PgChars.toLower(source.charAt(at++)));
    }
}
