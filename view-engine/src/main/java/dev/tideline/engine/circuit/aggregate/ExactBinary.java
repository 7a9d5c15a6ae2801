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
        add(added, addedExponent);
    }

    /** Adds {@code left * right * weight}, all digits of it; the values are finite. */
    void addProduct(double left, double right, long weight) {
        var l = new ExactBinary();
        l.add(left, 1);
        var r = new ExactBinary();
        r.add(right, weight);
        var product = l.times(r);
        add(product.mantissa, product.exponent);
    }

    private void add(BigInteger added, int addedExponent) {
        if (added.signum() == 0) {
            return;
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

    ExactBinary times(ExactBinary other) {
        var product = new ExactBinary();
        product.mantissa = mantissa.multiply(other.mantissa);
        product.exponent = exponent + other.exponent;
        return product;
    }

    ExactBinary times(long factor) {
        var product = new ExactBinary();
        product.mantissa = mantissa.multiply(BigInteger.valueOf(factor));
        product.exponent = exponent;
        return product;
    }

    ExactBinary minus(ExactBinary other) {
        var difference = new ExactBinary();
        difference.add(mantissa, exponent);
        difference.add(other.mantissa.negate(), other.exponent);
        return difference;
    }

    int signum() {
        return mantissa.signum();
    }

    /**
     * The quotient, off by less than one part in 2^64 and never exactly between two doubles unless the true quotient is: its nearest double
     * is that of the true one.
     */
    ExactBinary dividedBy(ExactBinary divisor) {
        int shift = Math.max(0, divisor.mantissa.bitLength() - mantissa.bitLength() + 130);
        var parts = mantissa.abs().shiftLeft(shift).divideAndRemainder(divisor.mantissa.abs());
        var quotient = new ExactBinary();
        quotient.mantissa = sticky(parts[0], parts[1].signum() != 0);
        if (mantissa.signum() * divisor.mantissa.signum() < 0) {
            quotient.mantissa = quotient.mantissa.negate();
        }
        quotient.exponent = exponent - shift - divisor.exponent - 1;
        return quotient;
    }

    /** The square root of a number that is not negative, as near as {@link #dividedBy}. */
    ExactBinary root() {
        int shift = Math.max(0, 260 - mantissa.bitLength());
        shift += (exponent - shift) & 1;
        var parts = mantissa.shiftLeft(shift).sqrtAndRemainder();
        var root = new ExactBinary();
        root.mantissa = sticky(parts[0], parts[1].signum() != 0);
        root.exponent = (exponent - shift) / 2 - 1;
        return root;
    }

    /** One more digit, which says whether there is anything behind. */
    private static BigInteger sticky(BigInteger digits, boolean more) {
        var shifted = digits.shiftLeft(1);
        return more ? shifted.setBit(0) : shifted;
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
