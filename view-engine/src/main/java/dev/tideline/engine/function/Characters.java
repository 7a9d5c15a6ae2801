package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;

/** Text by characters: PostgreSQL counts code points, Java chars. */
final class Characters {

    /** What PostgreSQL allocates at most for one value, in bytes. */
    static final int MAX_BYTES = 0x3FFFFFFF;

    private Characters() {}

    static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The Java index behind the first {@code count} characters, or the text's end. */
    static int index(String text, int count) {
        int at = 0;
        for (int i = 0; i < count && at < text.length(); i++) {
            at += Character.isHighSurrogate(text.charAt(at)) ? 2 : 1;
        }
        return at;
    }

    static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of the pair's four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    /** SQL's substring from {@code start}, counted from 1, to the end. */
    static String substring(String text, int start) {
        return start <= 1 ? text : text.substring(index(text, start - 1));
    }

    /** SQL's substring: positions before the first count towards the length. */
    static String substring(String text, int start, int length) {
        if (length < 0) {
            throw negativeLength();
        }
        long end = (long) start + length;
        if (end > Integer.MAX_VALUE) {
            return substring(text, start);
        }
        int first = Math.max(start, 1);
        if (end <= first) {
            return "";
        }
        int from = index(text, first - 1);
        return text.substring(from, from + index(text.substring(from), (int) end - first));
    }

    static SqlError negativeLength() {
        return new SqlError("22011", "negative substring length not allowed");
    }

    /**
     * Refuses what would exceed PostgreSQL's largest value.
     *
     * @throws SqlError requested length too large
     */
    static void checkAllocation(long bytes) {
        if (bytes + 4 > MAX_BYTES) {
            throw new SqlError("54000", "requested length too large");
        }
    }
}
