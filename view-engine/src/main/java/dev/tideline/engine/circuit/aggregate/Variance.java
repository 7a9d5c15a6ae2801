package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * {@code var_pop}, {@code var_samp}, {@code stddev_pop} and {@code stddev_samp} of integers and numeric: (N·Σx² − (Σx)²) / (N·N or
 * N·(N−1)), with the scale of PostgreSQL's division, and the root with the same scale.
 */
final class Variance implements Accumulator {

    private final boolean sample;
    private final boolean root;
    private final Arithmetic arithmetic;
    private final NumericBag values = new NumericBag();
    private BigDecimal squares = BigDecimal.ZERO;

    Variance(boolean sample, boolean root, Arithmetic arithmetic) {
        this.sample = sample;
        this.root = root;
        this.arithmetic = arithmetic;
    }

    @Override
    public void add(Object value, long weight) {
        var numeric = value instanceof PgNumeric n ? n : PgNumeric.of(((Number) value).longValue());
        values.add(numeric, weight);
        if (numeric.isFinite()) {
            var square = numeric.digits().multiply(numeric.digits());
            squares = squares.add(square.multiply(BigDecimal.valueOf(weight)));
        }
    }

    @Override
    public Object result() {
        long count = values.count();
        if (count == 0 || sample && count == 1) {
            return null;
        }
        if (values.special() > 0) {
            return PgNumeric.NAN;
        }
        var n = BigDecimal.valueOf(count);
        var sum = values.finiteSum();
        var numerator = n.multiply(squares).subtract(sum.multiply(sum)).setScale(2 * values.scale());
        if (numerator.signum() <= 0) {
            return PgNumeric.ZERO;
        }
        var denominator = n.multiply(sample ? n.subtract(BigDecimal.ONE) : n);
        var variance = arithmetic.divide(PgNumeric.of(numerator), PgNumeric.of(denominator));
        return root ? PgNumeric.of(root(variance.digits())) : variance;
    }

    /** The square root with its argument's scale, rounded half up. */
    private static BigDecimal root(BigDecimal value) {
        int scale = value.scale();
        // One digit more than is shown decides the rounding.
        BigInteger scaled = value.scaleByPowerOfTen(2 * (scale + 1)).toBigInteger();
        return new BigDecimal(scaled.sqrt(), scale + 1).setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public void write(ByteWriter out) {
        values.write(out);
        NumericBag.writeDecimal(squares, out);
    }

    @Override
    public void read(ByteReader in) {
        values.read(in);
        squares = NumericBag.readDecimal(in);
    }
}
