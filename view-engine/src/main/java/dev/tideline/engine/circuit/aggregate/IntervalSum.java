package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.SqlError;

/** {@code sum} and {@code avg} of interval: months, days and microseconds each for themselves. */
final class IntervalSum implements Accumulator {

    private final boolean average;
    private final Arithmetic arithmetic;
    private final WideInteger micros = new WideInteger();
    private long months;
    private long days;
    private long count;
    private long infinities;
    private long minusInfinities;

    IntervalSum(boolean average, Arithmetic arithmetic) {
        this.average = average;
        this.arithmetic = arithmetic;
    }

    @Override
    public void add(Object value, long weight) {
        var interval = (PgInterval) value;
        count += weight;
        if (interval.equals(PgInterval.INFINITY)) {
            infinities += weight;
        } else if (interval.equals(PgInterval.MINUS_INFINITY)) {
            minusInfinities += weight;
        } else {
            months += interval.months() * weight;
            days += interval.days() * weight;
            micros.add(interval.micros(), weight);
        }
    }

    @Override
    public Object result() {
        if (count == 0) {
            return null;
        }
        if (infinities > 0 && minusInfinities > 0) {
            throw outOfRange();
        }
        if (infinities > 0 || minusInfinities > 0) {
            return infinities > 0 ? PgInterval.INFINITY : PgInterval.MINUS_INFINITY;
        }
        if (months != (int) months || days != (int) days || !micros.fitsLong()) {
            throw outOfRange();
        }
        var sum = new PgInterval((int) months, (int) days, micros.longValue());
        if (sum.equals(PgInterval.INFINITY) || sum.equals(PgInterval.MINUS_INFINITY)) {
            throw outOfRange();
        }
        return average ? arithmetic.divide(sum, count) : sum;
    }

    private static SqlError outOfRange() {
        return new SqlError("22008", "interval out of range");
    }

    @Override
    public void write(ByteWriter out) {
        out.writeSignedVarLong(count)
                .writeSignedVarLong(infinities)
                .writeSignedVarLong(minusInfinities)
                .writeSignedVarLong(months)
                .writeSignedVarLong(days);
        micros.write(out);
    }

    @Override
    public void read(ByteReader in) {
        count = in.readSignedVarLong();
        infinities = in.readSignedVarLong();
        minusInfinities = in.readSignedVarLong();
        months = in.readSignedVarLong();
        days = in.readSignedVarLong();
        micros.read(in);
    }
}
