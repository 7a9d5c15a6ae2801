package dev.tideline.engine.value;

/** macaddr and macaddr8: the bytes as one {@link Long}, which for macaddr8 is unsigned. */
final class MacSemantics extends BaseSemantics {

    private final int bytes;

    /** @param bytes 6 or 8 */
    MacSemantics(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        var text = new StringBuilder(3 * bytes);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            int octet = (int) ((long) value >>> shift) & 0xFF;
            text.append(Character.forDigit(octet >> 4, 16))
                    .append(Character.forDigit(octet & 15, 16))
                    .append(shift == 0 ? "" : ":");
        }
        return text.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return bytes == 6 ? MacText.parse(text) : MacText.parseEight(text);
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

    @Override
    public int compare(Object left, Object right) {
        return Long.compareUnsigned((Long) left, (Long) right);
    }
}
