package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Function;

/** to_char of numbers, and to_number. */
final class NumberFormatting {

    private static final int FLOAT_DIGITS = 6;
    private static final int DOUBLE_DIGITS = 15;

    private NumberFormatting() {}

    /** A number ready for a template: its digits, its sign and how many digits are missing before the point. */
    private record Prepared(String digits, char sign, int spaces) {}

    private interface Preparation {
        Prepared prepare(Object value, NumberTemplate template);
    }

    static void register(FunctionRegistry.Registrar to) {
        to.bound("to_char(int4,text)", site -> toChar(site, (value, template) -> ofInteger((int) value, template)));
        to.bound("to_char(int8,text)", site -> {
            var session = site.session();
            return toChar(site, (value, template) -> ofBigint((long) value, template, session));
        });
        to.bound("to_char(numeric,text)", site -> {
            var session = site.session();
            return toChar(site, (value, template) -> ofNumeric((PgNumeric) value, template, session));
        });
        to.bound(
                "to_char(float4,text)",
                site -> toChar(site, (value, template) -> ofFloat((float) value, template, FLOAT_DIGITS)));
        to.bound(
                "to_char(float8,text)",
                site -> toChar(site, (value, template) -> ofFloat((double) value, template, DOUBLE_DIGITS)));
        to.bound("to_number(text,text)", NumberFormatting::toNumber);
    }

    private static Function<String, NumberTemplate> templates(CallSite site) {
        return new Parsed<>(NumberTemplate::new, (String) site.constants().get(1))::of;
    }

    private static Body toChar(CallSite site, Preparation preparation) {
        var templates = templates(site);
        return (Body.Binary) (value, format) -> {
            if (((String) format).isEmpty()) {
                return "";
            }
            var template = new NumberTemplate(templates.apply((String) format));
            var prepared = preparation.prepare(value, template);
            return new NumberOutput(template, prepared.digits, prepared.sign, prepared.spaces).text();
        };
    }

    private static Body toNumber(CallSite site) {
        var templates = templates(site);
        var numeric = site.types().semantics(SqlType.of(PgType.NUMERIC));
        var session = site.session();
        return (Body.Binary) (text, format) -> {
            if (((String) format).isEmpty()) {
                return null;
            }
            var template = new NumberTemplate(templates.apply((String) format));
            var input = new NumberInput(template, (String) text, session.since(18));
            var parsed = (PgNumeric) numeric.fromText(input.number(), session);
            int precision = template.before + template.shift + input.scale();
            var number = NumberCasts.withTypmod(parsed, (precision << 16 | input.scale()) + 4);
            if (!template.shifted) {
                return number;
            }
            var factor = NumericMath.power(BigDecimal.TEN, BigDecimal.valueOf(-template.shift), session.since(16));
            return PgNumeric.of(number.digits().multiply(factor));
        };
    }

    /** Adds what the template needs to digits without a sign. */
    private static Prepared fitted(String signed, NumberTemplate template) {
        boolean negative = signed.startsWith("-");
        String digits = negative ? signed.substring(1) : signed;
        char sign = negative ? '-' : '+';
        int point = digits.indexOf('.');
        int whole = point < 0 ? digits.length() : point;
        if (whole > template.before) {
            return new Prepared("#".repeat(template.before) + "." + "#".repeat(template.behind), sign, 0);
        }
        return new Prepared(digits, sign, template.before - whole);
    }

    private static Prepared roman(int number) {
        return new Prepared(RomanNumerals.of(number), '\0', 0);
    }

    private static Prepared ofInteger(int value, NumberTemplate template) {
        if (template.roman) {
            return roman(value);
        }
        if (template.exponent) {
            return scientific(new BigDecimal(value), false, template);
        }
        int shifted = value;
        if (template.shifted) {
            double factor = powerOfTen(template.shift);
            // What C makes of a double that is no integer.
            shifted *= factor > Integer.MAX_VALUE ? Integer.MIN_VALUE : (int) factor;
            template.before += template.shift;
        }
        return fitted(padded(Integer.toString(shifted), template.behind), template);
    }

    private static String padded(String digits, int behind) {
        return behind > 0 ? digits + "." + "0".repeat(behind) : digits;
    }

    private static double powerOfTen(int exponent) {
        return Double.parseDouble("1e" + exponent);
    }

    private static Prepared ofBigint(long value, NumberTemplate template, SessionSettings session) {
        if (template.roman) {
            return roman(limited(BigDecimal.valueOf(value), session));
        }
        if (template.exponent) {
            return numericScientific(BigDecimal.valueOf(value), template);
        }
        long shifted = value;
        if (template.shifted) {
            double factor = powerOfTen(template.shift);
            if (factor >= 0x1p63) {
                throw SqlError.outOfRange("bigint");
            }
            try {
                shifted = Math.multiplyExact(value, (long) factor);
            } catch (ArithmeticException e) {
                throw SqlError.outOfRange("bigint");
            }
            template.before += template.shift;
        }
        return fitted(padded(Long.toString(shifted), template.behind), template);
    }

    /** A number for a Roman numeral: where it is too large, newer versions show that, and older ones refuse it. */
    private static int limited(BigDecimal value, SessionSettings session) {
        if (session.since(18) && value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            return Integer.MAX_VALUE;
        }
        return (int) NumberCasts.toLong(PgNumeric.of(value), Integer.MIN_VALUE, Integer.MAX_VALUE, "integer");
    }

    private static Prepared ofNumeric(PgNumeric value, NumberTemplate template, SessionSettings session) {
        if (template.roman) {
            if (value.isFinite()) {
                return roman(limited(value.digits().setScale(0, RoundingMode.HALF_UP), session));
            }
            return roman(
                    session.since(18)
                            ? Integer.MAX_VALUE
                            : (int) NumberCasts.toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "integer"));
        }
        if (template.exponent) {
            return value.isFinite() ? numericScientific(value.digits(), template) : notFinite(template);
        }
        String text = value.toString();
        if (value.isFinite()) {
            var shifted = template.shifted ? value.digits().scaleByPowerOfTen(template.shift) : value.digits();
            text = shifted.setScale(template.behind, RoundingMode.HALF_UP).toPlainString();
        }
        template.before += template.shifted ? template.shift : 0;
        return fitted(text, template);
    }

    private static Prepared notFinite(NumberTemplate template) {
        var signs = new StringBuilder("#".repeat(template.before + template.behind + 6));
        signs.setCharAt(0, ' ');
        signs.setCharAt(template.before + 1, '.');
        return new Prepared(signs.toString(), '\0', 0);
    }

    /** A numeric's digits are rounded behind the division, so that the part before the point can become 10. */
    private static Prepared numericScientific(BigDecimal value, NumberTemplate template) {
        int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
        var mantissa = value.scaleByPowerOfTen(-exponent).setScale(template.behind, RoundingMode.HALF_UP);
        return exponential(mantissa.toPlainString(), exponent);
    }

    private static Prepared exponential(String mantissa, int exponent) {
        String text = mantissa + (exponent < 0 ? "e-" : "e+") + CFormat.twoDigits(Math.abs(exponent));
        return new Prepared(text.startsWith("-") ? text : " " + text, '\0', 0);
    }

    /** As C's printf() does it. */
    private static Prepared scientific(BigDecimal value, boolean negativeZero, NumberTemplate template) {
        if (value.signum() == 0) {
            return exponential((negativeZero ? "-" : "") + padded("0", template.behind), 0);
        }
        var rounded = value.round(new MathContext(template.behind + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        var mantissa = rounded.scaleByPowerOfTen(-exponent).setScale(template.behind, RoundingMode.UNNECESSARY);
        return exponential(mantissa.toPlainString(), exponent);
    }

    private static Prepared ofFloat(double value, NumberTemplate template, int digits) {
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        if (template.roman) {
            return roman(romanOf(value, finite));
        }
        boolean negativeZero = value == 0 && 1 / value < 0;
        if (template.exponent) {
            return finite ? scientific(new BigDecimal(value), negativeZero, template) : notFinite(template);
        }
        double shifted = value;
        if (template.shifted) {
            double factor = powerOfTen(template.shift);
            shifted = digits == FLOAT_DIGITS ? (float) value * (float) factor : value * factor;
            template.before += template.shift;
        }
        int whole = fixed(Math.abs(shifted), 0).length();
        template.behind = Math.max(Math.min(template.behind, digits - whole), 0);
        return fitted(fixed(shifted, template.behind), template);
    }

    private static int romanOf(double value, boolean finite) {
        double rounded = Math.rint(value);
        boolean fits = finite && rounded >= Integer.MIN_VALUE && rounded <= Integer.MAX_VALUE;
        return fits ? (int) rounded : Integer.MAX_VALUE;
    }

    /** {@code %.*f} of C's printf(). */
    private static String fixed(double value, int behind) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        boolean negative = value < 0 || value == 0 && 1 / value < 0;
        var digits = new BigDecimal(Math.abs(value)).setScale(behind, RoundingMode.HALF_EVEN);
        return (negative ? "-" : "") + digits.toPlainString();
    }
}
