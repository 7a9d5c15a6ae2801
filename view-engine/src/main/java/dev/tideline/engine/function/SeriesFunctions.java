package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeSemantics;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** {@code generate_series}. It ends where a value cannot be held, and else behind its last one. */
final class SeriesFunctions {

    private static final PgNumeric ONE = PgNumeric.of(1);
    private static final PgInterval ZERO = new PgInterval(0, 0, 0);

    private SeriesFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("generate_series(int4,int4)", (a, b) -> ints((int) a, (int) b, 1));
        to.ternary("generate_series(int4,int4,int4)", (a, b, c) -> ints((int) a, (int) b, (int) c));
        to.binary("generate_series(int8,int8)", (a, b) -> longs((long) a, (long) b, 1));
        to.ternary("generate_series(int8,int8,int8)", (a, b, c) -> longs((long) a, (long) b, (long) c));
        to.binary("generate_series(numeric,numeric)", (a, b) -> numerics((PgNumeric) a, (PgNumeric) b, ONE));
        to.ternary(
                "generate_series(numeric,numeric,numeric)",
                (a, b, c) -> numerics((PgNumeric) a, (PgNumeric) b, (PgNumeric) c));
        to.bound("generate_series(timestamp,timestamp,interval)", site -> {
            var moments = new MomentSeries(site);
            return (Body.Ternary) (a, b, c) -> moments.of((long) a, (long) b, (PgInterval) c, null);
        });
        to.bound("generate_series(timestamptz,timestamptz,interval)", site -> {
            var moments = new MomentSeries(site);
            var zone = site.session().timezone();
            return (Body.Ternary) (a, b, c) -> moments.of((long) a, (long) b, (PgInterval) c, zone);
        });
        to.bound("generate_series(timestamptz,timestamptz,interval,text)", site -> {
            var moments = new MomentSeries(site);
            var zones = new ZoneArgument(site, 3);
            return (Body.Variadic)
                    a -> moments.of((long) a[0], (long) a[1], (PgInterval) a[2], zones.calendarZone((String) a[3]));
        });
    }

    /** Moments by steps of an interval. */
    private static final class MomentSeries {

        private final IntervalMath math;
        private final TypeSemantics spans;

        MomentSeries(CallSite site) {
            math = new IntervalMath(site.session());
            spans = site.types().semantics(SqlType.of(PgType.INTERVAL));
        }

        /** @param zone whose calendar days and months are meant; null for moments without a zone */
        RowSet of(long first, long last, PgInterval step, ZoneId zone) {
            if (!math.isFinite(step)) {
                throw SqlError.invalidParameter("step size cannot be infinite");
            }
            return series(first, within(last, sign(step, spans)), value -> Moments.plus(value, step, zone, math));
        }
    }

    private static int sign(PgInterval step, TypeSemantics spans) {
        int sign = spans.compare(step, ZERO);
        if (sign == 0) {
            throw zeroStep();
        }
        return sign;
    }

    private static Predicate<Long> within(long last, int sign) {
        return value -> sign > 0 ? value <= last : value >= last;
    }

    private static RowSet ints(int first, int last, int step) {
        checkStep(step);
        return series(first, value -> step > 0 ? value <= last : value >= last, value -> {
            long next = (long) value + step;
            return next == (int) next ? (int) next : null;
        });
    }

    private static RowSet longs(long first, long last, long step) {
        checkStep(step);
        return series(first, within(last, Long.signum(step)), value -> {
            long next = value + step;
            return ((value ^ next) & (step ^ next)) < 0 ? null : Long.valueOf(next);
        });
    }

    private static void checkStep(long step) {
        if (step == 0) {
            throw zeroStep();
        }
    }

    private static SqlError zeroStep() {
        return SqlError.invalidParameter("step size cannot equal zero");
    }

    private static RowSet numerics(PgNumeric first, PgNumeric last, PgNumeric step) {
        check("start value", first);
        check("stop value", last);
        check("step size", step);
        int sign = step.digits().signum();
        if (sign == 0) {
            throw zeroStep();
        }
        return series(
                first,
                value -> sign > 0 ? value.compareTo(last) <= 0 : value.compareTo(last) >= 0,
                value -> PgNumeric.of(value.digits().add(step.digits())));
    }

    private static void check(String what, PgNumeric value) {
        if (!value.isFinite()) {
            throw SqlError.invalidParameter(
                    what + " cannot be " + (value.kind() == PgNumeric.Kind.NAN ? "NaN" : "infinity"));
        }
    }

    /** @param next null where there is none */
    private static <T> RowSet series(T first, Predicate<T> within, UnaryOperator<T> next) {
        return () -> new Iterator<>() {
            private T value = first;
            private boolean returned;

            @Override
            public boolean hasNext() {
                if (returned && value != null) {
                    value = next.apply(value);
                    returned = false;
                }
                return value != null && within.test(value);
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                returned = true;
                return new Row(value);
            }
        };
    }
}
