package dev.tideline.engine.function;

import dev.tideline.engine.value.NumericText;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Arithmetic of numeric: scales chosen as PostgreSQL chooses them, rounding half away from zero, NaN and infinities. */
final class NumericFunctions {

    private static final PgNumeric ONE = PgNumeric.of(1);
    private static final PgNumeric MINUS_ONE = PgNumeric.of(-1);

    private NumericFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("numeric_add(numeric,numeric)", (a, b) -> add((PgNumeric) a, (PgNumeric) b));
        to.binary("numeric_sub(numeric,numeric)", (a, b) -> add((PgNumeric) a, negate((PgNumeric) b)));
        to.binary("numeric_mul(numeric,numeric)", (a, b) -> multiply((PgNumeric) a, (PgNumeric) b));
        to.binary("numeric_div(numeric,numeric)", (a, b) -> divide((PgNumeric) a, (PgNumeric) b, false));
        for (String name : List.of("numeric_div_trunc", "div")) {
            to.binary(name + "(numeric,numeric)", (a, b) -> divide((PgNumeric) a, (PgNumeric) b, true));
        }
        for (String name : List.of("numeric_mod", "mod")) {
            to.binary(name + "(numeric,numeric)", (a, b) -> remainder((PgNumeric) a, (PgNumeric) b));
        }
        to.unary("numeric_uminus(numeric)", a -> negate((PgNumeric) a));
        to.unary("numeric_uplus(numeric)", a -> a);
        to.unary("numeric_inc(numeric)", a -> add((PgNumeric) a, ONE));
        for (String name : List.of("numeric_abs", "abs")) {
            to.unary(name + "(numeric)", a -> sign((PgNumeric) a) < 0 ? negate((PgNumeric) a) : a);
        }
        to.unary("sign(numeric)", a -> signOf((PgNumeric) a));
        to.unary("round(numeric)", a -> rounded((PgNumeric) a, 0, RoundingMode.HALF_UP));
        to.unary("trunc(numeric)", a -> rounded((PgNumeric) a, 0, RoundingMode.DOWN));
        to.binary("round(numeric,int4)", (a, b) -> rounded((PgNumeric) a, bounded((int) b, 1), RoundingMode.HALF_UP));
        to.binary("trunc(numeric,int4)", (a, b) -> rounded((PgNumeric) a, bounded((int) b, 0), RoundingMode.DOWN));
        for (String name : List.of("ceil", "ceiling")) {
            to.unary(name + "(numeric)", a -> rounded((PgNumeric) a, 0, RoundingMode.CEILING));
        }
        to.unary("floor(numeric)", a -> rounded((PgNumeric) a, 0, RoundingMode.FLOOR));
        to.unary(
                "scale(numeric)",
                a -> ((PgNumeric) a).isFinite() ? ((PgNumeric) a).digits().scale() : null);
        to.unary(
                "min_scale(numeric)",
                a -> ((PgNumeric) a).isFinite()
                        ? trimmed((PgNumeric) a).digits().scale()
                        : null);
        to.unary("trim_scale(numeric)", a -> trimmed((PgNumeric) a));
        to.binary("gcd(numeric,numeric)", (a, b) -> gcd((PgNumeric) a, (PgNumeric) b));
        to.binary("lcm(numeric,numeric)", (a, b) -> lcm((PgNumeric) a, (PgNumeric) b));
        to.unary("factorial(int8)", a -> factorial((long) a));
        to.bound("width_bucket(numeric,numeric,numeric,int4)", site -> {
            site.requireServer(16);
            boolean exact = site.session().since(18);
            return (Body.Variadic)
                    a -> widthBucket((PgNumeric) a[0], (PgNumeric) a[1], (PgNumeric) a[2], (int) a[3], exact);
        });
    }

    /** -1, 0 or 1; NaN counts as positive. */
    static int sign(PgNumeric a) {
        return switch (a.kind()) {
            case MINUS_INFINITY -> -1;
            case FINITE -> a.digits().signum();
            default -> 1;
        };
    }

    static PgNumeric infinity(int sign) {
        return sign > 0 ? PgNumeric.INFINITY : PgNumeric.MINUS_INFINITY;
    }

    static boolean isNaN(PgNumeric a) {
        return a.kind() == PgNumeric.Kind.NAN;
    }

    static PgNumeric negate(PgNumeric a) {
        return switch (a.kind()) {
            case FINITE -> PgNumeric.of(a.digits().negate());
            case INFINITY -> PgNumeric.MINUS_INFINITY;
            case MINUS_INFINITY -> PgNumeric.INFINITY;
            case NAN -> a;
        };
    }

    static PgNumeric add(PgNumeric a, PgNumeric b) {
        if (a.isFinite() && b.isFinite()) {
            return NumericText.checked(a.digits().add(b.digits()));
        }
        if (isNaN(a) || isNaN(b) || !a.isFinite() && !b.isFinite() && a.kind() != b.kind()) {
            return PgNumeric.NAN;
        }
        return a.isFinite() ? b : a;
    }

    static PgNumeric multiply(PgNumeric a, PgNumeric b) {
        if (a.isFinite() && b.isFinite()) {
            var product = a.digits().multiply(b.digits());
            return NumericText.checked(
                    product.scale() > NumericText.MAX_SCALE
                            ? product.setScale(NumericText.MAX_SCALE, RoundingMode.HALF_UP)
                            : product);
        }
        int sign = sign(a) * sign(b);
        return isNaN(a) || isNaN(b) || sign == 0 ? PgNumeric.NAN : infinity(sign);
    }

    static PgNumeric divide(PgNumeric a, PgNumeric b) {
        return divide(a, b, false);
    }

    private static PgNumeric divide(PgNumeric a, PgNumeric b, boolean truncate) {
        if (isNaN(a) || isNaN(b)) {
            return PgNumeric.NAN;
        }
        if (sign(b) == 0) {
            throw SqlError.divisionByZero();
        }
        if (!a.isFinite()) {
            return b.isFinite() ? infinity(sign(a) * sign(b)) : PgNumeric.NAN;
        }
        if (!b.isFinite()) {
            return PgNumeric.ZERO;
        }
        var x = a.digits();
        var y = b.digits();
        return NumericText.checked(
                truncate
                        ? x.divide(y, 0, RoundingMode.DOWN)
                        : x.divide(y, NumericMath.divisionScale(x, y), RoundingMode.HALF_UP));
    }

    static PgNumeric remainder(PgNumeric a, PgNumeric b) {
        if (isNaN(a) || isNaN(b)) {
            return PgNumeric.NAN;
        }
        if (sign(b) == 0) {
            throw SqlError.divisionByZero();
        }
        if (!a.isFinite()) {
            return PgNumeric.NAN;
        }
        return b.isFinite() ? NumericText.checked(remainder(a.digits(), b.digits())) : a;
    }

    private static BigDecimal remainder(BigDecimal a, BigDecimal b) {
        int scale = Math.max(a.scale(), b.scale());
        var x = a.setScale(scale).unscaledValue();
        var y = b.setScale(scale).unscaledValue();
        return new BigDecimal(x.remainder(y), scale);
    }

    private static PgNumeric signOf(PgNumeric a) {
        if (isNaN(a)) {
            return a;
        }
        int sign = sign(a);
        return sign == 0 ? PgNumeric.ZERO : sign > 0 ? ONE : MINUS_ONE;
    }

    /** A number of places within what a numeric can have, and {@code extra} more before the point. */
    private static int bounded(int scale, int extra) {
        return Math.min(Math.max(scale, -(32767 + 1) * 4 - extra), NumericText.MAX_SCALE);
    }

    private static PgNumeric rounded(PgNumeric a, int scale, RoundingMode mode) {
        if (!a.isFinite()) {
            return a;
        }
        var digits = a.digits();
        // Rounding far beyond the first digit needs no powers of ten of that size.
        if (scale < 0 && digits.precision() - digits.scale() < -(long) scale) {
            return PgNumeric.ZERO;
        }
        return NumericText.checked(digits.setScale(scale, mode).setScale(Math.max(scale, 0)));
    }

    static PgNumeric trimmed(PgNumeric a) {
        return a.isFinite() ? PgNumeric.of(a.digits().stripTrailingZeros()) : a;
    }

    private static PgNumeric gcd(PgNumeric a, PgNumeric b) {
        return a.isFinite() && b.isFinite() ? PgNumeric.of(gcd(a.digits(), b.digits())) : PgNumeric.NAN;
    }

    private static BigDecimal gcd(BigDecimal a, BigDecimal b) {
        int scale = Math.max(a.scale(), b.scale());
        return new BigDecimal(
                a.setScale(scale).unscaledValue().gcd(b.setScale(scale).unscaledValue()), scale);
    }

    private static PgNumeric lcm(PgNumeric a, PgNumeric b) {
        if (!a.isFinite() || !b.isFinite()) {
            return PgNumeric.NAN;
        }
        var x = a.digits();
        var y = b.digits();
        int scale = Math.max(x.scale(), y.scale());
        if (x.signum() == 0 || y.signum() == 0) {
            return PgNumeric.of(BigDecimal.ZERO.setScale(scale));
        }
        var quotient = x.divide(gcd(x, y), 0, RoundingMode.DOWN);
        return NumericText.checked(quotient.multiply(y).abs().setScale(scale, RoundingMode.HALF_UP));
    }

    private static PgNumeric factorial(long n) {
        if (n < 0) {
            throw new SqlError("22003", "factorial of a negative number is undefined");
        }
        if (n > 32177) {
            throw SqlError.numericOverflow();
        }
        var product = java.math.BigInteger.ONE;
        for (long i = 2; i <= n; i++) {
            product = product.multiply(java.math.BigInteger.valueOf(i));
        }
        return NumericText.checked(new BigDecimal(product));
    }

    private static SqlError bucketError(String message) {
        return new SqlError("2201G", message);
    }

    /** Before version 18 the quotient is rounded first, which can lift it into the next bucket. */
    private static int widthBucket(PgNumeric operand, PgNumeric bound1, PgNumeric bound2, int count, boolean exact) {
        if (count <= 0) {
            throw bucketError("count must be greater than zero");
        }
        if (isNaN(operand) || isNaN(bound1) || isNaN(bound2)) {
            throw bucketError("operand, lower bound, and upper bound cannot be NaN");
        }
        if (!bound1.isFinite() || !bound2.isFinite()) {
            throw bucketError("lower and upper bounds must be finite");
        }
        int direction = bound2.compareTo(bound1);
        if (direction == 0) {
            throw bucketError("lower bound cannot equal upper bound");
        }
        if (operand.compareTo(bound1) * direction < 0) {
            return 0;
        }
        if (operand.compareTo(bound2) * direction >= 0) {
            return IntegerArithmetic.integer(count + 1L);
        }
        var total = BigDecimal.valueOf(count);
        var part = operand.digits().subtract(bound1.digits()).abs().multiply(total);
        var width = bound2.digits().subtract(bound1.digits()).abs();
        var bucket = exact
                ? part.divide(width, 0, RoundingMode.DOWN)
                : part.divide(width, NumericMath.divisionScale(part, width), RoundingMode.HALF_UP);
        return bucket.compareTo(total) >= 0
                ? count
                : bucket.add(BigDecimal.ONE).setScale(0, RoundingMode.FLOOR).intValueExact();
    }
}
