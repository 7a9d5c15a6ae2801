package dev.tideline.engine.value;

/** date: days since 2000-01-01; infinities are the extreme ints. */
final class DateSemantics extends BaseSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        int date = (int) value;
        if (date == Integer.MAX_VALUE || date == Integer.MIN_VALUE) {
            return date > 0 ? "infinity" : "-infinity";
        }
        var civil = CivilTime.ofDate(date);
        var out = new StringBuilder(13);
        DateTimeText.appendDate(out, civil);
        DateTimeText.appendEra(out, civil);
        return out.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return DateTimeInput.date(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeInt((int) value);
    }

    @Override
    public Object read(ByteReader in) {
        return in.readInt();
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        out.writeInt((int) value ^ Integer.MIN_VALUE);
    }

    @Override
    public int compare(Object left, Object right) {
        return Integer.compare((int) left, (int) right);
    }
}
