package dev.tideline.engine.value;

/** int2 and int4 as {@link Integer}, int8 and oid as {@link Long}. */
final class IntegerSemantics extends BaseSemantics {

    private final IntegerText form;

    IntegerSemantics(IntegerText form) {
        this.form = form;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return value.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        long value = form.parse(text, session);
        return form.wide() ? (Object) value : (Object) (int) value;
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeSignedVarLong(((Number) value).longValue());
    }

    @Override
    public Object read(ByteReader in) {
        long value = in.readSignedVarLong();
        return form.wide() ? (Object) value : (Object) (int) value;
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        if (form.wide()) {
            out.writeLong((long) value ^ Long.MIN_VALUE);
        } else {
            out.writeInt((int) value ^ Integer.MIN_VALUE);
        }
    }

    @Override
    public int compare(Object left, Object right) {
        return form.wide() ? Long.compare((long) left, (long) right) : Integer.compare((int) left, (int) right);
    }
}
