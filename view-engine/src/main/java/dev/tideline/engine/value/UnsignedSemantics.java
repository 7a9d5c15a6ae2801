package dev.tideline.engine.value;

import java.math.BigInteger;
import java.util.Locale;

/** Unsigned numbers that PostgreSQL counts with: pg_lsn, xid8 and xid, each a {@link Long} whose bits count. */
final class UnsignedSemantics extends BaseSemantics {

    /** Which type. */
    enum Kind {
        LSN("pg_lsn"),
        XID8("xid8"),
        XID("xid");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }
    }

    private final Kind kind;

    UnsignedSemantics(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        long number = (Long) value;
        return kind == Kind.LSN
                ? Long.toHexString(number >>> 32).toUpperCase(Locale.ROOT) + "/"
                        + Integer.toHexString((int) number).toUpperCase(Locale.ROOT)
                : Long.toUnsignedString(number);
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return kind == Kind.LSN ? (Object) lsn(text) : (Object) number(text, session);
    }

    private static long lsn(String text) {
        if (!text.matches("[0-9a-fA-F]{1,8}/[0-9a-fA-F]{1,8}")) {
            throw SqlError.invalidInput("pg_lsn", text);
        }
        int slash = text.indexOf('/');
        return Long.parseLong(text.substring(0, slash), 16) << 32 | Long.parseLong(text.substring(slash + 1), 16);
    }

    /** C's strtoull() to any base; before version 16 what follows the number is not looked at. */
    private long number(String text, SessionSettings session) {
        int at = 0;
        while (at < text.length() && PgChars.isSpace(text.charAt(at))) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative || at < text.length() && text.charAt(at) == '+') {
            at++;
        }
        int base = 10;
        if (at < text.length() && text.charAt(at) == '0') {
            boolean hexadecimal = at + 2 < text.length()
                    && (text.charAt(at + 1) | 32) == 'x'
                    && PgChars.hexDigit(text.charAt(at + 2)) >= 0;
            base = hexadecimal ? 16 : 8;
            at += hexadecimal ? 2 : 0;
        }
        int first = at;
        var value = BigInteger.ZERO;
        for (; at < text.length(); at++) {
            int digit = PgChars.hexDigit(text.charAt(at));
            if (digit < 0 || digit >= base) {
                break;
            }
            value = value.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
        }
        boolean junk = at < text.length() && !PgChars.trim(text.substring(at)).isEmpty();
        boolean tooLarge = value.bitLength() > 64;
        if (session.since(16)) {
            if (at == first || junk && !tooLarge) {
                throw SqlError.invalidInput(kind.typeName, text);
            }
            if (tooLarge) {
                throw SqlError.valueOutOfRange(kind.typeName, text);
            }
        } else if (tooLarge) {
            return kind == Kind.XID ? 0xFFFFFFFFL : -1;
        }
        return narrowed(negative ? -value.longValue() : value.longValue(), text, session);
    }

    /** A transaction id may be given as a negative number, too. */
    private long narrowed(long number, String text, SessionSettings session) {
        if (kind != Kind.XID) {
            return number;
        }
        long narrow = number & 0xFFFFFFFFL;
        if (session.since(16) && number != narrow && number != (int) number) {
            throw SqlError.valueOutOfRange(kind.typeName, text);
        }
        return narrow;
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeLong((Long) value);
    }

    @Override
    public Object read(ByteReader in) {
        return in.readLong();
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        out.writeLong((Long) value);
    }

    /** Transaction ids go round, so they have no order. */
    @Override
    public boolean ordered() {
        return kind != Kind.XID;
    }

    @Override
    public int compare(Object left, Object right) {
        return Long.compareUnsigned((Long) left, (Long) right);
    }
}
