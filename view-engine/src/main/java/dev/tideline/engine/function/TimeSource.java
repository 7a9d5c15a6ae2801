package dev.tideline.engine.function;

import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;
import java.util.Arrays;
import java.util.List;

/** The text that a time is read from, byte by byte. */
final class TimeSource {

    private final byte[] text;
    private int at;
    private int lastLength;

    TimeSource(String text) {
        this.text = PgChars.utf8(text);
    }

    boolean atEnd() {
        return at >= text.length;
    }

    /** The next byte, or 0. */
    int peek() {
        return at < text.length ? text[at] : 0;
    }

    int previous() {
        return at > 0 ? text[at - 1] : 0;
    }

    boolean seesSpace() {
        return PgChars.isSpace(peek());
    }

    int skipSpaces() {
        int start = at;
        while (seesSpace()) {
            at++;
        }
        return at - start;
    }

    void skip(int bytes) {
        at += bytes;
    }

    void skipCharacter() {
        if (atEnd()) {
            return;
        }
        at++;
        while (at < text.length && (text[at] & 0xC0) == 0x80) {
            at++;
        }
    }

    /** The letters that come next. */
    String word() {
        int end = at;
        while (end < text.length && PgChars.isAlpha(text[end])) {
            end++;
        }
        return part(at, end);
    }

    String rest() {
        return part(at, text.length);
    }

    private String part(int from, int to) {
        return PgChars.fromUtf8(Arrays.copyOfRange(text, from, to));
    }

    /** How many bytes the last number took, with the spaces before it. */
    int lastLength() {
        return lastLength;
    }

    /**
     * A whole number of a field.
     *
     * @param width how many characters it has, unless it may have any number of them
     */
    int number(int width, boolean anyWidth, String field) {
        int start = at;
        skipSpaces();
        String copy = part(at, Math.min(at + width, text.length));
        int limit = anyWidth ? text.length : Math.min(at + width, text.length);
        if (!anyWidth && text.length - at < width) {
            throw new SqlError("22007", "source string too short for \"" + field + "\" formatting field");
        }
        int first = at;
        long value = digits(limit);
        if (!anyWidth && at > first && at - first < width) {
            throw invalid(copy, field);
        }
        if (anyWidth && at == first) {
            at = start;
        }
        if (at == start) {
            throw invalid(copy, field);
        }
        if (value != (int) value) {
            throw SqlError.datetimeOverflow("value for \"" + field + "\" in source string is out of range");
        }
        lastLength = at - start;
        return (int) value;
    }

    private static SqlError invalid(String value, String field) {
        return new SqlError("22007", "invalid value \"" + value + "\" for \"" + field + "\"");
    }

    /** What C's strtol() reads: white space, a sign and digits; nothing at all without digits. */
    private long digits(int limit) {
        int start = at;
        while (at < limit && PgChars.isSpace(text[at])) {
            at++;
        }
        boolean negative = at < limit && text[at] == '-';
        if (at < limit && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < limit && PgChars.isDigit(text[at])) {
            value = Math.min(value * 10 + text[at] - '0', Long.MAX_VALUE / 20);
            at++;
        }
        if (at == first) {
            at = start;
        }
        return negative ? -value : value;
    }

    /** A year with a comma behind its thousands; {@code modern}: a message names what was found. */
    int thousands(boolean modern, String field) {
        int start = at;
        long thousands = digits(text.length);
        boolean comma = at > start && peek() == ',';
        at += comma ? 1 : 0;
        int behind = at;
        int first = at;
        while (first < text.length && PgChars.isSpace(text[first])) {
            first++;
        }
        long rest = comma ? digits(Math.min(first + 3, text.length)) : 0;
        if (!comma || at == behind) {
            throw modern
                    ? invalid(part(start, text.length), field)
                    : new SqlError("22007", "invalid input string for \"Y,YYY\"");
        }
        long year = (int) thousands * 1000L + rest;
        if (year != (int) year) {
            throw SqlError.datetimeOverflow("value for \"" + field + "\" in source string is out of range");
        }
        return (int) year;
    }

    /** The number of the name that comes next, in any case. */
    int name(List<String> names, String field) {
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            if (name.length() <= text.length - at
                    && part(at, at + name.length()).equalsIgnoreCase(name)) {
                at += name.length();
                return i;
            }
        }
        int end = at;
        while (end < text.length && !PgChars.isSpace(text[end])) {
            end++;
        }
        throw invalid(part(at, end), field);
    }
}
