package dev.tideline.engine.value;

import java.math.BigInteger;

/**
 * interval. It compares by its length, a month taken as 30 days and a day as 24 hours, in 128 bits.
 */
final class IntervalSemantics extends BaseSemantics {

    private static final long MICROS_PER_MONTH = 30 * CivilTime.MICROS_PER_DAY;

    @Override
    public String toText(Object value, SessionSettings session) {
        return IntervalText.print((PgInterval) value, session);
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return IntervalText.parse(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var interval = (PgInterval) value;
        out.writeSignedVarLong(interval.months())
                .writeSignedVarLong(interval.days())
                .writeSignedVarLong(interval.micros());
    }

    @Override
    public Object read(ByteReader in) {
        return new PgInterval((int) in.readSignedVarLong(), (int) in.readSignedVarLong(), in.readSignedVarLong());
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        var length = length((PgInterval) value);
        out.writeLong(length.shiftRight(64).longValue() ^ Long.MIN_VALUE).writeLong(length.longValue());
    }

    /** Months as far as they go, then days, then microseconds: one form for each length. */
    @Override
    public Object representative(Object value) {
        var interval = (PgInterval) value;
        long wholeDays = interval.months() * 30L + interval.days();
        if (Math.abs(wholeDays) < 90_000_000 && Math.abs(interval.micros()) < Long.MAX_VALUE / 8) {
            long micros = wholeDays * CivilTime.MICROS_PER_DAY + interval.micros();
            long rest = micros % MICROS_PER_MONTH;
            return new PgInterval(
                    (int) (micros / MICROS_PER_MONTH),
                    (int) (rest / CivilTime.MICROS_PER_DAY),
                    rest % CivilTime.MICROS_PER_DAY);
        }
        var length = length(interval);
        int months = clamped(length.divide(BigInteger.valueOf(MICROS_PER_MONTH)));
        length = length.subtract(BigInteger.valueOf(MICROS_PER_MONTH).multiply(BigInteger.valueOf(months)));
        int days = clamped(length.divide(BigInteger.valueOf(CivilTime.MICROS_PER_DAY)));
        length = length.subtract(BigInteger.valueOf(CivilTime.MICROS_PER_DAY).multiply(BigInteger.valueOf(days)));
        return new PgInterval(months, days, length.longValueExact());
    }

    private static int clamped(BigInteger value) {
        if (value.bitLength() < 32) {
            return value.intValue();
        }
        return value.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }

    private static BigInteger length(PgInterval interval) {
        return BigInteger.valueOf(interval.months() * 30L + interval.days())
                .multiply(BigInteger.valueOf(CivilTime.MICROS_PER_DAY))
                .add(BigInteger.valueOf(interval.micros()));
    }

    @Override
    public boolean identitySafe() {
        return false;
    }

    @Override
    public int compare(Object left, Object right) {
        return compareLengths((PgInterval) left, (PgInterval) right);
    }

    static int compareLengths(PgInterval left, PgInterval right) {
        long dayDifference = (left.months() - (long) right.months()) * 30 + left.days() - right.days();
        if (dayDifference == 0) {
            return Long.compare(left.micros(), right.micros());
        }
        return length(left).compareTo(length(right));
    }
}
