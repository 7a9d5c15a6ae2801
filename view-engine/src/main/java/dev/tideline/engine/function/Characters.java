package dev.tideline.engine.function;

import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;

/** Text by characters: PostgreSQL counts code points, Java chars. */
final class Characters {

    /** What PostgreSQL allocates at most for one value, in bytes. */
    static final int MAX_BYTES = 0x3FFFFFFF;

    /**
     * What we compute at most for one value, in bytes: a row that asks for more fails its view with a message, where an engine without
     * this limit would run out of memory and take every other view with it. Far beyond what a Kafka record carries.
     */
    static final int LARGEST_COMPUTED_BYTES = 1 << 27;

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
     * Refuses what would exceed PostgreSQL's largest value, and what we do not compute; to be called before memory is taken.
     *
     * @throws SqlError requested length too large
     */
    static void checkAllocation(long bytes) {
        if (bytes + 4 > MAX_BYTES) {
            throw new SqlError("54000", "requested length too large");
        }
        checkComputed(bytes);
    }

    /**
     * Refuses to let a buffer grow beyond what PostgreSQL allows for one, and what we do not compute.
     *
     * @throws SqlError the string buffer would exceed its maximum length
     */
    static void checkBuffer(long bytes, SessionSettings session) {
        if (bytes >= MAX_BYTES) {
            throw new SqlError(
                    "54000",
                    session.since(18)
                            ? "string buffer exceeds maximum allowed length (" + MAX_BYTES + " bytes)"
                            : "out of memory");
        }
        checkComputed(bytes);
    }

    /**
     * Refuses what PostgreSQL could still compute, and we cannot.
     *
     * @throws SqlError with a message that tells our limit
     */
    static void checkComputed(long bytes) {
        if (bytes > LARGEST_COMPUTED_BYTES) {
            throw new SqlError(
                    "54000",
                    "a value of " + bytes + " bytes is larger than a view can compute (" + LARGEST_COMPUTED_BYTES
                            + " bytes)");
        }
    }
}
