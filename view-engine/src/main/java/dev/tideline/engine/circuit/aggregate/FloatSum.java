package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.SqlError;

/**
 * {@code sum} and {@code avg} of real and double precision. PostgreSQL rounds at every addition, in the order of its scan; here the sum
 * is exact and rounded once, so that it does not drift when values go.
 */
final class FloatSum implements Accumulator {

    /** What is made of the sum. */
    enum Result {
        REAL,
        DOUBLE,
        AVERAGE
    }

    private final Result shown;
    private final ExactBinary sum = new ExactBinary();
    private long count;
    private long nans;
    private long infinities;
    private long minusInfinities;
    private long minusZeros;

    FloatSum(Result shown) {
        this.shown = shown;
    }

    @Override
    public void add(Object value, long weight) {
        double number = ((Number) value).doubleValue();
        count += weight;
        if (Double.isNaN(number)) {
            nans += weight;
        } else if (number == Double.POSITIVE_INFINITY) {
            infinities += weight;
        } else if (number == Double.NEGATIVE_INFINITY) {
            minusInfinities += weight;
        } else if (number == 0 && 1 / number < 0) {
            minusZeros += weight;
        } else {
            sum.add(number, weight);
        }
    }

    @Override
    public Object result() {
        if (count == 0) {
            return null;
        }
        double total = total();
        if (shown == Result.REAL) {
            return (float) total;
        }
        return shown == Result.DOUBLE ? total : total / count;
    }

    private double total() {
        if (nans > 0 || infinities > 0 && minusInfinities > 0) {
            return Double.NaN;
        }
        if (infinities > 0 || minusInfinities > 0) {
            return infinities > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        if (sum.isZero()) {
            // Nothing but negative zeros add up to one; an average starts from zero.
            return minusZeros == count && shown != Result.AVERAGE ? -0.0 : 0.0;
        }
        double total = shown == Result.REAL ? sum.toFloat() : sum.toDouble();
        if (Double.isInfinite(total)) {
            throw new SqlError("22003", "value out of range: overflow");
        }
        return total;
    }

    @Override
    public void write(ByteWriter out) {
        out.writeSignedVarLong(count)
                .writeSignedVarLong(nans)
                .writeSignedVarLong(infinities)
                .writeSignedVarLong(minusInfinities)
                .writeSignedVarLong(minusZeros);
        sum.write(out);
    }

    @Override
    public void read(ByteReader in) {
        count = in.readSignedVarLong();
        nans = in.readSignedVarLong();
        infinities = in.readSignedVarLong();
        minusInfinities = in.readSignedVarLong();
        minusZeros = in.readSignedVarLong();
        sum.read(in);
    }
}
