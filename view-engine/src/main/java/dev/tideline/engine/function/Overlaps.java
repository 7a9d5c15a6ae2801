package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgTimeTz;
import java.time.ZoneId;
import java.util.List;

/** OVERLAPS of two periods, each given by its ends or by a start and a length. */
final class Overlaps {

    private Overlaps() {}

    static void register(FunctionRegistry.Registrar to) {
        for (String type : List.of("time", "timestamp", "timestamptz")) {
            for (String firstEnd : List.of(type, "interval")) {
                for (String secondEnd : List.of(type, "interval")) {
                    String types = type + "," + firstEnd + "," + type + "," + secondEnd;
                    to.bound("overlaps(" + types + ")", site -> overlaps(site, type));
                }
            }
        }
        to.variadic(
                "overlaps(timetz,timetz,timetz,timetz)",
                values -> overlaps(
                        (PgTimeTz) values[0], (PgTimeTz) values[1], (PgTimeTz) values[2], (PgTimeTz) values[3]));
    }

    private static Body.Variadic overlaps(CallSite site, String type) {
        var math = new IntervalMath(site.session());
        var zone = type.equals("timestamptz") ? site.session().timezone() : null;
        boolean clock = type.equals("time");
        return values -> overlaps(
                (Long) values[0],
                end((Long) values[0], values[1], clock, zone, math),
                (Long) values[2],
                end((Long) values[2], values[3], clock, zone, math));
    }

    private static Long end(Long start, Object end, boolean clock, ZoneId zone, IntervalMath math) {
        if (!(end instanceof PgInterval span)) {
            return (Long) end;
        }
        if (start == null) {
            return null;
        }
        if (clock) {
            TimestampArithmetic.checkFinite(math, span, "cannot add infinite interval to time");
            return Math.floorMod(start + span.micros(), CivilTime.MICROS_PER_DAY);
        }
        return Moments.plus(start, span, zone, math);
    }

    private static <T extends Comparable<T>> Object overlaps(T start1, T end1, T start2, T end2) {
        boolean swap1 = start1 == null || end1 != null && start1.compareTo(end1) > 0;
        boolean swap2 = start2 == null || end2 != null && start2.compareTo(end2) > 0;
        T from1 = swap1 ? end1 : start1;
        T to1 = swap1 ? start1 : end1;
        T from2 = swap2 ? end2 : start2;
        T to2 = swap2 ? start2 : end2;
        if (from1 == null || from2 == null) {
            return null;
        }
        int order = from1.compareTo(from2);
        if (order == 0) {
            return to1 == null || to2 == null ? null : (Object) true;
        }
        T reach = order > 0 ? to2 : to1;
        T other = order > 0 ? to1 : to2;
        T later = order > 0 ? from1 : from2;
        if (reach == null) {
            return null;
        }
        if (later.compareTo(reach) < 0) {
            return true;
        }
        return other == null ? null : (Object) false;
    }
}
