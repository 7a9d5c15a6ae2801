package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.PgInterval;

/** Functions whose result is an interval made of intervals and numbers. */
final class IntervalFunctions {

    private static final int FULL_PRECISION = 0xFFFF;
    private static final int FULL_RANGE = 0x7FFF;
    private static final int YEAR = 1 << 2;
    private static final int DAY = 1 << 3;
    private static final int HOUR = 1 << 10;
    private static final int MINUTE = 1 << 11;
    private static final int SECOND = 1 << 12;

    private IntervalFunctions() {}

    /** A function of one interval that needs the arithmetic. */
    private interface OfOne {
        Object apply(IntervalMath math, PgInterval interval);
    }

    static void register(FunctionRegistry.Registrar to) {
        of(to, "interval_um(interval)", (math, a) -> math.negate(a));
        of(to, "justify_hours(interval)", (math, a) -> math.justifyHours(a));
        of(to, "justify_days(interval)", (math, a) -> math.justifyDays(a));
        of(to, "justify_interval(interval)", (math, a) -> math.justify(a));
        of(to, "isfinite(interval)", (math, a) -> math.isFinite(a));
        to.bound("interval_pl(interval,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> math.add((PgInterval) a, (PgInterval) b);
        });
        to.bound("interval_mi(interval,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> math.subtract((PgInterval) a, (PgInterval) b);
        });
        to.bound("interval_mul(interval,float8)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> math.multiply((PgInterval) a, (double) b);
        });
        to.bound("mul_d_interval(float8,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> math.multiply((PgInterval) b, (double) a);
        });
        to.bound("interval_div(interval,float8)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> math.divide((PgInterval) a, (double) b);
        });
        to.bound("interval(interval,int4)", site -> {
            var math = new IntervalMath(site.session());
            boolean checked = site.session().since(17);
            return (Body.Binary)
                    (a, b) -> math.isFinite((PgInterval) a) ? withTypmod((PgInterval) a, (int) b, checked) : a;
        });
        to.bound("make_interval(int4,int4,int4,int4,int4,int4,float8)", site -> {
            var math = new IntervalMath(site.session());
            boolean checked = site.session().since(17);
            return (Body.Variadic) values -> checked ? make(math, values) : makeUnchecked(values);
        });
    }

    private static void of(FunctionRegistry.Registrar to, String declaration, OfOne function) {
        to.bound(declaration, site -> {
            var math = new IntervalMath(site.session());
            return (Body.Unary) a -> function.apply(math, (PgInterval) a);
        });
    }

    private static PgInterval make(IntervalMath math, Object[] values) {
        double seconds = (double) values[6];
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            throw IntervalMath.outOfRange();
        }
        long years = (int) values[0] * 12L;
        long weeks = (int) values[2] * 7L;
        if (years != (int) years || weeks != (int) weeks) {
            throw IntervalMath.outOfRange();
        }
        long micros = (int) values[4] * CivilTime.MICROS_PER_HOUR + (int) values[5] * CivilTime.MICROS_PER_MINUTE;
        double fraction = Math.rint(FloatFunctions.multiply(seconds, CivilTime.MICROS_PER_SECOND));
        if (!(fraction >= Long.MIN_VALUE && fraction < -(double) Long.MIN_VALUE)) {
            throw IntervalMath.outOfRange();
        }
        try {
            micros = Math.addExact(micros, (long) fraction);
        } catch (ArithmeticException e) {
            throw IntervalMath.outOfRange();
        }
        return math.checked(years + (int) values[1], weeks + (int) values[3], micros);
    }

    /** As versions before 17 do it: what overflows wraps around. */
    private static PgInterval makeUnchecked(Object[] values) {
        double seconds = (double) values[6];
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            throw IntervalMath.outOfRange();
        }
        double fraction = Math.rint(seconds * CivilTime.MICROS_PER_SECOND);
        boolean fits = fraction >= Long.MIN_VALUE && fraction < -(double) Long.MIN_VALUE;
        long micros = (int) values[4] * CivilTime.MICROS_PER_HOUR + (int) values[5] * CivilTime.MICROS_PER_MINUTE;
        return new PgInterval(
                (int) values[0] * 12 + (int) values[1],
                (int) values[2] * 7 + (int) values[3],
                // Out of range, a conversion gives the processor's indefinite integer.
                micros + (fits ? (long) fraction : Long.MIN_VALUE));
    }

    /** Cuts off the fields outside of the modifier's range and rounds to its precision. */
    private static PgInterval withTypmod(PgInterval a, int typmod, boolean checked) {
        if (typmod < 0) {
            return a;
        }
        int range = typmod >> 16 & FULL_RANGE;
        int precision = typmod & FULL_PRECISION;
        var cut = cut(a, range);
        if (precision == FULL_PRECISION) {
            return cut;
        }
        if (precision > 6) {
            throw dev.tideline.engine.value.SqlError.invalidParameter(
                    "interval(" + precision + ") precision must be between 0 and 6");
        }
        return new PgInterval(cut.months(), cut.days(), rounded(cut.micros(), precision, checked));
    }

    private static PgInterval cut(PgInterval a, int range) {
        int smallest = Integer.highestOneBit(range & (DAY | HOUR | MINUTE | SECOND));
        if (range == FULL_RANGE || smallest == SECOND) {
            return a;
        }
        if (smallest == 0) {
            return new PgInterval(range == YEAR ? a.months() / 12 * 12 : a.months(), 0, 0);
        }
        long unit = smallest == HOUR ? CivilTime.MICROS_PER_HOUR : CivilTime.MICROS_PER_MINUTE;
        return new PgInterval(a.months(), a.days(), smallest == DAY ? 0 : a.micros() / unit * unit);
    }

    /** Before version 17 the extremes wrap around. */
    private static long rounded(long micros, int precision, boolean checked) {
        long unit = 1;
        for (int i = precision; i < 6; i++) {
            unit *= 10;
        }
        long shifted = micros + (micros >= 0 ? unit / 2 : -(unit / 2));
        if (checked && (shifted ^ micros) < 0) {
            throw IntervalMath.outOfRange();
        }
        return shifted - shifted % unit;
    }
}
