package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import java.math.BigInteger;

/**
 * An exact sum of binary floating point numbers, {@code mantissa × 2^exponent}. Nothing is rounded until the sum is asked for, and then
 * once.
 */
final class ExactBinary {

    private BigInteger mantissa = BigInteger.ZERO;
    private int exponent;

    /** Adds {@code value * weight}; the value is finite. */
    void add(double value, long weight) {
        if (value == 0) {
            return;
        }
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> 52) & 0x7FF;
        long digits = bits & 0xF_FFFF_FFFF_FFFFL;
        int addedExponent = biased == 0 ? -1074 : biased - 1075;
        if (biased != 0) {
            digits |= 1L << 52;
        }
        int trailing = Long.numberOfTrailingZeros(digits);
        addedExponent += trailing;
        digits >>>= trailing;
        var added = BigInteger.valueOf(bits < 0 ? -digits : digits);
        if (weight != 1) {
            added = added.multiply(BigInteger.valueOf(weight));
        }
        if (mantissa.signum() == 0) {
            mantissa = added;
            exponent = addedExponent;
        } else if (addedExponent >= exponent) {
            mantissa = mantissa.add(added.shiftLeft(addedExponent - exponent));
        } else {
            mantissa = mantissa.shiftLeft(exponent - addedExponent).add(added);
            exponent = addedExponent;
        }
    }

    boolean isZero() {
        return mantissa.signum() == 0;
    }

    /** The nearest double, ties to even; infinite beyond the greatest. */
    double toDouble() {
        return rounded(53, -1074);
    }

    /** The nearest float, ties to even; infinite beyond the greatest. */
    float toFloat() {
        return (float) rounded(24, -149);
    }

    private double rounded(int precision, int leastExponent) {
        var magnitude = mantissa.abs();
        int leading = exponent + magnitude.bitLength() - 1;
        int last = Math.max(leading - precision + 1, leastExponent);
        int drop = last - exponent;
        if (drop > 0) {
            boolean half = magnitude.testBit(drop - 1);
            boolean beyondHalf = half && magnitude.getLowestSetBit() < drop - 1;
            magnitude = magnitude.shiftRight(drop);
            if (half && (beyondHalf || magnitude.testBit(0))) {
                magnitude = magnitude.add(BigInteger.ONE);
            }
        } else {
            last = exponent;
        }
        // Now at most 53 digits: the conversion and the scaling are exact, unless the number is too great.
        double value =
                leading > Double.MAX_EXPONENT ? Double.POSITIVE_INFINITY : Math.scalb(magnitude.doubleValue(), last);
        return mantissa.signum() < 0 ? -value : value;
    }

    void write(ByteWriter out) {
        int trailing = isZero() ? 0 : mantissa.getLowestSetBit();
        var bytes = mantissa.shiftRight(trailing).toByteArray();
        out.writeSignedVarLong(exponent + trailing).writeVarLong(bytes.length).write(bytes);
    }

    void read(ByteReader in) {
        exponent = (int) in.readSignedVarLong();
        mantissa = new BigInteger(in.read((int) in.readVarLong()));
    }
}
