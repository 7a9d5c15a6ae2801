package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The fraction that {@code percentile_cont} and {@code percentile_disc} are asked for. */
public final class PercentileFraction {

    private PercentileFraction() {}

    /**
     * @throws SqlError if it is not from 0 to 1
     */
    public static void check(double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new SqlError("22003", "percentile value " + shortest(fraction) + " is not between 0 and 1");
        }
    }

    /** Six significant digits, as C prints them. */
    private static String shortest(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        var digits = new BigDecimal(value)
                .round(new MathContext(6, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return digits.toPlainString();
        }
        var mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
