package dev.tideline.engine.expr.time;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.TimeZoneNames;
import java.util.Set;

/**
 * Expressions of nothing but time and constants that cannot fail before the year 10000, so that they may be computed once for an
 * epoch, whether a row asks for them or not.
 */
public final class SafeTime {

    private static final int MOST_MONTHS = 12 * 2000;
    private static final int MOST_DAYS = 365 * 2000;
    private static final long MOST_MICROS = MOST_DAYS * CivilTime.MICROS_PER_DAY;

    private static final Set<String> SHIFTS = Set.of(
            "timestamptz_pl_interval",
            "timestamptz_mi_interval",
            "timestamp_pl_interval",
            "timestamp_mi_interval",
            "date_pl_interval",
            "date_mi_interval",
            "interval_pl_timestamptz",
            "interval_pl_timestamp",
            "interval_pl_date",
            "date_pli",
            "date_mii",
            "integer_pl_date");
    private static final Set<String> CASTS = Set.of("date", "timestamp", "timestamptz", "time", "timetz");
    private static final Set<String> FIELDS = Set.of(
            "epoch", "year", "month", "day", "hour", "minute", "second", "dow", "isodow", "doy", "week", "quarter",
            "isoyear");

    private SafeTime() {}

    public static boolean isSafe(Expr expr) {
        if (expr instanceof Expr.Now) {
            return true;
        } else if (expr instanceof Expr.Relabel relabel) {
            return ExprTree.hasNow(expr) && isSafe(relabel.argument());
        }
        return expr instanceof Call call
                && call.function().schema().equals("pg_catalog")
                && ExprTree.hasNow(call)
                && isSafe(call);
    }

    private static boolean isSafe(Call call) {
        var name = call.function().name();
        var arguments = call.arguments();
        if (SHIFTS.contains(name)) {
            return arguments.stream().allMatch(argument -> isSafe(argument) || isSmall(argument));
        } else if (CASTS.contains(name)) {
            return isSafe(arguments.get(0))
                    && (arguments.size() == 1
                            || arguments.get(1) instanceof Constant typmod && typmod.value() instanceof Integer);
        } else if (name.equals("date_trunc")) {
            return arguments.size() == 2 && TimeMotion.isUnit(arguments.get(0)) && isSafe(arguments.get(1));
        } else if (name.equals("timezone") && arguments.size() == 2) {
            var zone = TimeMotion.text(arguments.get(0));
            return zone != null && TimeZoneNames.find(zone) != null && isSafe(arguments.get(1));
        } else if (name.equals("extract") || name.equals("date_part")) {
            var field = TimeMotion.text(arguments.get(0));
            return field != null && FIELDS.contains(field) && isSafe(arguments.get(1));
        }
        return false;
    }

    private static boolean isSmall(Expr expr) {
        if (!(expr instanceof Constant constant)) {
            return false;
        }
        if (constant.value() instanceof Integer days) {
            return Math.abs((long) days) <= MOST_DAYS;
        }
        return constant.value() instanceof PgInterval interval
                && Math.abs((long) interval.months()) <= MOST_MONTHS
                && Math.abs((long) interval.days()) <= MOST_DAYS
                && interval.micros() <= MOST_MICROS
                && interval.micros() >= -MOST_MICROS;
    }
}
