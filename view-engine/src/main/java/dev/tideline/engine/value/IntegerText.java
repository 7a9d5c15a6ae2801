package dev.tideline.engine.value;

/**
 * The text forms of the integer types. From version 16 on PostgreSQL reads hexadecimal, octal and binary numbers and
 * underscores between digits.
 */
enum IntegerText {
    SMALLINT("smallint", false, Short.MIN_VALUE, Short.MAX_VALUE),
    INTEGER("integer", false, Integer.MIN_VALUE, Integer.MAX_VALUE),
    BIGINT("bigint", true, Long.MIN_VALUE, Long.MAX_VALUE),
    OID("oid", true, 0, 0xFFFFFFFFL);

    private final String typeName;
    private final boolean wide;
    private final long minimum;
    private final long maximum;

    IntegerText(String typeName, boolean wide, long minimum, long maximum) {
        this.typeName = typeName;
        this.wide = wide;
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** Whether values are {@link Long}. */
    boolean wide() {
        return wide;
    }

    long parse(String text, SessionSettings session) {
        int length = text.length();
        if (length > 0 && length < 10) {
            int start = text.charAt(0) == '-' ? 1 : 0;
            int value = 0;
            int i = start;
            while (i < length && PgChars.isDigit(text.charAt(i))) {
                value = value * 10 + text.charAt(i++) - '0';
            }
            boolean octal = this == OID && i > start && text.charAt(start) == '0' && session.since(16);
            if (i == length && i > start && !octal) {
                return range(start == 1 ? -value : value, text);
            }
        }
        return this == OID ? parseOid(text, session) : parseSlowly(text, session);
    }

    private long range(long value, String text) {
        if (this == OID && value < 0 && value >= Integer.MIN_VALUE) {
            return value & 0xFFFFFFFFL;
        }
        if (value < minimum || value > maximum) {
            throw SqlError.valueOutOfRange(typeName, text);
        }
        return value;
    }

    private long parseSlowly(String text, SessionSettings session) {
        int end = text.length();
        int at = skipSpace(text, 0);
        boolean negative = at < end && text.charAt(at) == '-';
        if (negative || at < end && text.charAt(at) == '+') {
            at++;
        }
        boolean modern = session.since(16);
        int base = modern ? prefix(text, at) : 10;
        if (base != 10) {
            at += 2;
        }
        int first = at;
        // Versions before 16 notice an overflow at the digit that causes it, later ones only after all else is found
        // valid.
        long limit = modern ? -(minimum / base) : Long.MAX_VALUE;
        long value = 0;
        while (at < end) {
            char c = text.charAt(at);
            int digit = PgChars.hexDigit(c);
            if (digit >= 0 && digit < base) {
                if (Long.compareUnsigned(value, limit) > 0 || !modern && overflows(value, digit)) {
                    throw SqlError.valueOutOfRange(typeName, text);
                }
                value = value * base + digit;
                at++;
            } else if (c == '_' && modern) {
                at++;
                int next = at < end ? PgChars.hexDigit(text.charAt(at)) : -1;
                if (base == 10 && at - 1 == first || next < 0 || next >= base) {
                    throw SqlError.invalidInput(typeName, text);
                }
            } else {
                break;
            }
        }
        if (at == first || skipSpace(text, at) != end) {
            throw SqlError.invalidInput(typeName, text);
        }
        if (Long.compareUnsigned(value, negative ? -minimum : maximum) > 0) {
            throw SqlError.valueOutOfRange(typeName, text);
        }
        return negative ? -value : value;
    }

    /** Whether another digit leaves the range on the negative side, which is where older versions count. */
    private boolean overflows(long value, int digit) {
        return value > (Long.MAX_VALUE - digit) / 10
                ? !(minimum == Long.MIN_VALUE && value == Long.MAX_VALUE / 10 && digit == 8)
                : value * 10 + digit > -minimum && minimum != Long.MIN_VALUE;
    }

    /** C's strtoul(), which wraps negative numbers around. */
    private long parseOid(String text, SessionSettings session) {
        int end = text.length();
        int at = skipSpace(text, 0);
        boolean negative = at < end && text.charAt(at) == '-';
        if (negative || at < end && text.charAt(at) == '+') {
            at++;
        }
        int base = 10;
        if (session.since(16) && at + 1 < end && text.charAt(at) == '0') {
            boolean hex =
                    (text.charAt(at + 1) | 32) == 'x' && at + 2 < end && PgChars.hexDigit(text.charAt(at + 2)) >= 0;
            base = hex ? 16 : 8;
            at += hex ? 2 : 0;
        }
        int first = at;
        long value = 0;
        boolean overflow = false;
        for (; at < end; at++) {
            int digit = PgChars.hexDigit(text.charAt(at));
            if (digit < 0 || digit >= base) {
                break;
            }
            overflow |= value > (1L << 58);
            value = overflow ? value : value * base + digit;
        }
        if (at == first) {
            throw SqlError.invalidInput(typeName, text);
        }
        if (overflow) {
            throw SqlError.valueOutOfRange(typeName, text);
        }
        if (skipSpace(text, at) != end) {
            throw SqlError.invalidInput(typeName, text);
        }
        return range(negative ? -value : value, text);
    }

    private static int prefix(String text, int at) {
        if (at + 1 >= text.length() || text.charAt(at) != '0') {
            return 10;
        }
        return switch (text.charAt(at + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && PgChars.isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
