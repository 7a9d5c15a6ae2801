package dev.tideline.engine.value;

/** time with time zone, as {@link PgTimeTz}. */
final class TimeTzSemantics extends BaseSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        var time = (PgTimeTz) value;
        // Not by way of a timestamp: there is a time of 24 o'clock.
        var civil = new CivilTime();
        civil.setTime(time.micros());
        var out = new StringBuilder(24);
        DateTimeText.appendTime(out, civil);
        DateTimeText.appendOffset(out, time.offset());
        return out.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return DateTimeInput.timetz(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var time = (PgTimeTz) value;
        out.writeLong(time.micros());
        out.writeInt(time.offset());
    }

    @Override
    public Object read(ByteReader in) {
        long micros = in.readLong();
        return new PgTimeTz(micros, in.readInt());
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        var time = (PgTimeTz) value;
        out.writeLong(time.greenwich() ^ Long.MIN_VALUE);
        out.writeInt(-time.offset() ^ Integer.MIN_VALUE);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((PgTimeTz) left).compareTo((PgTimeTz) right);
    }
}
