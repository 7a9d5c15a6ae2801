package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.SqlError;
import java.util.List;

/** Casts among dates, times, timestamps and intervals, their precisions, AT TIME ZONE, isfinite and OVERLAPS. */
final class DateTimeCasts {

    private DateTimeCasts() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("timestamp(date)", a -> Moments.ofDate((int) a));
        to.bound("timestamptz(date)", site -> (Body.Unary) a -> Moments.ofDate((int) a, site.session()));
        to.unary("date(timestamp)", a -> date((long) a));
        to.unary("time(timestamp)", a -> time((long) a));
        to.unary("interval(time)", a -> new PgInterval(0, 0, (long) a));
        to.bound("date(timestamptz)", site -> {
            var zone = site.session().timezone();
            return (Body.Unary) a -> date(local((long) a, zone));
        });
        to.bound("time(timestamptz)", site -> {
            var zone = site.session().timezone();
            return (Body.Unary) a -> time(local((long) a, zone));
        });
        for (String declaration : List.of("timestamptz(timestamp)", "timezone(timestamp)")) {
            to.bound(declaration, site -> {
                var zone = site.session().timezone();
                return (Body.Unary) a -> Moments.toAbsolute((long) a, zone);
            });
        }
        for (String declaration : List.of("timestamp(timestamptz)", "timezone(timestamptz)")) {
            to.bound(declaration, site -> {
                var zone = site.session().timezone();
                return (Body.Unary) a -> Moments.toLocal((long) a, zone);
            });
        }
        to.binary("timestamp(timestamp,int4)", (a, b) -> rounded((long) a, (int) b, "timestamp"));
        to.binary("timestamptz(timestamptz,int4)", (a, b) -> rounded((long) a, (int) b, "timestamp"));
        to.binary("time(time,int4)", (a, b) -> (int) b < 0 || (int) b > 6 ? a : round((long) a, (int) b));
        to.unary("isfinite(date)", a -> DateTimeRange.isFinite((int) a));
        to.unary("isfinite(timestamp)", a -> DateTimeRange.isFinite((long) a));
        to.unary("isfinite(timestamptz)", a -> DateTimeRange.isFinite((long) a));
        registerInterval(to);
        registerZones(to);
    }

    private static void registerInterval(FunctionRegistry.Registrar to) {
        to.bound("time(interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Unary) a -> {
                TimestampArithmetic.checkFinite(math, (PgInterval) a, "cannot convert infinite interval to time");
                long micros = ((PgInterval) a).micros();
                return site.session().since(17) ? Math.floorMod(micros, CivilTime.MICROS_PER_DAY) : timeOf(micros);
            };
        });
    }

    /** Before version 17 the days to add are counted by a sum that overflows for the most negative intervals. */
    private static long timeOf(long micros) {
        if (micros >= 0) {
            return micros % CivilTime.MICROS_PER_DAY;
        }
        long days = (-micros + CivilTime.MICROS_PER_DAY - 1) / CivilTime.MICROS_PER_DAY;
        return micros + days * CivilTime.MICROS_PER_DAY;
    }

    private static void registerZones(FunctionRegistry.Registrar to) {
        to.bound("timezone(text,timestamp)", site -> {
            var zones = new ZoneArgument(site, 0);
            return (Body.Binary) (a, b) ->
                    DateTimeRange.isFinite((long) b) ? Moments.toAbsolute((long) b, zones.zone((String) a)) : b;
        });
        to.bound("timezone(text,timestamptz)", site -> {
            var zones = new ZoneArgument(site, 0);
            return (Body.Binary)
                    (a, b) -> DateTimeRange.isFinite((long) b) ? Moments.toLocal((long) b, zones.zone((String) a)) : b;
        });
        to.bound("timezone(interval,timestamp)", site -> (Body.Binary)
                (a, b) -> DateTimeRange.isFinite((long) b) ? Moments.inRange((long) b - displacement(site, a)) : b);
        to.bound("timezone(interval,timestamptz)", site -> (Body.Binary)
                (a, b) -> DateTimeRange.isFinite((long) b) ? Moments.inRange((long) b + displacement(site, a)) : b);
    }

    /** An interval as a time zone, in microseconds east, a whole number of seconds. */
    static long displacement(CallSite site, Object value) {
        var interval = (PgInterval) value;
        if (!new IntervalMath(site.session()).isFinite(interval)) {
            throw SqlError.invalidParameter("interval time zone \"" + text(site, interval) + "\" must be finite");
        }
        if (interval.months() != 0 || interval.days() != 0) {
            throw SqlError.invalidParameter(
                    "interval time zone \"" + text(site, interval) + "\" must not include months or days");
        }
        // PostgreSQL keeps the displacement in an int.
        return (int) (interval.micros() / CivilTime.MICROS_PER_SECOND) * CivilTime.MICROS_PER_SECOND;
    }

    private static String text(CallSite site, PgInterval interval) {
        return site.semantics(0).toText(interval, site.session());
    }

    /** The local time; one that leaves the range by it is still a date and a time. */
    private static long local(long timestamp, java.time.ZoneId zone) {
        return DateTimeRange.isFinite(timestamp)
                ? timestamp
                        + dev.tideline.engine.value.TimeZones.offsetAt(timestamp, zone) * CivilTime.MICROS_PER_SECOND
                : timestamp;
    }

    private static int date(long timestamp) {
        if (!DateTimeRange.isFinite(timestamp)) {
            return timestamp > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        }
        return (int) Math.floorDiv(timestamp, CivilTime.MICROS_PER_DAY);
    }

    private static Object time(long timestamp) {
        return DateTimeRange.isFinite(timestamp) ? Math.floorMod(timestamp, CivilTime.MICROS_PER_DAY) : null;
    }

    static long rounded(long timestamp, int precision, String type) {
        if (!DateTimeRange.isFinite(timestamp) || precision == -1 || precision == 6) {
            return timestamp;
        }
        if (precision < 0 || precision > 6) {
            throw SqlError.invalidParameter(type + "(" + precision + ") precision must be between 0 and 6");
        }
        return round(timestamp, precision);
    }

    /** Rounds half away from zero. */
    static long round(long micros, int precision) {
        long unit = 1;
        for (int i = precision; i < 6; i++) {
            unit *= 10;
        }
        long shifted = Math.abs(micros) + unit / 2;
        long rounded = shifted - shifted % unit;
        return micros < 0 ? -rounded : rounded;
    }
}
