package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;

/** Whole powers as PostgreSQL 14 and 15 compute them: the result's scale is the base's, at least 16. */
final class LegacyPower {

    private static final int MAX_ESTIMATE = 3 * 32767 * 4;

    private LegacyPower() {}

    static BigDecimal power(BigDecimal base, int exponent) {
        int scale = NumericMath.limited(Math.max(NumericMath.MIN_SIGNIFICANT_DIGITS, base.scale()));
        var special = NumericMath.specialPower(base, exponent, scale);
        if (special != null) {
            return special;
        }
        double weight = NumericMath.powerWeight(base, exponent);
        if (weight > MAX_ESTIMATE) {
            throw SqlError.numericOverflow();
        }
        if (weight + 1 < -scale || weight + 1 < -NumericMath.MAX_DISPLAY_SCALE) {
            return BigDecimal.ZERO.setScale(scale);
        }
        int significant = 1 + scale + (int) weight + (int) Math.log(Math.abs((double) exponent)) + 8;
        return NumericMath.repeatedSquares(base, exponent, scale, significant);
    }
}
