package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.TreeMap;

/**
 * What must be known of a bag of numerics to tell its sum: digits, how many values have which display scale (the sum has the largest,
 * which shrinks when the widest value goes), and how many are not finite.
 */
final class NumericBag {

    private BigDecimal sum = BigDecimal.ZERO;
    private final TreeMap<Integer, Long> scales = new TreeMap<>();
    private final long[] notFinite = new long[PgNumeric.Kind.values().length];
    private long count;

    void add(PgNumeric value, long weight) {
        count += weight;
        if (!value.isFinite()) {
            notFinite[value.kind().ordinal()] += weight;
            return;
        }
        var digits = value.digits();
        sum = weight == 1
                ? sum.add(digits)
                : weight == -1 ? sum.subtract(digits) : sum.add(digits.multiply(BigDecimal.valueOf(weight)));
        scales.merge(digits.scale(), weight, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
        int scale = scale();
        if (sum.scale() > scale) {
            // The digits behind the largest live scale are zeros.
            sum = sum.setScale(scale);
        }
    }

    /** How many values there are, finite or not. */
    long count() {
        return count;
    }

    /** How many values are not finite. */
    long special() {
        return has(PgNumeric.Kind.NAN) + has(PgNumeric.Kind.INFINITY) + has(PgNumeric.Kind.MINUS_INFINITY);
    }

    private long has(PgNumeric.Kind kind) {
        return notFinite[kind.ordinal()];
    }

    /** The largest display scale among the finite values, 0 if there is none. */
    int scale() {
        return scales.isEmpty() ? 0 : scales.lastKey();
    }

    /** The sum of the finite values; its scale is the largest display scale among them, which {@link #add} sees to. */
    BigDecimal finiteSum() {
        return sum;
    }

    /** The sum of all values. */
    PgNumeric sum() {
        boolean infinite = has(PgNumeric.Kind.INFINITY) > 0;
        boolean minusInfinite = has(PgNumeric.Kind.MINUS_INFINITY) > 0;
        if (has(PgNumeric.Kind.NAN) > 0 || infinite && minusInfinite) {
            return PgNumeric.NAN;
        }
        if (infinite) {
            return PgNumeric.INFINITY;
        }
        return minusInfinite ? PgNumeric.MINUS_INFINITY : PgNumeric.of(finiteSum());
    }

    void write(ByteWriter out) {
        out.writeSignedVarLong(count);
        writeDecimal(sum, out);
        out.writeVarLong(scales.size());
        scales.forEach((scale, times) -> out.writeVarLong(scale).writeSignedVarLong(times));
        for (long times : notFinite) {
            out.writeSignedVarLong(times);
        }
    }

    void read(ByteReader in) {
        count = in.readSignedVarLong();
        sum = readDecimal(in);
        for (long left = in.readVarLong(); left > 0; left--) {
            int scale = (int) in.readVarLong();
            scales.put(scale, in.readSignedVarLong());
        }
        for (int i = 0; i < notFinite.length; i++) {
            notFinite[i] = in.readSignedVarLong();
        }
    }

    static void writeDecimal(BigDecimal value, ByteWriter out) {
        var unscaled = value.unscaledValue().toByteArray();
        out.writeSignedVarLong(value.scale()).writeVarLong(unscaled.length).write(unscaled);
    }

    static BigDecimal readDecimal(ByteReader in) {
        int scale = (int) in.readSignedVarLong();
        return new BigDecimal(new BigInteger(in.read((int) in.readVarLong())), scale);
    }
}
