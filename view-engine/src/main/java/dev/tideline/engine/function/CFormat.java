package dev.tideline.engine.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's printf() prints them into PostgreSQL's messages. */
final class CFormat {

    private CFormat() {}

    /** {@code %02d}. */
    static String twoDigits(int value) {
        return value >= 0 && value < 10 ? "0" + value : Integer.toString(value);
    }

    /** {@code %g}, filled with zeros to a width. */
    static String general(double value, int width) {
        String text = general(value);
        boolean number = !Double.isNaN(value) && !Double.isInfinite(value);
        int sign = text.startsWith("-") ? 1 : 0;
        if (text.length() >= width) {
            return text;
        }
        return number
                ? text.substring(0, sign) + "0".repeat(width - text.length()) + text.substring(sign)
                : " ".repeat(width - text.length()) + text;
    }

    private static String general(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        var rounded = new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        var stripped = rounded.stripTrailingZeros();
        if (exponent >= -4 && exponent < 6) {
            return stripped.toPlainString();
        }
        String digits = stripped.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + twoDigits(Math.abs(exponent));
    }
}
