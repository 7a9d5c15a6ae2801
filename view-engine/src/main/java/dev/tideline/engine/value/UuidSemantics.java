package dev.tideline.engine.value;

import java.util.UUID;

/** uuid: {@link UUID}, in the order of its bytes (Java's own order takes the halves for signed). */
final class UuidSemantics extends BaseSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return value.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        boolean braces = text.startsWith("{");
        int at = braces ? 1 : 0;
        long high = 0;
        long low = 0;
        for (int i = 0; i < 16; i++) {
            int first = at < text.length() ? PgChars.hexDigit(text.charAt(at)) : -1;
            int second = at + 1 < text.length() ? PgChars.hexDigit(text.charAt(at + 1)) : -1;
            if (first < 0 || second < 0) {
                throw SqlError.invalidInput("uuid", text);
            }
            high = high << 8 | low >>> 56;
            low = low << 8 | (long) first << 4 | second;
            at += 2;
            if (i % 2 == 1 && i < 15 && at < text.length() && text.charAt(at) == '-') {
                at++;
            }
        }
        if (braces && (at >= text.length() || text.charAt(at++) != '}') || at != text.length()) {
            throw SqlError.invalidInput("uuid", text);
        }
        return new UUID(high, low);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var uuid = (UUID) value;
        out.writeLong(uuid.getMostSignificantBits()).writeLong(uuid.getLeastSignificantBits());
    }

    @Override
    public Object read(ByteReader in) {
        return new UUID(in.readLong(), in.readLong());
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        write(value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        var l = (UUID) left;
        var r = (UUID) right;
        int high = Long.compareUnsigned(l.getMostSignificantBits(), r.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(l.getLeastSignificantBits(), r.getLeastSignificantBits());
    }
}
