package dev.tideline.engine.function;

import dev.tideline.engine.value.FloatText;
import dev.tideline.engine.value.NumericText;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Casts among the number types, and numeric's own precision and scale. */
final class NumberCasts {

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private NumberCasts() {}

    static void register(FunctionRegistry.Registrar to) {
        registerIntegers(to);
        registerFloats(to);
        to.unary("numeric(int2)", a -> PgNumeric.of((int) a));
        to.unary("numeric(int4)", a -> PgNumeric.of((int) a));
        to.unary("numeric(int8)", a -> PgNumeric.of((long) a));
        to.unary("numeric(float4)", a -> fromFloat((float) a, 6));
        to.unary("numeric(float8)", a -> fromFloat((double) a, 15));
        to.binary("numeric(numeric,int4)", (a, b) -> withTypmod((PgNumeric) a, (int) b));
        to.unary("int2(numeric)", a -> (int) toLong((PgNumeric) a, Short.MIN_VALUE, Short.MAX_VALUE, "smallint"));
        to.unary("int4(numeric)", a -> (int) toLong((PgNumeric) a, Integer.MIN_VALUE, Integer.MAX_VALUE, "integer"));
        to.unary("int8(numeric)", a -> toLong((PgNumeric) a, Long.MIN_VALUE, Long.MAX_VALUE, "bigint"));
        to.unary("float4(numeric)", a -> FloatText.parseFloat(a.toString()));
        to.unary("float8(numeric)", a -> FloatText.parseDouble(a.toString()));
    }

    private static void registerIntegers(FunctionRegistry.Registrar to) {
        to.unary("int2(int4)", a -> IntegerArithmetic.small((int) a));
        to.unary("int2(int8)", a -> (int) inRange((long) a, Short.MIN_VALUE, Short.MAX_VALUE, "smallint"));
        to.unary("int4(int2)", a -> a);
        to.unary("int4(int8)", a -> IntegerArithmetic.integer((long) a));
        to.unary("int8(int2)", a -> (long) (int) a);
        to.unary("int8(int4)", a -> (long) (int) a);
        to.unary("int8(oid)", a -> a);
        to.unary("oid(int8)", a -> inRange((long) a, 0, 0xFFFFFFFFL, "OID"));
    }

    private static void registerFloats(FunctionRegistry.Registrar to) {
        for (String type : new String[] {"float4", "float8"}) {
            to.unary("int2(" + type + ")", a ->
                    (int) toLong(toDouble(a), Short.MIN_VALUE, -(double) Short.MIN_VALUE, "smallint"));
            to.unary("int4(" + type + ")", a ->
                    (int) toLong(toDouble(a), Integer.MIN_VALUE, -(double) Integer.MIN_VALUE, "integer"));
            to.unary(
                    "int8(" + type + ")", a -> toLong(toDouble(a), Long.MIN_VALUE, -(double) Long.MIN_VALUE, "bigint"));
        }
        to.unary("float4(int2)", a -> (float) (int) a);
        to.unary("float4(int4)", a -> (float) (int) a);
        to.unary("float4(int8)", a -> (float) (long) a);
        to.unary("float8(int2)", a -> (double) (int) a);
        to.unary("float8(int4)", a -> (double) (int) a);
        to.unary("float8(int8)", a -> (double) (long) a);
        to.unary("float8(float4)", a -> (double) (float) a);
        to.unary("float4(float8)", a -> narrowed((double) a));
    }

    private static double toDouble(Object value) {
        return ((Number) value).doubleValue();
    }

    private static long inRange(long value, long minimum, long maximum, String type) {
        if (value < minimum || value > maximum) {
            throw SqlError.outOfRange(type);
        }
        return value;
    }

    /** Rounds half to even; {@code limit} is the first value above the type's range. */
    private static long toLong(double value, double minimum, double limit, String type) {
        double rounded = Math.rint(value);
        if (!(rounded >= minimum && rounded < limit)) {
            throw SqlError.outOfRange(type);
        }
        return (long) rounded;
    }

    private static float narrowed(double value) {
        float narrow = (float) value;
        if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
            throw FloatFunctions.overflow();
        }
        if (narrow == 0 && value != 0) {
            throw FloatFunctions.underflow();
        }
        return narrow;
    }

    private static PgNumeric fromFloat(double value, int digits) {
        if (Double.isNaN(value)) {
            return PgNumeric.NAN;
        }
        return Double.isInfinite(value)
                ? NumericFunctions.infinity(value > 0 ? 1 : -1)
                : PgNumeric.of(NumericMath.printed(value, digits));
    }

    /** Rounds half away from zero. */
    static long toLong(PgNumeric value, long minimum, long maximum, String type) {
        if (!value.isFinite()) {
            throw SqlError.notSupported(
                    "cannot convert " + (NumericFunctions.isNaN(value) ? "NaN" : "infinity") + " to " + type);
        }
        var digits = value.digits();
        if (digits.precision() - digits.scale() > 20) {
            throw SqlError.outOfRange(type);
        }
        var rounded = digits.setScale(0, RoundingMode.HALF_UP).unscaledValue();
        if (rounded.compareTo(MIN_LONG) < 0 || rounded.compareTo(MAX_LONG) > 0) {
            throw SqlError.outOfRange(type);
        }
        return inRange(rounded.longValue(), minimum, maximum, type);
    }

    /** Rounds to the scale of a modifier and checks its precision. */
    static PgNumeric withTypmod(PgNumeric value, int typmod) {
        if (typmod < 4) {
            return value;
        }
        int precision = typmod - 4 >> 16 & 0xFFFF;
        int scale = (typmod - 4 & 0x7FF ^ 1024) - 1024;
        if (!value.isFinite()) {
            if (NumericFunctions.isNaN(value)) {
                return value;
            }
            throw fieldOverflow();
        }
        BigDecimal rounded = value.digits().setScale(scale, RoundingMode.HALF_UP);
        if (rounded.signum() != 0 && rounded.precision() - scale > precision - scale) {
            throw fieldOverflow();
        }
        return NumericText.checked(rounded.setScale(Math.max(scale, 0)));
    }

    private static SqlError fieldOverflow() {
        return new SqlError("22003", "numeric field overflow");
    }
}
