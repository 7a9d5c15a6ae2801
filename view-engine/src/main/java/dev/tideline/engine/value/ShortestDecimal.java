package dev.tideline.engine.value;

import java.math.BigInteger;

/**
 * The shortest decimal number that reads back as a given float (Adams, "Ryū: fast float-to-string conversion", PLDI 2018), in
 * the variant that PostgreSQL uses: bounds of the rounding interval never belong to it. Java's own conversion is not the
 * shortest before JDK 19, and differs in the choice among equally short ones.
 */
final class ShortestDecimal {

    private static final int INVERSE_BITS = 122;
    private static final int POWER_BITS = 121;
    private static final int INVERSES = 342;
    private static final int POWERS = 326;
    private static final long[] INVERSE_HIGH = new long[INVERSES];
    private static final long[] INVERSE_LOW = new long[INVERSES];
    private static final long[] POWER_HIGH = new long[POWERS];
    private static final long[] POWER_LOW = new long[POWERS];

    static {
        var five = BigInteger.valueOf(5);
        var power = BigInteger.ONE;
        for (int i = 0; i < INVERSES; i++) {
            var inverse = BigInteger.ONE
                    .shiftLeft(power.bitLength() - 1 + INVERSE_BITS)
                    .divide(power)
                    .add(BigInteger.ONE);
            INVERSE_HIGH[i] = inverse.shiftRight(64).longValue();
            INVERSE_LOW[i] = inverse.longValue();
            if (i < POWERS) {
                var aligned = power.shiftRight(power.bitLength() - POWER_BITS);
                POWER_HIGH[i] = aligned.shiftRight(64).longValue();
                POWER_LOW[i] = aligned.longValue();
            }
            power = power.multiply(five);
        }
    }

    private long lower;
    private long middle;
    private long upper;
    private boolean exact;
    private int exponent;

    private ShortestDecimal() {}

    static String of(double value) {
        if (value != value || Double.isInfinite(value)) {
            return special(value);
        }
        long bits = Double.doubleToLongBits(value);
        long fraction = bits & (1L << 52) - 1;
        return print(bits < 0, fraction, (int) (bits >>> 52) & 0x7FF, 52, 1023, 15);
    }

    static String of(float value) {
        if (value != value || Float.isInfinite(value)) {
            return special(value);
        }
        int bits = Float.floatToIntBits(value);
        return print(bits < 0, bits & (1 << 23) - 1, bits >>> 23 & 0xFF, 23, 127, 6);
    }

    private static String special(double value) {
        return value != value ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }

    /** {@code precision}: numbers with more digits than this before the point are printed with an exponent. */
    private static String print(
            boolean negative, long fraction, int biased, int fractionBits, int bias, int precision) {
        var out = new StringBuilder(24);
        if (negative) {
            out.append('-');
        }
        if (biased == 0 && fraction == 0) {
            return out.append('0').toString();
        }
        var decimal = new ShortestDecimal();
        long digits = decimal.convert(fraction, biased, fractionBits, bias);
        String text = Long.toString(digits);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        format(out, text.substring(0, end), decimal.exponent + text.length() - end, precision);
        return out.toString();
    }

    private static void format(StringBuilder out, String digits, int exponent, int precision) {
        int length = digits.length();
        int scientific = exponent + length - 1;
        if (scientific < -4 || scientific >= precision) {
            out.append(digits.charAt(0));
            if (length > 1) {
                out.append('.').append(digits, 1, length);
            }
            int absolute = Math.abs(scientific);
            out.append(scientific < 0 ? "e-" : "e+")
                    .append(absolute < 10 ? "0" : "")
                    .append(absolute);
        } else if (exponent >= 0) {
            out.append(digits).append("0".repeat(exponent));
        } else if (scientific >= 0) {
            out.append(digits, 0, scientific + 1).append('.').append(digits, scientific + 1, length);
        } else {
            out.append("0.").append("0".repeat(-scientific - 1)).append(digits);
        }
    }

    private long convert(long fraction, int biased, int fractionBits, int bias) {
        int e2 = Math.max(biased, 1) - bias - fractionBits - 2;
        long m2 = biased == 0 ? fraction : 1L << fractionBits | fraction;
        int shift = fraction != 0 || biased <= 1 ? 1 : 0;
        if (e2 >= 0) {
            scaleDown(m2, e2, shift);
        } else {
            scaleUp(m2, e2, shift);
        }
        return shorten();
    }

    private void scaleDown(long m2, int e2, int shift) {
        long mv = 4 * m2;
        int q = (int) (e2 * 78913L >>> 18) - (e2 > 3 ? 1 : 0);
        int j = -e2 + q + INVERSE_BITS + bitsOfPower5(q) - 1;
        exponent = q;
        multiply(m2, INVERSE_HIGH[q], INVERSE_LOW[q], j, shift);
        if (q <= 21) {
            if (mv % 5 == 0) {
                exact = divisibleByPower5(mv, q);
            } else if (divisibleByPower5(mv + 2, q)) {
                upper--;
            }
        }
    }

    private void scaleUp(long m2, int e2, int shift) {
        long mv = 4 * m2;
        int q = (int) (-e2 * 732923L >>> 20) - (-e2 > 1 ? 1 : 0);
        int i = -e2 - q;
        int j = q - (bitsOfPower5(i) - POWER_BITS);
        exponent = q + e2;
        multiply(m2, POWER_HIGH[i], POWER_LOW[i], j, shift);
        if (q <= 1) {
            exact = true;
            upper--;
        } else if (q < 63) {
            exact = (mv & (1L << q - 1) - 1) == 0;
        }
    }

    private long shorten() {
        int last = 0;
        while (upper / 10 > lower / 10) {
            exact &= last == 0;
            last = (int) (middle % 10);
            middle /= 10;
            upper /= 10;
            lower /= 10;
            exponent++;
        }
        if (exact && last == 5 && middle % 2 == 0) {
            last = 4;
        }
        return middle + (middle == lower || last >= 5 ? 1 : 0);
    }

    private void multiply(long m2, long high, long low, int j, int shift) {
        upper = multiplyAndShift(4 * m2 + 2, high, low, j);
        lower = multiplyAndShift(4 * m2 - 1 - shift, high, low, j);
        middle = multiplyAndShift(4 * m2, high, low, j);
    }

    /** The top of {@code factor * (high, low)} behind {@code j} bits; {@code factor} is positive, {@code low} unsigned. */
    private static long multiplyAndShift(long factor, long high, long low, int j) {
        long carry = Math.multiplyHigh(factor, low) + (low < 0 ? factor : 0);
        long productLow = factor * high;
        long productHigh = Math.multiplyHigh(factor, high);
        long sum = productLow + carry;
        if (Long.compareUnsigned(sum, carry) < 0) {
            productHigh++;
        }
        int bits = j - 64;
        return bits == 0 ? sum : productHigh << 64 - bits | sum >>> bits;
    }

    /** The length of 5^exponent in bits. */
    private static int bitsOfPower5(int exponent) {
        return (int) (exponent * 1217359L >>> 19) + 1;
    }

    private static boolean divisibleByPower5(long value, int exponent) {
        long rest = value;
        for (int i = 0; i < exponent; i++) {
            if (rest % 5 != 0) {
                return false;
            }
            rest /= 5;
        }
        return true;
    }
}
