package dev.tideline.engine.value;

/** A number at the start of a text, read as C's strtol() and strtod() do. */
final class CNumber {

    private final long value;
    private final int end;
    private final boolean overflow;

    private CNumber(long value, int end, boolean overflow) {
        this.value = value;
        this.end = end;
        this.overflow = overflow;
    }

    /** Reads an optional sign and digits; without digits the value is 0 and the end is the start. */
    static CNumber parse(String text, int start) {
        int at = start;
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative || at < text.length() && text.charAt(at) == '+') {
            at++;
        }
        int first = at;
        long value = 0;
        boolean overflow = false;
        for (; at < text.length() && PgChars.isDigit(text.charAt(at)); at++) {
            int digit = text.charAt(at) - '0';
            // Accumulated below zero, where there is room for one more.
            if (value < (Long.MIN_VALUE + digit) / 10) {
                overflow = true;
            } else {
                value = value * 10 - digit;
            }
        }
        if (!negative && value == Long.MIN_VALUE) {
            overflow = true;
        }
        return new CNumber(negative ? value : -value, at == first ? start : at, overflow);
    }

    /** The value as an int. */
    int intValue() throws DateTimeFault {
        if (overflow || value != (int) value) {
            throw DateTimeFault.FIELD;
        }
        return (int) value;
    }

    long longValue() throws DateTimeFault {
        if (overflow) {
            throw DateTimeFault.FIELD;
        }
        return value;
    }

    /** Whether the value does not fit an int. */
    boolean exceedsInt() {
        return overflow || value != (int) value;
    }

    /** Where the number ends. */
    int end() {
        return end;
    }

    /** The fraction that starts with the point at {@code from} and goes to the end of the text. */
    static double fraction(String text, int from) throws DateTimeFault {
        if (from + 1 == text.length()) {
            return 0;
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (!PgChars.isDigit(text.charAt(i))) {
                throw DateTimeFault.FORMAT;
            }
        }
        double value = Double.parseDouble(text.substring(from));
        if (value != 0 && value < Double.MIN_NORMAL) {
            throw DateTimeFault.FORMAT;
        }
        return value;
    }

    /** The same in microseconds; a whole second if it rounds up. */
    static int fractionMicros(String text, int from) throws DateTimeFault {
        return (int) Math.rint(fraction(text, from) * 1000000);
    }
}
