package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.SqlError;

/**
 * {@code var_pop}, {@code var_samp}, {@code stddev_pop} and {@code stddev_samp} of real and double precision. PostgreSQL rounds at every
 * row, in the order of its scan (Youngs and Cramer); here Σx and Σx² are exact and the result is rounded once. State: one entry per group;
 * a change costs O(1).
 */
final class FloatVariance implements Accumulator {

    private final boolean sample;
    private final boolean root;
    private final ExactBinary sum = new ExactBinary();
    private final ExactBinary squares = new ExactBinary();
    private long count;
    private long notFinite;

    FloatVariance(boolean sample, boolean root) {
        this.sample = sample;
        this.root = root;
    }

    @Override
    public void add(Object value, long weight) {
        double number = ((Number) value).doubleValue();
        count += weight;
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            notFinite += weight;
        } else {
            sum.add(number, weight);
            squares.addProduct(number, number, weight);
        }
    }

    @Override
    public Object result() {
        if (count == 0 || sample && count == 1) {
            return null;
        }
        if (notFinite > 0) {
            return Double.NaN;
        }
        var deviations = squares.times(count).minus(sum.times(sum));
        if (deviations.isZero()) {
            return 0.0;
        }
        var counts = new ExactBinary();
        counts.add(count, sample ? count - 1 : count);
        var variance = deviations.dividedBy(counts);
        return finite((root ? variance.root() : variance).toDouble());
    }

    static double finite(double value) {
        if (Double.isInfinite(value)) {
            throw new SqlError("22003", "value out of range: overflow");
        }
        return value;
    }

    @Override
    public void write(ByteWriter out) {
        out.writeSignedVarLong(count).writeSignedVarLong(notFinite);
        sum.write(out);
        squares.write(out);
    }

    @Override
    public void read(ByteReader in) {
        count = in.readSignedVarLong();
        notFinite = in.readSignedVarLong();
        sum.read(in);
        squares.read(in);
    }
}
