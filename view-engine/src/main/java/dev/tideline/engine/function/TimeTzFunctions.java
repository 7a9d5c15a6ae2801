package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgTimeTz;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TimeZones;
import java.time.ZoneId;
import java.util.List;

/**
 * Times with time zone: casts, sums with intervals and dates, AT TIME ZONE. A zone whose offset changes during the year means its offset of today,
 * so only zones of one offset are taken where no timestamp tells the day.
 */
final class TimeTzFunctions {

    private TimeTzFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        registerCasts(to);
        registerSums(to);
        registerZones(to);
    }

    private static void registerCasts(FunctionRegistry.Registrar to) {
        to.unary("time(timetz)", a -> ((PgTimeTz) a).micros());
        to.bound("timetz(time)", site -> {
            int offset = fixedOffset(site.session().timezone(), "time::timetz");
            return (Body.Unary) a -> new PgTimeTz((long) a, offset);
        });
        to.bound("timetz(timestamptz)", site -> {
            var zone = site.session().timezone();
            return (Body.Unary) a -> ofTimestamp((long) a, zone);
        });
        to.binary("timetz(timetz,int4)", (a, b) -> {
            var time = (PgTimeTz) a;
            int precision = (int) b;
            return precision < 0 || precision > 6
                    ? time
                    : new PgTimeTz(DateTimeCasts.round(time.micros(), precision), time.offset());
        });
        for (String declaration : List.of("datetimetz_pl(date,timetz)", "timestamptz(date,timetz)")) {
            to.binary(declaration, (a, b) -> onDate((int) a, (PgTimeTz) b));
        }
        to.binary("timetzdate_pl(timetz,date)", (a, b) -> onDate((int) b, (PgTimeTz) a));
    }

    private static void registerSums(FunctionRegistry.Registrar to) {
        to.bound("timetz_pl_interval(timetz,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> plus((PgTimeTz) a, (PgInterval) b, math);
        });
        to.bound("interval_pl_timetz(interval,timetz)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> plus((PgTimeTz) b, (PgInterval) a, math);
        });
        to.bound("timetz_mi_interval(timetz,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> {
                var time = (PgTimeTz) a;
                var span = (PgInterval) b;
                TimestampArithmetic.checkFinite(math, span, "cannot subtract infinite interval from time");
                return wrapped(time.micros() - span.micros(), time.offset());
            };
        });
    }

    private static void registerZones(FunctionRegistry.Registrar to) {
        to.bound("timezone(text,timetz)", site -> {
            var zones = new ZoneArgument(site, 0);
            if (zones.constant() != null) {
                fixedOffset(zones.constant(), "AT TIME ZONE");
            }
            return (Body.Binary) (a, b) -> at((PgTimeTz) b, offsetToday(zones.zone((String) a)));
        });
        to.bound("timezone(interval,timetz)", site -> (Body.Binary)
                (a, b) -> at((PgTimeTz) b, (int) (DateTimeCasts.displacement(site, a) / CivilTime.MICROS_PER_SECOND)));
        to.bound("timezone(timetz)", site -> {
            int offset = fixedOffset(site.session().timezone(), "AT LOCAL");
            return (Body.Unary) a -> at((PgTimeTz) a, offset);
        });
    }

    private static PgTimeTz ofTimestamp(long timestamp, ZoneId zone) {
        if (!DateTimeRange.isFinite(timestamp)) {
            return null;
        }
        int offset = TimeZones.offsetAt(timestamp, zone);
        return wrapped(timestamp + offset * CivilTime.MICROS_PER_SECOND, offset);
    }

    private static PgTimeTz plus(PgTimeTz time, PgInterval span, IntervalMath math) {
        TimestampArithmetic.checkFinite(math, span, "cannot add infinite interval to time");
        return wrapped(time.micros() + span.micros(), time.offset());
    }

    private static PgTimeTz wrapped(long micros, int offset) {
        return new PgTimeTz(Math.floorMod(micros, CivilTime.MICROS_PER_DAY), offset);
    }

    /** The same moment at another offset. PostgreSQL keeps the distance of the two in an int. */
    private static PgTimeTz at(PgTimeTz time, int offset) {
        int distance = offset - time.offset();
        return wrapped(time.micros() + distance * CivilTime.MICROS_PER_SECOND, offset);
    }

    private static long onDate(int date, PgTimeTz time) {
        long midnight = Moments.ofDate(date);
        if (!DateTimeRange.isFinite(midnight)) {
            return midnight;
        }
        long timestamp = midnight + time.greenwich();
        if (!DateTimeRange.isValid(timestamp)) {
            throw SqlError.datetimeOverflow("date out of range for timestamp");
        }
        return timestamp;
    }

    private static int fixedOffset(ZoneId zone, String what) {
        if (!zone.getRules().isFixedOffset()) {
            throw new UnsupportedCallException(needsToday(what, zone));
        }
        return TimeZones.offsetAt(0, zone);
    }

    private static int offsetToday(ZoneId zone) {
        if (!zone.getRules().isFixedOffset()) {
            throw SqlError.notSupported(needsToday("AT TIME ZONE", zone) + ", which is not supported");
        }
        return TimeZones.offsetAt(0, zone);
    }

    private static String needsToday(String what, ZoneId zone) {
        return what + " of a time without a date takes the offset of the current day in " + zone;
    }
}
