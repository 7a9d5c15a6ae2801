package dev.tideline.engine.value;

/** time, timestamp and timestamptz: microseconds as {@link Long}. */
final class TimestampSemantics extends BaseSemantics {

    /** Which of the three. */
    enum Kind {
        TIME,
        TIMESTAMP,
        TIMESTAMPTZ
    }

    private final Kind kind;

    TimestampSemantics(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        long micros = (long) value;
        var out = new StringBuilder(32);
        if (kind == Kind.TIME) {
            var civil = new CivilTime();
            civil.setTime(micros);
            DateTimeText.appendTime(out, civil);
            return out.toString();
        }
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return micros > 0 ? "infinity" : "-infinity";
        }
        boolean zoned = kind == Kind.TIMESTAMPTZ;
        var civil = zoned
                ? CivilTime.ofTimestamp(micros, TimeZones.offsetAt(micros, session.timezone()))
                : CivilTime.ofTimestamp(micros);
        DateTimeText.appendDate(out, civil);
        out.append(' ');
        DateTimeText.appendTime(out, civil);
        if (zoned) {
            DateTimeText.appendOffset(out, civil.offset);
        }
        DateTimeText.appendEra(out, civil);
        return out.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return switch (kind) {
            case TIME -> DateTimeInput.time(text, session);
            case TIMESTAMP -> DateTimeInput.timestamp(text, session);
            case TIMESTAMPTZ -> DateTimeInput.timestamptz(text, session);
        };
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeLong((long) value);
    }

    @Override
    public Object read(ByteReader in) {
        return in.readLong();
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        out.writeLong((long) value ^ Long.MIN_VALUE);
    }

    @Override
    public int compare(Object left, Object right) {
        return Long.compare((long) left, (long) right);
    }
}
