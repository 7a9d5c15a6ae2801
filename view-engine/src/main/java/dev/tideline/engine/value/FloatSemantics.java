package dev.tideline.engine.value;

/** float4 as {@link Float}, float8 as {@link Double}. NaN is one value above all others; -0 is {@code =} to 0. */
final class FloatSemantics extends BaseSemantics {

    private final boolean wide;

    FloatSemantics(boolean wide) {
        this.wide = wide;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return wide ? FloatText.print((double) value) : FloatText.print((float) value);
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return wide ? (Object) FloatText.parseDouble(text) : (Object) FloatText.parseFloat(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        if (wide) {
            out.writeLong(Double.doubleToLongBits((double) value));
        } else {
            out.writeInt(Float.floatToIntBits((float) value));
        }
    }

    @Override
    public Object read(ByteReader in) {
        return wide ? (Object) Double.longBitsToDouble(in.readLong()) : (Object) Float.intBitsToFloat(in.readInt());
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        if (wide) {
            long bits = Double.doubleToLongBits((double) value + 0.0);
            out.writeLong(bits ^ (bits >> 63 | Long.MIN_VALUE));
        } else {
            int bits = Float.floatToIntBits((float) value + 0.0f);
            out.writeInt(bits ^ (bits >> 31 | Integer.MIN_VALUE));
        }
    }

    @Override
    public Object representative(Object value) {
        // Adding zero turns -0 into 0 and changes nothing else.
        return wide ? (Object) ((double) value + 0.0) : (Object) ((float) value + 0.0f);
    }

    @Override
    public boolean identitySafe() {
        return false;
    }

    @Override
    public int compare(Object left, Object right) {
        return wide
                ? Double.compare((double) left + 0.0, (double) right + 0.0)
                : Float.compare((float) left + 0.0f, (float) right + 0.0f);
    }
}
