package dev.tideline.engine.function;

import dev.tideline.engine.value.NumericText;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.util.List;

/** sqrt, exp, ln, log and power of numeric, with their special values. */
final class NumericPowers {

    private static final PgNumeric ONE = PgNumeric.of(1);
    private static final BigDecimal MINUS_ONE = BigDecimal.valueOf(-1);

    private NumericPowers() {}

    static void register(FunctionRegistry.Registrar to) {
        for (String name : List.of("numeric_sqrt", "sqrt")) {
            to.unary(name + "(numeric)", a -> squareRoot((PgNumeric) a));
        }
        for (String name : List.of("numeric_exp", "exp")) {
            to.unary(name + "(numeric)", a -> exp((PgNumeric) a));
        }
        for (String name : List.of("numeric_ln", "ln")) {
            to.unary(name + "(numeric)", a -> ln((PgNumeric) a));
        }
        for (String name : List.of("numeric_log", "log")) {
            to.binary(name + "(numeric,numeric)", (a, b) -> log((PgNumeric) a, (PgNumeric) b));
        }
        for (String name : List.of("log", "log10")) {
            to.unary(name + "(numeric)", a -> log(PgNumeric.of(10), (PgNumeric) a));
        }
        for (String name : List.of("numeric_power", "power", "pow")) {
            to.bound(name + "(numeric,numeric)", site -> {
                boolean modern = site.session().since(16);
                return (Body.Binary) (a, b) -> power((PgNumeric) a, (PgNumeric) b, modern);
            });
        }
    }

    private static PgNumeric squareRoot(PgNumeric a) {
        if (!a.isFinite()) {
            if (a.kind() == PgNumeric.Kind.MINUS_INFINITY) {
                throw new SqlError("2201F", "cannot take square root of a negative number");
            }
            return a;
        }
        var x = a.digits();
        int weight = NumericMath.weight(x) * 4 / 2 + 1;
        int scale = NumericMath.limited(Math.max(NumericMath.MIN_SIGNIFICANT_DIGITS - weight, x.scale()));
        return NumericText.checked(NumericMath.squareRoot(x, scale));
    }

    private static PgNumeric exp(PgNumeric a) {
        if (!a.isFinite()) {
            return a.kind() == PgNumeric.Kind.MINUS_INFINITY ? PgNumeric.ZERO : a;
        }
        var x = a.digits();
        double weight = Math.min(Math.max(x.doubleValue() * 0.434294481903252, -2000), 2000);
        int scale = NumericMath.limited(Math.max(NumericMath.MIN_SIGNIFICANT_DIGITS - (int) weight, x.scale()));
        return NumericText.checked(NumericMath.exp(x, scale));
    }

    private static SqlError negativeLogarithm() {
        return new SqlError("2201E", "cannot take logarithm of a negative number");
    }

    private static PgNumeric ln(PgNumeric a) {
        if (!a.isFinite()) {
            if (a.kind() == PgNumeric.Kind.MINUS_INFINITY) {
                throw negativeLogarithm();
            }
            return a;
        }
        var x = a.digits();
        int scale = NumericMath.limited(
                Math.max(NumericMath.MIN_SIGNIFICANT_DIGITS - NumericMath.logarithmWeight(x), x.scale()));
        return NumericText.checked(NumericMath.ln(x, scale));
    }

    private static PgNumeric log(PgNumeric base, PgNumeric a) {
        if (base.isFinite() && a.isFinite()) {
            return NumericText.checked(NumericMath.log(base.digits(), a.digits()));
        }
        if (NumericFunctions.isNaN(base) || NumericFunctions.isNaN(a)) {
            return PgNumeric.NAN;
        }
        int baseSign = NumericFunctions.sign(base);
        int sign = NumericFunctions.sign(a);
        if (baseSign < 0 || sign < 0) {
            throw negativeLogarithm();
        }
        if (baseSign == 0 || sign == 0) {
            throw new SqlError("2201E", "cannot take logarithm of zero");
        }
        if (base.isFinite()) {
            return PgNumeric.INFINITY;
        }
        return a.isFinite() ? PgNumeric.ZERO : PgNumeric.NAN;
    }

    private static PgNumeric power(PgNumeric a, PgNumeric b, boolean modern) {
        if (!a.isFinite() || !b.isFinite()) {
            return specialPower(a, b);
        }
        checkZeroBase(a, b);
        return NumericText.checked(NumericMath.power(a.digits(), b.digits(), modern));
    }

    private static void checkZeroBase(PgNumeric a, PgNumeric b) {
        if (NumericFunctions.sign(a) == 0 && NumericFunctions.sign(b) < 0) {
            throw new SqlError("2201F", "zero raised to a negative power is undefined");
        }
    }

    private static boolean is(PgNumeric a, BigDecimal value) {
        return a.isFinite() && a.digits().compareTo(value) == 0;
    }

    /** The rules of POSIX for NaN and infinities. */
    private static PgNumeric specialPower(PgNumeric a, PgNumeric b) {
        if (NumericFunctions.isNaN(a)) {
            return is(b, BigDecimal.ZERO) ? ONE : PgNumeric.NAN;
        }
        if (NumericFunctions.isNaN(b)) {
            return is(a, BigDecimal.ONE) ? ONE : PgNumeric.NAN;
        }
        checkZeroBase(a, b);
        int sign = NumericFunctions.sign(b);
        boolean fractional = b.isFinite() && b.digits().stripTrailingZeros().scale() > 0;
        if (NumericFunctions.sign(a) < 0 && fractional) {
            throw NumericMath.complexResult();
        }
        if (is(a, BigDecimal.ONE) || sign == 0) {
            return ONE;
        }
        if (is(a, BigDecimal.ZERO)) {
            return PgNumeric.ZERO;
        }
        if (!b.isFinite()) {
            if (is(a, MINUS_ONE)) {
                return ONE;
            }
            boolean large = !a.isFinite() || a.digits().abs().compareTo(BigDecimal.ONE) > 0;
            return large == sign > 0 ? PgNumeric.INFINITY : PgNumeric.ZERO;
        }
        if (sign < 0) {
            return PgNumeric.ZERO;
        }
        boolean odd = !fractional && b.digits().toBigInteger().testBit(0);
        return a.kind() == PgNumeric.Kind.MINUS_INFINITY && odd ? PgNumeric.MINUS_INFINITY : PgNumeric.INFINITY;
    }
}
