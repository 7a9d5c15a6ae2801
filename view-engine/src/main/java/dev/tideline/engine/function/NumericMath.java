package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Roots, exponentials and logarithms of numeric. The scale of a result, and of every step on the way to it, is PostgreSQL's,
 * which works in digits of base 10000 and chooses scales by their count; that is why weights here count such digits.
 */
final class NumericMath {

    static final int MAX_DISPLAY_SCALE = 1000;
    static final int MIN_SIGNIFICANT_DIGITS = 16;

    private static final int MAX_RESULT_SCALE = 2000;
    private static final int MAX_WEIGHT = 32767;
    private static final double LOG10_OF_E = 0.434294481903252;
    private static final double LOG10_OF_2 = 0.301029995663981;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal LOW = new BigDecimal("0.9");
    private static final BigDecimal HIGH = new BigDecimal("1.1");

    private NumericMath() {}

    /** The position of the first digit of base 10000: 0 for 1 to 9999, -1 for 0.0001 to 0.9999. */
    static int weight(BigDecimal x) {
        return x.signum() == 0 ? 0 : Math.floorDiv(x.precision() - x.scale() - 1, 4);
    }

    /** The first {@code count} digits of base 10000 as one number. */
    static BigInteger leading(BigDecimal x, int count) {
        int scale = (count - 1 - weight(x)) * 4;
        return x.abs().setScale(scale, RoundingMode.DOWN).unscaledValue();
    }

    /** How many digits of base 10000 a nonzero number has, from its first to its last that is not zero. */
    private static int length(BigDecimal x) {
        return weight(x) + Math.floorDiv(x.stripTrailingZeros().scale() + 3, 4) + 1;
    }

    static int limited(int scale) {
        return Math.min(Math.max(scale, 0), MAX_DISPLAY_SCALE);
    }

    /** The scale of a quotient: at least 16 significant digits, and no less than either side has. */
    static int divisionScale(BigDecimal a, BigDecimal b) {
        int weight = weight(a) - weight(b);
        if (first(a) <= first(b)) {
            weight--;
        }
        return limited(Math.max(MIN_SIGNIFICANT_DIGITS - weight * 4, Math.max(a.scale(), b.scale())));
    }

    /** The first digit of base 10000. */
    private static int first(BigDecimal x) {
        if (x.signum() == 0) {
            return 0;
        }
        int places = Math.floorMod(x.precision() - x.scale() - 1, 4) + 1;
        int surplus = x.precision() - places;
        if (x.precision() <= 18) {
            long unscaled = Math.abs(x.unscaledValue().longValue());
            for (int i = surplus; i > 0; i--) {
                unscaled /= 10;
            }
            for (int i = surplus; i < 0; i++) {
                unscaled *= 10;
            }
            return (int) unscaled;
        }
        return leading(x, 1).intValue();
    }

    static BigDecimal multiply(BigDecimal a, BigDecimal b, int scale) {
        return a.multiply(b).setScale(scale, RoundingMode.HALF_UP);
    }

    static BigDecimal divide(BigDecimal a, BigDecimal b, int scale) {
        return a.divide(b, scale, RoundingMode.HALF_UP);
    }

    /** The square root, exactly rounded; the scale may be negative. */
    static BigDecimal squareRoot(BigDecimal x, int scale) {
        if (x.signum() < 0) {
            throw new SqlError("2201F", "cannot take square root of a negative number");
        }
        if (x.signum() == 0) {
            return BigDecimal.ZERO.setScale(scale);
        }
        int places = scale + 1;
        var radicand = x.setScale(2 * places, RoundingMode.DOWN).unscaledValue();
        return new BigDecimal(radicand.sqrt(), places).setScale(scale, RoundingMode.HALF_UP);
    }

    /** e to the power of x. */
    static BigDecimal exp(BigDecimal x, int scale) {
        double estimate = x.doubleValue();
        if (Math.abs(estimate) >= MAX_RESULT_SCALE * 3) {
            if (estimate > 0) {
                throw SqlError.numericOverflow();
            }
            return BigDecimal.ZERO.setScale(scale);
        }
        int decimalWeight = (int) (estimate * LOG10_OF_E);
        int halvings = 0;
        for (double rest = estimate; Math.abs(rest) > 0.01; rest /= 2) {
            halvings++;
        }
        var reduced = halvings == 0 ? x : divide(x, BigDecimal.valueOf(1L << halvings), x.scale() + halvings);
        int significant = Math.max(1 + decimalWeight + scale + (int) (halvings * LOG10_OF_2), 0) + 8;
        var result = exponentialSeries(reduced, significant - 1);
        for (int i = 0; i < halvings; i++) {
            result = multiply(result, result, Math.max(significant - weight(result) * 2 * 4, 0));
        }
        return result.setScale(scale, RoundingMode.HALF_UP);
    }

    private static BigDecimal exponentialSeries(BigDecimal x, int scale) {
        var sum = BigDecimal.ONE.add(x);
        var term = divide(multiply(x, x, scale), TWO, scale);
        for (int n = 3; term.signum() != 0; n++) {
            sum = sum.add(term);
            term = divide(multiply(term, x, scale), BigDecimal.valueOf(n), scale);
        }
        return sum;
    }

    /** Roughly the decimal weight of the natural logarithm, as PostgreSQL guesses it. */
    static int logarithmWeight(BigDecimal x) {
        if (x.signum() <= 0) {
            return 0;
        }
        if (x.compareTo(LOW) >= 0 && x.compareTo(HIGH) <= 0) {
            var difference = x.subtract(BigDecimal.ONE);
            return difference.signum() == 0
                    ? 0
                    : weight(difference) * 4
                            + (int) Math.log10(leading(difference, 1).intValue());
        }
        int count = Math.min(length(x), 2);
        double digits = leading(x, count).doubleValue();
        int decimalWeight = (weight(x) - count + 1) * 4;
        return (int) Math.log10(Math.abs(Math.log(digits) + decimalWeight * 2.302585092994046));
    }

    private static SqlError logarithmError(int sign) {
        return new SqlError(
                "2201E", sign == 0 ? "cannot take logarithm of zero" : "cannot take logarithm of a negative number");
    }

    /** The natural logarithm. */
    static BigDecimal ln(BigDecimal x, int scale) {
        if (x.signum() <= 0) {
            throw logarithmError(x.signum());
        }
        var reduced = x;
        var factor = TWO;
        int roots = 0;
        while (reduced.compareTo(LOW) <= 0 || reduced.compareTo(HIGH) >= 0) {
            reduced = squareRoot(reduced, scale - weight(reduced) * 4 / 2 + 8);
            factor = factor.multiply(TWO);
            roots++;
        }
        int local = scale + (int) ((roots + 1) * LOG10_OF_2) + 8;
        var power = divide(reduced.subtract(BigDecimal.ONE), reduced.add(BigDecimal.ONE), local);
        var square = multiply(power, power, local);
        var sum = power;
        for (int n = 3; ; n += 2) {
            power = multiply(power, square, local);
            var term = divide(power, BigDecimal.valueOf(n), local);
            if (term.signum() == 0) {
                break;
            }
            sum = sum.add(term);
            if (weight(term) < weight(sum) - local * 2 / 4) {
                break;
            }
        }
        return multiply(sum, factor, scale);
    }

    /** The logarithm to a base. */
    static BigDecimal log(BigDecimal base, BigDecimal x) {
        int baseWeight = logarithmWeight(base);
        int weight = logarithmWeight(x);
        int resultWeight = weight - baseWeight;
        int scale = limited(Math.max(MIN_SIGNIFICANT_DIGITS - resultWeight, Math.max(base.scale(), x.scale())));
        var lnBase = ln(base, Math.max(scale + resultWeight - baseWeight + 8, 0));
        var lnX = ln(x, Math.max(scale + resultWeight - weight + 8, 0));
        if (lnBase.signum() == 0) {
            throw SqlError.divisionByZero();
        }
        return divide(lnX, lnBase, scale);
    }

    /** {@code modern}: by the rules of version 16 and later. */
    static BigDecimal power(BigDecimal base, BigDecimal exponent, boolean modern) {
        if (exponent.signum() == 0 || exponent.stripTrailingZeros().scale() <= 0) {
            var whole = exponent.toBigInteger();
            if (whole.bitLength() < 32) {
                return modern
                        ? integerPower(base, whole.intValue(), exponent.scale())
                        : LegacyPower.power(base, whole.intValue());
            }
        }
        if (base.signum() == 0) {
            return BigDecimal.ZERO.setScale(MIN_SIGNIFICANT_DIGITS);
        }
        boolean negative = base.signum() < 0;
        if (negative) {
            if (exponent.stripTrailingZeros().scale() > 0) {
                throw complexResult();
            }
            negative = exponent.toBigInteger().testBit(0);
        }
        var result = positivePower(base.abs(), exponent);
        return negative ? result.negate() : result;
    }

    static SqlError complexResult() {
        return new SqlError("2201F", "a negative number raised to a non-integer power yields a complex result");
    }

    private static BigDecimal positivePower(BigDecimal base, BigDecimal exponent) {
        int lnWeight = logarithmWeight(base);
        int local = Math.max(8 - lnWeight, 0);
        double estimate = multiply(ln(base, local), exponent, local).doubleValue();
        if (Math.abs(estimate) > MAX_RESULT_SCALE * 3.01) {
            if (estimate > 0) {
                throw SqlError.numericOverflow();
            }
            return BigDecimal.ZERO.setScale(MAX_DISPLAY_SCALE);
        }
        int resultWeight = (int) (estimate * LOG10_OF_E);
        int scale = limited(Math.max(MIN_SIGNIFICANT_DIGITS - resultWeight, Math.max(base.scale(), exponent.scale())));
        local = Math.max(Math.max(scale + resultWeight, 0) - lnWeight + 8, 0);
        return exp(multiply(ln(base, local), exponent, local), scale);
    }

    /** Roughly the decimal weight of {@code base} to the power {@code exponent}. */
    static double powerWeight(BigDecimal base, int exponent) {
        int count = Math.min(length(base), 4);
        double digits = leading(base, 1).doubleValue();
        for (int i = 2; i <= count; i++) {
            int next = leading(base, i).mod(BigInteger.valueOf(10000)).intValue();
            digits = digits * 10000 + next;
        }
        return exponent * (Math.log10(digits) + (weight(base) - count + 1) * 4);
    }

    private static BigDecimal integerPower(BigDecimal base, int exponent, int exponentScale) {
        double resultWeight = base.signum() == 0 ? 0 : powerWeight(base, exponent);
        if (resultWeight > (MAX_WEIGHT + 1) * 4) {
            throw SqlError.numericOverflow();
        }
        if (resultWeight + 1 < -MAX_DISPLAY_SCALE) {
            return BigDecimal.ZERO.setScale(MAX_DISPLAY_SCALE);
        }
        int scale =
                limited(Math.max(MIN_SIGNIFICANT_DIGITS - (int) resultWeight, Math.max(base.scale(), exponentScale)));
        var special = specialPower(base, exponent, scale);
        if (special != null) {
            return special;
        }
        int significant = 1 + scale + (int) resultWeight + (int) Math.log(Math.abs((double) exponent)) + 8;
        return repeatedSquares(base, exponent, scale, significant);
    }

    /** The power for exponents around zero and for base zero, else null. */
    static BigDecimal specialPower(BigDecimal base, int exponent, int scale) {
        switch (exponent) {
            case 0:
                return BigDecimal.ONE.setScale(scale);
            case 1:
                return base.setScale(scale, RoundingMode.HALF_UP);
            case -1:
                if (base.signum() == 0) {
                    throw SqlError.divisionByZero();
                }
                return divide(BigDecimal.ONE, base, scale);
            case 2:
                return multiply(base, base, scale);
            default:
                break;
        }
        if (base.signum() != 0) {
            return null;
        }
        if (exponent < 0) {
            throw SqlError.divisionByZero();
        }
        return BigDecimal.ZERO.setScale(scale);
    }

    /** Multiplies along the bits of the exponent, keeping a number of significant digits. */
    static BigDecimal repeatedSquares(BigDecimal base, int exponent, int scale, int significant) {
        var square = base;
        int bits = Math.abs(exponent);
        var result = (bits & 1) != 0 ? base : BigDecimal.ONE;
        for (bits >>>= 1; bits > 0; bits >>>= 1) {
            int local = Math.min(significant - 2 * weight(square) * 4, 2 * square.scale());
            square = multiply(square, square, Math.max(local, 0));
            if ((bits & 1) != 0) {
                local = Math.min(significant - (weight(square) + weight(result)) * 4, square.scale() + result.scale());
                result = multiply(square, result, Math.max(local, 0));
            }
            if (weight(square) > MAX_WEIGHT || weight(result) > MAX_WEIGHT) {
                if (exponent > 0) {
                    throw SqlError.numericOverflow();
                }
                return BigDecimal.ZERO.setScale(scale);
            }
        }
        return exponent < 0 ? divide(BigDecimal.ONE, result, scale) : result.setScale(scale, RoundingMode.HALF_UP);
    }

    /** The context of a float's conversion: the digits that C's {@code %g} would print. */
    static BigDecimal printed(double value, int digits) {
        var rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        var stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
