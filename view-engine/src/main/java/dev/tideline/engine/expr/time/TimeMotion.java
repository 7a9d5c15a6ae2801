package dev.tideline.engine.expr.time;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.Relabel;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the value of an expression moves while time goes on: up, down, or not at all. It does so without ever turning back, but for the
 * calendar's {@link Step}s: a month added on March 30th and 31st gives the same day of April, with the hours gone through
 * twice, and a clock that is set back goes through an hour twice.
 *
 * @param direction 1 if the value never falls, -1 if it never rises, 0 if it does not depend on time
 * @param steps the calendar arithmetic in it, all of it on values that depend on time
 * @param instants the absolute timestamps that depend on time, in it
 */
record TimeMotion(int direction, List<Step> steps, List<Expr> instants) {

    private static final Set<String> PLUS_INTERVAL = Set.of(
            "timestamptz_pl_interval",
            "timestamptz_mi_interval",
            "timestamp_pl_interval",
            "timestamp_mi_interval",
            "date_pl_interval",
            "date_mi_interval");
    private static final Set<String> INTERVAL_PLUS =
            Set.of("interval_pl_timestamptz", "interval_pl_timestamp", "interval_pl_date");
    private static final Set<String> DIFFERENCES = Set.of("timestamptz_mi", "timestamp_mi", "date_mi");
    private static final Set<String> CASTS = Set.of("date", "timestamp", "timestamptz");
    private static final Set<String> UNITS = Set.of(
            "microseconds",
            "milliseconds",
            "second",
            "minute",
            "hour",
            "day",
            "week",
            "month",
            "quarter",
            "year",
            "decade",
            "century",
            "millennium");

    /**
     * A step over the calendar.
     *
     * @param moment what is moved, or converted
     * @param interval what is added or subtracted; null for a conversion or a truncation
     * @param result the value of the step
     * @param zoned true if it depends on a time zone
     * @param zone the zone's name; null for the session's
     */
    record Step(Expr moment, Expr interval, Expr result, boolean zoned, String zone) {}

    TimeMotion {
        steps = List.copyOf(steps);
        instants = List.copyOf(instants);
    }

    /** How the expression moves; empty if that is not known. */
    static Optional<TimeMotion> of(Expr expr) {
        if (!ExprTree.hasNow(expr)) {
            return Optional.of(new TimeMotion(0, List.of(), List.of()));
        } else if (expr instanceof Expr.Now) {
            return Optional.of(new TimeMotion(1, List.of(), List.of(expr)));
        } else if (expr instanceof Relabel relabel) {
            return of(relabel.argument());
        } else if (expr instanceof Call call && call.function().schema().equals("pg_catalog")) {
            return call(call).map(motion -> motion.withInstant(call));
        }
        return Optional.empty();
    }

    private static Optional<TimeMotion> call(Call call) {
        var name = call.function().name();
        var arguments = call.arguments();
        if (PLUS_INTERVAL.contains(name)) {
            return moved(call, arguments.get(0), arguments.get(1));
        } else if (INTERVAL_PLUS.contains(name)) {
            return moved(call, arguments.get(1), arguments.get(0));
        } else if (DIFFERENCES.contains(name)) {
            return difference(arguments.get(0), arguments.get(1));
        } else if (name.equals("date_pli") || name.equals("date_mii")) {
            return beside(arguments.get(0), arguments.get(1));
        } else if (CASTS.contains(name) && (arguments.size() == 1 || isTypmod(arguments))) {
            return of(arguments.get(0)).map(motion -> converts(call) ? motion.through(call, 0, null) : motion);
        } else if (name.equals("date_trunc") && arguments.size() == 2 && isUnit(arguments.get(0))) {
            boolean zoned = isInstant(arguments.get(1));
            return of(arguments.get(1)).map(motion -> zoned ? motion.through(call, 1, null) : motion);
        } else if (name.equals("timezone") && arguments.size() == 2 && text(arguments.get(0)) != null) {
            return of(arguments.get(1)).map(motion -> motion.through(call, 1, text(arguments.get(0))));
        } else if ((name.equals("extract") || name.equals("date_part")) && "epoch".equals(text(arguments.get(0)))) {
            return of(arguments.get(1));
        }
        return Optional.empty();
    }

    /** A moment that depends on time, plus or minus an interval that does not. */
    private static Optional<TimeMotion> moved(Call call, Expr moment, Expr interval) {
        if (ExprTree.hasNow(interval)) {
            return Optional.empty();
        }
        return of(moment).map(motion -> motion.with(new Step(moment, interval, call, isInstant(moment), null)));
    }

    private static Optional<TimeMotion> difference(Expr left, Expr right) {
        var a = of(left);
        var b = of(right);
        if (a.isEmpty() || b.isEmpty() || a.get().direction * b.get().direction > 0) {
            return Optional.empty();
        }
        return Optional.of(a.get().and(b.get(), a.get().direction - b.get().direction));
    }

    private static Optional<TimeMotion> beside(Expr moving, Expr fixed) {
        return ExprTree.hasNow(fixed) ? Optional.empty() : of(moving);
    }

    /** Both together, going in the direction of the sign. */
    TimeMotion and(TimeMotion other, int sign) {
        var all = new ArrayList<>(steps);
        all.addAll(other.steps);
        var both = new ArrayList<>(instants);
        both.addAll(other.instants);
        return new TimeMotion(Integer.signum(sign), all, both);
    }

    private TimeMotion with(Step step) {
        var all = new ArrayList<>(steps);
        all.add(step);
        return new TimeMotion(direction, all, instants);
    }

    private TimeMotion through(Call call, int argument, String zone) {
        return with(new Step(call.arguments().get(argument), null, call, true, zone));
    }

    private TimeMotion withInstant(Expr expr) {
        if (!isInstant(expr)) {
            return this;
        }
        var all = new ArrayList<>(instants);
        all.add(expr);
        return new TimeMotion(direction, steps, all);
    }

    private static boolean converts(Call call) {
        return isInstant(call.arguments().get(0)) != isInstant(call);
    }

    private static boolean isInstant(Expr expr) {
        return expr.type().underlying().equals(PgType.TIMESTAMPTZ);
    }

    private static boolean isTypmod(List<Expr> arguments) {
        return arguments.size() == 2
                && arguments.get(1) instanceof Constant typmod
                && typmod.value() instanceof Integer;
    }

    static boolean isUnit(Expr expr) {
        var unit = text(expr);
        return unit != null && UNITS.contains(unit);
    }

    /** The text of a constant, or null. */
    static String text(Expr expr) {
        return expr instanceof Constant constant && constant.value() instanceof String text ? text : null;
    }
}
