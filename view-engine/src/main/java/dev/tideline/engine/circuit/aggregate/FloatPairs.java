package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.Set;

/**
 * {@code corr}, {@code covar_*} and {@code regr_*}: functions of pairs (y, x) of double precision. PostgreSQL rounds at every row, in the
 * order of its scan (Youngs and Cramer); here the five sums of powers are exact and the result is rounded once or twice. State: one entry
 * per group; a change costs O(1).
 */
final class FloatPairs implements Accumulator {

    static final Set<String> NAMES = Set.of(
            "corr",
            "covar_pop",
            "covar_samp",
            "regr_avgx",
            "regr_avgy",
            "regr_count",
            "regr_intercept",
            "regr_r2",
            "regr_slope",
            "regr_sxx",
            "regr_sxy",
            "regr_syy");

    private final String function;
    private final Side x = new Side();
    private final Side y = new Side();
    private final ExactBinary products = new ExactBinary();
    private long count;

    FloatPairs(String function) {
        this.function = function;
    }

    /** The sums of one of the two; pairs of which either is not finite are only counted. */
    private static final class Side {
        private final ExactBinary sum = new ExactBinary();
        private final ExactBinary squares = new ExactBinary();
        private long nans;
        private long infinities;
        private long minusInfinities;

        void add(double value, long weight) {
            if (Double.isNaN(value)) {
                nans += weight;
            } else if (Double.isInfinite(value)) {
                infinities += value > 0 ? weight : 0;
                minusInfinities += value < 0 ? weight : 0;
            } else {
                sum.add(value, weight);
                squares.addProduct(value, value, weight);
            }
        }

        boolean isFinite() {
            return nans == 0 && infinities == 0 && minusInfinities == 0;
        }

        double average(long count) {
            if (nans > 0 || infinities > 0 && minusInfinities > 0) {
                return Double.NaN;
            }
            if (!isFinite()) {
                return infinities > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            return FloatVariance.finite(
                    sum.isZero() ? 0 : sum.dividedBy(whole(count)).toDouble());
        }

        void write(ByteWriter out) {
            out.writeSignedVarLong(nans).writeSignedVarLong(infinities).writeSignedVarLong(minusInfinities);
            sum.write(out);
            squares.write(out);
        }

        void read(ByteReader in) {
            nans = in.readSignedVarLong();
            infinities = in.readSignedVarLong();
            minusInfinities = in.readSignedVarLong();
            sum.read(in);
            squares.read(in);
        }
    }

    private static ExactBinary whole(long number) {
        var whole = new ExactBinary();
        whole.add(number, 1);
        return whole;
    }

    @Override
    public void add(Object value, long weight) {
        var pair = (Row) value;
        double first = ((Number) pair.get(0)).doubleValue();
        double second = ((Number) pair.get(1)).doubleValue();
        count += weight;
        y.add(first, weight);
        x.add(second, weight);
        if (Double.isFinite(first) && Double.isFinite(second)) {
            products.addProduct(first, second, weight);
        }
    }

    @Override
    public Object result() {
        if (function.equals("regr_count")) {
            return count;
        }
        if (count == 0 || function.equals("covar_samp") && count == 1) {
            return null;
        }
        return switch (function) {
            case "regr_avgx" -> x.average(count);
            case "regr_avgy" -> y.average(count);
            case "regr_sxx" -> x.isFinite() ? scaled(squares(x), whole(count)) : Double.NaN;
            case "regr_syy" -> y.isFinite() ? scaled(squares(y), whole(count)) : Double.NaN;
            case "regr_sxy" -> both() ? scaled(mixed(), whole(count)) : Double.NaN;
            case "covar_pop" -> both() ? scaled(mixed(), whole(count).times(count)) : Double.NaN;
            case "covar_samp" -> both() ? scaled(mixed(), whole(count).times(count - 1)) : Double.NaN;
            default -> line();
        };
    }

    /** The functions of the least-squares line, which do not exist where all x are the same. */
    private Object line() {
        boolean noX = x.isFinite() && squares(x).isZero();
        boolean noY = y.isFinite() && squares(y).isZero();
        if (noX || noY && function.equals("corr")) {
            return null;
        }
        if (noY && function.equals("regr_r2")) {
            return 1.0;
        }
        if (!both()) {
            return Double.NaN;
        }
        return switch (function) {
            case "regr_slope" -> scaled(mixed(), squares(x));
            case "regr_intercept" ->
                scaled(
                        y.sum.times(squares(x)).minus(x.sum.times(mixed())),
                        squares(x).times(count));
            case "regr_r2" -> scaled(mixed().times(mixed()), squares(x).times(squares(y)));
            default -> correlation();
        };
    }

    private double correlation() {
        var covariance = mixed();
        double square = scaled(covariance.times(covariance), squares(x).times(squares(y)));
        return covariance.signum() < 0 ? -Math.sqrt(square) : Math.sqrt(square);
    }

    private boolean both() {
        return x.isFinite() && y.isFinite();
    }

    /** N times the sum of squared deviations. */
    private ExactBinary squares(Side side) {
        return side.squares.times(count).minus(side.sum.times(side.sum));
    }

    /** N times the sum of products of deviations. */
    private ExactBinary mixed() {
        return products.times(count).minus(x.sum.times(y.sum));
    }

    private static double scaled(ExactBinary value, ExactBinary divisor) {
        return value.isZero()
                ? 0
                : FloatVariance.finite(value.dividedBy(divisor).toDouble());
    }

    @Override
    public void write(ByteWriter out) {
        out.writeSignedVarLong(count);
        x.write(out);
        y.write(out);
        products.write(out);
    }

    @Override
    public void read(ByteReader in) {
        count = in.readSignedVarLong();
        x.read(in);
        y.read(in);
        products.read(in);
    }
}
