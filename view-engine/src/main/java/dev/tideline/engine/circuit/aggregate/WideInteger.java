package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import java.math.BigInteger;

/** A sum of integers that never overflows: a long as long as it fits, which is nearly always. */
final class WideInteger {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    private long small;
    /** The value if it does not fit into {@code small}, else null. */
    private BigInteger big;

    /** Adds {@code value * weight}. */
    void add(long value, long weight) {
        long product = value * weight;
        long sum = small + product;
        boolean overflow = ((small ^ sum) & (product ^ sum)) < 0 || Math.multiplyHigh(value, weight) != product >> 63;
        if (big == null && !overflow) {
            small = sum;
        } else {
            set(value().add(BigInteger.valueOf(value).multiply(BigInteger.valueOf(weight))));
        }
    }

    /** Adds {@code value * weight}. */
    void add(BigInteger value, long weight) {
        set(value().add(value.multiply(BigInteger.valueOf(weight))));
    }

    BigInteger value() {
        return big == null ? BigInteger.valueOf(small) : big;
    }

    boolean fitsLong() {
        return big == null;
    }

    /** The value, if it {@linkplain #fitsLong fits}. */
    long longValue() {
        return small;
    }

    private void set(BigInteger value) {
        boolean fits = value.compareTo(LEAST) >= 0 && value.compareTo(GREATEST) <= 0;
        big = fits ? null : value;
        small = fits ? value.longValue() : 0;
    }

    void write(ByteWriter out) {
        if (big == null) {
            out.writeByte(0).writeSignedVarLong(small);
        } else {
            var bytes = big.toByteArray();
            out.writeByte(1).writeVarLong(bytes.length).write(bytes);
        }
    }

    void read(ByteReader in) {
        if (in.readByte() == 0) {
            small = in.readSignedVarLong();
            big = null;
        } else {
            set(new BigInteger(in.read((int) in.readVarLong())));
        }
    }
}
