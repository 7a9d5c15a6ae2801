package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;
import java.util.List;

/**
 * Arithmetic of float4 and float8, where IEEE 754 alone decides the result. Not here: exp, ln, power, cbrt and the trigonometric
 * functions, whose last bit is up to the C library and the processor of the source.
 */
final class FloatFunctions {

    private static final double RADIANS_PER_DEGREE = 0.0174532925199432957692;

    private FloatFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        registerFloat4(to);
        registerFloat8(to);
        for (String name : List.of("float4abs", "abs")) {
            to.unary(name + "(float4)", a -> Math.abs((float) a));
        }
        for (String name : List.of("float8abs", "abs")) {
            to.unary(name + "(float8)", a -> Math.abs((double) a));
        }
        to.unary("float4um(float4)", a -> -(float) a);
        to.unary("float4up(float4)", a -> a);
        to.unary("float8um(float8)", a -> -(double) a);
        to.unary("float8up(float8)", a -> a);
        for (String name : List.of("dsqrt", "sqrt")) {
            to.unary(name + "(float8)", a -> squareRoot((double) a));
        }
        for (String name : List.of("dround", "round")) {
            to.unary(name + "(float8)", a -> Math.rint((double) a));
        }
        for (String name : List.of("dtrunc", "trunc")) {
            to.unary(name + "(float8)", a -> truncate((double) a));
        }
        for (String name : List.of("ceil", "ceiling")) {
            to.unary(name + "(float8)", a -> Math.ceil((double) a));
        }
        to.unary("floor(float8)", a -> Math.floor((double) a));
        to.nullary("pi()", () -> Math.PI);
        to.unary("sign(float8)", a -> sign((double) a));
        to.unary("degrees(float8)", a -> divide((double) a, RADIANS_PER_DEGREE));
        to.unary("radians(float8)", a -> multiply((double) a, RADIANS_PER_DEGREE));
        to.bound("width_bucket(float8,float8,float8,int4)", site -> {
            site.requireServer(16);
            return (Body.Variadic) a -> widthBucket((double) a[0], (double) a[1], (double) a[2], (int) a[3]);
        });
    }

    private static void registerFloat4(FunctionRegistry.Registrar to) {
        to.binary("float4pl(float4,float4)", (a, b) -> sum((float) a + (float) b, (float) a, (float) b));
        to.binary("float4mi(float4,float4)", (a, b) -> sum((float) a - (float) b, (float) a, (float) b));
        to.binary("float4mul(float4,float4)", (a, b) -> {
            float product = (float) a * (float) b;
            checkProduct(product, (float) a, (float) b);
            return product;
        });
        to.binary("float4div(float4,float4)", (a, b) -> {
            checkDivisor((float) a, (float) b);
            float quotient = (float) a / (float) b;
            checkQuotient(quotient, (float) a, (float) b);
            return quotient;
        });
    }

    private static void registerFloat8(FunctionRegistry.Registrar to) {
        for (String types :
                List.of("float8pl(float8,float8)", "float48pl(float4,float8)", "float84pl(float8,float4)")) {
            to.binary(types, (a, b) -> add(toDouble(a), toDouble(b)));
            to.binary(types.replace("pl", "mi"), (a, b) -> subtract(toDouble(a), toDouble(b)));
            to.binary(types.replace("pl", "mul"), (a, b) -> multiply(toDouble(a), toDouble(b)));
            to.binary(types.replace("pl", "div"), (a, b) -> divide(toDouble(a), toDouble(b)));
        }
    }

    private static double toDouble(Object value) {
        return ((Number) value).doubleValue();
    }

    static SqlError overflow() {
        return new SqlError("22003", "value out of range: overflow");
    }

    static SqlError underflow() {
        return new SqlError("22003", "value out of range: underflow");
    }

    private static float sum(float sum, float a, float b) {
        if (Float.isInfinite(sum) && !Float.isInfinite(a) && !Float.isInfinite(b)) {
            throw overflow();
        }
        return sum;
    }

    static double add(double a, double b) {
        double sum = a + b;
        if (Double.isInfinite(sum) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
            throw overflow();
        }
        return sum;
    }

    private static double subtract(double a, double b) {
        return add(a, -b);
    }

    static double multiply(double a, double b) {
        double product = a * b;
        checkProduct(product, a, b);
        return product;
    }

    static double divide(double a, double b) {
        checkDivisor(a, b);
        double quotient = a / b;
        checkQuotient(quotient, a, b);
        return quotient;
    }

    private static void checkProduct(double product, double a, double b) {
        if (Double.isInfinite(product) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
            throw overflow();
        }
        if (product == 0 && a != 0 && b != 0) {
            throw underflow();
        }
    }

    private static void checkDivisor(double a, double b) {
        if (b == 0 && !Double.isNaN(a)) {
            throw SqlError.divisionByZero();
        }
    }

    private static void checkQuotient(double quotient, double a, double b) {
        if (Double.isInfinite(quotient) && !Double.isInfinite(a)) {
            throw overflow();
        }
        if (quotient == 0 && a != 0 && !Double.isInfinite(b)) {
            throw underflow();
        }
    }

    private static double squareRoot(double a) {
        if (a < 0) {
            throw new SqlError("2201F", "cannot take square root of a negative number");
        }
        return Math.sqrt(a);
    }

    private static double truncate(double a) {
        return a >= 0 ? Math.floor(a) : -Math.floor(-a);
    }

    private static double sign(double a) {
        return a > 0 ? 1 : a < 0 ? -1 : 0;
    }

    private static SqlError bucketError(String message) {
        return new SqlError("2201G", message);
    }

    private static int widthBucket(double operand, double bound1, double bound2, int count) {
        if (count <= 0) {
            throw bucketError("count must be greater than zero");
        }
        if (Double.isNaN(operand) || Double.isNaN(bound1) || Double.isNaN(bound2)) {
            throw bucketError("operand, lower bound, and upper bound cannot be NaN");
        }
        if (Double.isInfinite(bound1) || Double.isInfinite(bound2)) {
            throw bucketError("lower and upper bounds must be finite");
        }
        if (bound1 == bound2) {
            throw bucketError("lower bound cannot equal upper bound");
        }
        boolean ascending = bound1 < bound2;
        if (ascending ? operand < bound1 : operand > bound1) {
            return 0;
        }
        if (ascending ? operand >= bound2 : operand <= bound2) {
            return IntegerArithmetic.integer(count + 1L);
        }
        double width = bound2 - bound1;
        double part = Double.isInfinite(width)
                ? (operand / 2 - bound1 / 2) / (bound2 / 2 - bound1 / 2)
                : (operand - bound1) / width;
        return Math.min((int) (count * part), count - 1) + 1;
    }
}
