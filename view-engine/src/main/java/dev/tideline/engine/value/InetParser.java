package dev.tideline.engine.value;

import java.util.Arrays;

/**
 * Reads internet addresses as PostgreSQL's input functions of inet and cidr do, which are BIND's: cidr knows hexadecimal networks and
 * guesses a missing prefix from the class of the network.
 */
final class InetParser {

    private static final int UNKNOWN = -1;

    private final String text;
    private int at;
    private int bits = UNKNOWN;
    private byte[] address;
    private int length;

    private InetParser(String text) {
        this.text = text;
    }

    /** The value, or null if the text is none. A cidr may still have bits behind its prefix. */
    static PgInet parse(String text, boolean cidr) {
        var parser = new InetParser(text);
        boolean version6 = text.indexOf(':') >= 0;
        parser.address = new byte[version6 ? 16 : 4];
        boolean valid = version6 ? parser.version6() : cidr ? parser.network4() : parser.host4();
        return valid ? new PgInet(parser.address, parser.bits) : null;
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    /** A number up to {@code maximum}; -1 if it is larger. There is a digit. */
    private int number(int maximum) {
        int value = 0;
        while (PgChars.isDigit(peek(0))) {
            value = value * 10 + peek(0) - '0';
            at++;
            if (value > maximum) {
                return -1;
            }
        }
        return value;
    }

    private boolean add(int octet) {
        if (octet < 0 || length == address.length) {
            return false;
        }
        address[length++] = (byte) octet;
        return true;
    }

    private boolean host4() {
        while (PgChars.isDigit(peek(0))) {
            if (!add(number(255))) {
                return false;
            }
            if (peek(0) == 0 || peek(0) == '/') {
                break;
            }
            if (peek(0) != '.') {
                return false;
            }
            at++;
        }
        if (!prefix4()) {
            return false;
        }
        if (bits == UNKNOWN) {
            bits = length == 4 ? 32 : UNKNOWN;
        }
        return bits != UNKNOWN && length > 0 && bits / 8 <= length;
    }

    /** The prefix, if there is any, and the end. */
    private boolean prefix4() {
        if (peek(0) == '/' && PgChars.isDigit(peek(1)) && length > 0) {
            at++;
            bits = number(32);
            if (bits < 0) {
                return false;
            }
        }
        return at == text.length();
    }

    private boolean network4() {
        if (peek(0) == '0' && (peek(1) | 32) == 'x' && PgChars.hexDigit(peek(2)) >= 0) {
            at += 2;
            while (PgChars.hexDigit(peek(0)) >= 0) {
                int high = PgChars.hexDigit(peek(0));
                int low = PgChars.hexDigit(peek(1));
                at += low < 0 ? 1 : 2;
                if (!add(high << 4 | Math.max(low, 0))) {
                    return false;
                }
            }
        } else if (!dotted()) {
            return false;
        }
        if (!prefix4() || length == 0) {
            return false;
        }
        if (bits == UNKNOWN) {
            bits = Math.max(classBits(address[0] & 0xFF), length * 8);
            bits = bits == 8 && (address[0] & 0xFF) == 224 ? 4 : bits;
        }
        return true;
    }

    private boolean dotted() {
        while (true) {
            if (!PgChars.isDigit(peek(0)) || !add(number(255))) {
                return false;
            }
            if (peek(0) == 0 || peek(0) == '/') {
                return true;
            }
            if (peek(0) != '.') {
                return false;
            }
            at++;
        }
    }

    private static int classBits(int first) {
        if (first >= 240) {
            return 32;
        } else if (first >= 224) {
            return 8;
        } else if (first >= 192) {
            return 24;
        }
        return first >= 128 ? 16 : 8;
    }

    private boolean version6() {
        int gap = UNKNOWN;
        if (peek(0) == ':') {
            at++;
            if (peek(0) != ':') {
                return false;
            }
        }
        int token = at;
        int digits = 0;
        int value = 0;
        while (at < text.length()) {
            int c = peek(0);
            int digit = PgChars.hexDigit(c);
            at++;
            if (digit >= 0) {
                value = value << 4 | digit;
                if (++digits > 4) {
                    return false;
                }
            } else if (c == ':' && digits == 0) {
                if (gap != UNKNOWN) {
                    return false;
                }
                gap = length;
                token = at;
            } else if (c == ':') {
                token = at;
                if (at == text.length() || !addWord(value)) {
                    return false;
                }
                digits = 0;
                value = 0;
            } else if (c == '.' && length + 4 <= 16 && embedded4(token)) {
                digits = 0;
                break;
            } else if (c == '/' && prefix6()) {
                break;
            } else {
                return false;
            }
        }
        if (digits > 0 && !addWord(value)) {
            return false;
        }
        bits = bits == UNKNOWN ? 128 : bits;
        return gap == UNKNOWN ? length == 16 : length < 16 && open(gap);
    }

    private boolean addWord(int word) {
        return length + 2 <= 16 && add(word >> 8) && add(word & 0xFF);
    }

    /** Moves what follows the {@code ::} to the end. */
    private boolean open(int gap) {
        int count = length - gap;
        System.arraycopy(address, gap, address, 16 - count, count);
        Arrays.fill(address, gap, Math.max(gap, 16 - count), (byte) 0);
        return true;
    }

    /** Digits without leading zeros up to the end. */
    private boolean prefix6() {
        int from = at;
        int value = 0;
        for (; at < text.length(); at++) {
            if (!PgChars.isDigit(peek(0)) || at > from && value == 0) {
                return false;
            }
            value = value * 10 + peek(0) - '0';
            if (value > 128) {
                return false;
            }
        }
        bits = value;
        return at > from;
    }

    /** An IPv4 address, and maybe a prefix, up to the end. PostgreSQL takes fewer than four numbers for the first of four. */
    private boolean embedded4(int from) {
        at = from;
        int start = length;
        int digits = 0;
        int value = 0;
        for (; at < text.length(); at++) {
            int c = peek(0);
            if (PgChars.isDigit(c)) {
                if (digits++ > 0 && value == 0) {
                    return false;
                }
                value = value * 10 + c - '0';
                if (value > 255) {
                    return false;
                }
            } else if (c == '.' || c == '/') {
                if (length - start > 3) {
                    return false;
                }
                address[length++] = (byte) value;
                if (c == '/') {
                    at++;
                    length = start + 4;
                    return prefix6();
                }
                value = 0;
                digits = 0;
            } else {
                return false;
            }
        }
        if (digits == 0 || length - start > 3) {
            return false;
        }
        address[length] = (byte) value;
        length = start + 4;
        return true;
    }
}
