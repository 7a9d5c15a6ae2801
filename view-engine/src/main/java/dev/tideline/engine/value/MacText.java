package dev.tideline.engine.value;

import java.math.BigInteger;

/** Reads MAC addresses: those of six bytes with C's sscanf(), as PostgreSQL does, those of eight digit by digit. */
final class MacText {

    /** A digit is the greatest number of hexadecimal digits of an octet, 0 any number; other characters stand for themselves. */
    private static final String[] FORMS = {
        "0:0:0:0:0:0", "0-0-0-0-0-0", "222:222", "222-222", "22.22.22", "22-22-22", "222222"
    };

    private static final BigInteger MAXIMUM_LONG = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final String text;
    private int at;

    private MacText(String text) {
        this.text = text;
    }

    static Long parse(String text) {
        for (var form : FORMS) {
            int[] octets = new MacText(text).scan(form);
            if (octets != null) {
                long value = 0;
                for (int octet : octets) {
                    if (octet < 0 || octet > 255) {
                        throw new SqlError("22003", "invalid octet value in \"macaddr\" value: \"" + text + "\"");
                    }
                    value = value << 8 | octet;
                }
                return value;
            }
        }
        throw SqlError.invalidInput("macaddr", text);
    }

    private int[] scan(String form) {
        var octets = new int[6];
        int count = 0;
        for (int i = 0; i < form.length(); i++) {
            char expected = form.charAt(i);
            if (PgChars.isDigit(expected)) {
                var octet = number(expected == '0' ? Integer.MAX_VALUE : 2);
                if (octet == null) {
                    return null;
                }
                octets[count++] = octet;
            } else if (peek() != expected) {
                return null;
            } else {
                at++;
            }
        }
        skipSpace();
        return at == text.length() ? octets : null;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (PgChars.isSpace(peek())) {
            at++;
        }
    }

    /** C's {@code %x}: white space, a sign and 0x may come first, and what is too large wraps. */
    private Integer number(int width) {
        skipSpace();
        int left = width;
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
            left--;
        }
        boolean any = false;
        if (left > 0 && peek() == '0') {
            at++;
            left--;
            any = true;
            if (left > 0 && (peek() | 32) == 'x') {
                at++;
                left--;
            }
        }
        var value = BigInteger.ZERO;
        for (; left > 0 && PgChars.hexDigit(peek()) >= 0; left--) {
            value = value.shiftLeft(4).or(BigInteger.valueOf(PgChars.hexDigit(peek())));
            at++;
            any = true;
        }
        if (!any) {
            return null;
        }
        if (value.compareTo(MAXIMUM_LONG) > 0) {
            return -1;
        }
        return negative ? -value.intValue() : value.intValue();
    }

    static Long parseEight(String text) {
        var parser = new MacText(text);
        parser.skipSpace();
        var value = parser.bytes();
        if (value == null) {
            throw SqlError.invalidInput("macaddr8", text);
        }
        return value;
    }

    private Long bytes() {
        long value = 0;
        int count = 0;
        int spacer = 0;
        while (twoBytesLeft()) {
            int high = PgChars.hexDigit(text.charAt(at));
            int low = high < 0 ? -1 : PgChars.hexDigit(text.charAt(at + 1));
            if (++count > 8 || high < 0 || low < 0) {
                return null;
            }
            value = value << 8 | high << 4 | low;
            at += 2;
            if (peek() == ':' || peek() == '-' || peek() == '.') {
                if (spacer != 0 && spacer != peek()) {
                    return null;
                }
                spacer = peek();
                at++;
            }
            if ((count == 6 || count == 8) && PgChars.isSpace(peek())) {
                skipSpace();
                if (at < text.length()) {
                    return null;
                }
            }
        }
        return count == 6 ? (Long) extended(value) : count == 8 ? (Long) value : null;
    }

    /** PostgreSQL reads pairs of bytes and does not look at a last single one, which a character outside ASCII never is. */
    private boolean twoBytesLeft() {
        return at + 1 < text.length() || at < text.length() && text.charAt(at) >= 0x80;
    }

    /** Six bytes as eight: FF and FE in the middle. */
    private static long extended(long six) {
        return six >>> 24 << 40 | 0xFFFEL << 24 | six & 0xFFFFFF;
    }
}
