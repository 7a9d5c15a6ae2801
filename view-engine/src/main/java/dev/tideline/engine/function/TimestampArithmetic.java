package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.SqlError;
import java.time.ZoneId;
import java.util.List;

/** Timestamps, dates and times plus and minus intervals and each other; age and date_bin. */
final class TimestampArithmetic {

    private TimestampArithmetic() {}

    static void register(FunctionRegistry.Registrar to) {
        registerIntervals(to, "timestamp", false);
        registerIntervals(to, "timestamptz", true);
        for (String type : List.of("timestamp", "timestamptz")) {
            String pair = "(" + type + "," + type + ")";
            boolean zoned = type.equals("timestamptz");
            to.bound(type + "_mi" + pair, site -> {
                var math = new IntervalMath(site.session());
                boolean infinities = site.session().since(17);
                return (Body.Binary) (a, b) -> difference((long) a, (long) b, math, infinities);
            });
            to.bound("age" + pair, site -> {
                var zone = zoned ? site.session().timezone() : null;
                var math = new IntervalMath(site.session());
                boolean infinities = site.session().since(17);
                return (Body.Binary) (a, b) -> age((long) a, (long) b, zone, math, infinities);
            });
            to.bound("date_bin(interval," + type + "," + type + ")", site -> {
                var math = new IntervalMath(site.session());
                return (Body.Ternary) (a, b, c) -> bin((PgInterval) a, (long) b, (long) c, math);
            });
        }
        registerDates(to);
        registerTimes(to);
        for (String name : List.of("date_add", "date_subtract")) {
            registerZoned(to, name, name.equals("date_subtract"));
        }
    }

    private static void registerIntervals(FunctionRegistry.Registrar to, String type, boolean zoned) {
        to.bound(type + "_pl_interval(" + type + ",interval)", site -> plus(site, zoned, false, false));
        to.bound(type + "_mi_interval(" + type + ",interval)", site -> plus(site, zoned, true, false));
        to.bound("interval_pl_" + type + "(interval," + type + ")", site -> plus(site, zoned, false, true));
    }

    private static Body.Binary plus(CallSite site, boolean zoned, boolean minus, boolean swapped) {
        var math = new IntervalMath(site.session());
        var zone = zoned ? site.session().timezone() : null;
        if (swapped) {
            return (a, b) -> Moments.plus((long) b, (PgInterval) a, zone, math);
        }
        return minus
                ? (a, b) -> Moments.plus((long) a, math.negateForMinus((PgInterval) b), zone, math)
                : (a, b) -> Moments.plus((long) a, (PgInterval) b, zone, math);
    }

    private static void registerZoned(FunctionRegistry.Registrar to, String name, boolean minus) {
        to.bound(name + "(timestamptz,interval)", site -> plus(site, true, minus, false));
        to.bound(name + "(timestamptz,interval,text)", site -> {
            var math = new IntervalMath(site.session());
            var zones = new ZoneArgument(site, 2);
            return (Body.Ternary) (a, b, c) -> {
                var zone = zones.calendarZone((String) c);
                return Moments.plus((long) a, minus ? math.negateForMinus((PgInterval) b) : (PgInterval) b, zone, math);
            };
        });
    }

    private static void registerDates(FunctionRegistry.Registrar to) {
        to.binary("date_pli(date,int4)", (a, b) -> plusDays((int) a, (int) b));
        to.binary("integer_pl_date(int4,date)", (a, b) -> plusDays((int) b, (int) a));
        to.binary("date_mii(date,int4)", (a, b) -> plusDays((int) a, -(long) (int) b));
        to.binary("date_mi(date,date)", (a, b) -> daysBetween((int) a, (int) b));
        to.bound("date_pl_interval(date,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> Moments.plus(Moments.ofDate((int) a), (PgInterval) b, null, math);
        });
        to.bound("interval_pl_date(interval,date)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> Moments.plus(Moments.ofDate((int) b), (PgInterval) a, null, math);
        });
        to.bound("date_mi_interval(date,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> {
                long timestamp = Moments.ofDate((int) a);
                return Moments.plus(timestamp, math.negateForMinus((PgInterval) b), null, math);
            };
        });
        for (String declaration : List.of("datetime_pl(date,time)", "timestamp(date,time)")) {
            to.binary(declaration, (a, b) -> plusTime((int) a, (long) b));
        }
        to.binary("timedate_pl(time,date)", (a, b) -> plusTime((int) b, (long) a));
        to.bound("timestamptz(date,time)", site -> {
            var zone = site.session().timezone();
            return (Body.Binary) (a, b) -> Moments.toAbsolute(plusTime((int) a, (long) b), zone);
        });
    }

    private static void registerTimes(FunctionRegistry.Registrar to) {
        to.bound("time_pl_interval(time,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> {
                checkFinite(math, (PgInterval) b, "cannot add infinite interval to time");
                return wrapped((long) a + ((PgInterval) b).micros());
            };
        });
        to.bound("interval_pl_time(interval,time)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> {
                checkFinite(math, (PgInterval) a, "cannot add infinite interval to time");
                return wrapped((long) b + ((PgInterval) a).micros());
            };
        });
        to.bound("time_mi_interval(time,interval)", site -> {
            var math = new IntervalMath(site.session());
            return (Body.Binary) (a, b) -> {
                checkFinite(math, (PgInterval) b, "cannot subtract infinite interval from time");
                return wrapped((long) a - ((PgInterval) b).micros());
            };
        });
        to.binary("time_mi_time(time,time)", (a, b) -> new PgInterval(0, 0, (long) a - (long) b));
    }

    static void checkFinite(IntervalMath math, PgInterval interval, String message) {
        if (!math.isFinite(interval)) {
            throw SqlError.datetimeOverflow(message);
        }
    }

    /** A time of day; the sum overflows as PostgreSQL's does. */
    private static long wrapped(long micros) {
        return Math.floorMod(micros, CivilTime.MICROS_PER_DAY);
    }

    private static int plusDays(int date, long days) {
        if (!DateTimeRange.isFinite(date)) {
            return date;
        }
        long sum = date + days;
        if (!DateTimeRange.isValidDate(sum)) {
            throw SqlError.datetimeOverflow("date out of range");
        }
        return (int) sum;
    }

    private static int daysBetween(int a, int b) {
        if (!DateTimeRange.isFinite(a) || !DateTimeRange.isFinite(b)) {
            throw SqlError.datetimeOverflow("cannot subtract infinite dates");
        }
        return a - b;
    }

    private static long plusTime(int date, long time) {
        long timestamp = Moments.ofDate(date);
        return DateTimeRange.isFinite(timestamp) ? Moments.inRange(timestamp + time) : timestamp;
    }

    /** The infinite result of subtracting timestamps of which at least one is infinite. */
    private static PgInterval infiniteDifference(long a, long b) {
        if (a == b) {
            throw IntervalMath.outOfRange();
        }
        boolean late = DateTimeRange.isFinite(a) ? b == Long.MIN_VALUE : a == Long.MAX_VALUE;
        return late ? PgInterval.INFINITY : PgInterval.MINUS_INFINITY;
    }

    private static PgInterval difference(long a, long b, IntervalMath math, boolean infinities) {
        if (!DateTimeRange.isFinite(a) || !DateTimeRange.isFinite(b)) {
            if (!infinities) {
                throw SqlError.datetimeOverflow("cannot subtract infinite timestamps");
            }
            return infiniteDifference(a, b);
        }
        long micros = a - b;
        if (((a ^ b) & (a ^ micros)) < 0 && math.checksOverflow()) {
            throw IntervalMath.outOfRange();
        }
        return math.justifyHours(new PgInterval(0, 0, micros));
    }

    private static PgInterval age(long a, long b, ZoneId zone, IntervalMath math, boolean infinities) {
        if (!DateTimeRange.isFinite(a) || !DateTimeRange.isFinite(b)) {
            if (infinities) {
                return infiniteDifference(a, b);
            }
            // Before there were infinite intervals, infinity was taken for the moment that its number is.
            if (a == Long.MIN_VALUE || b == Long.MIN_VALUE) {
                throw Moments.outOfRange();
            }
        }
        boolean negative = a < b;
        var earlier = Moments.civil(negative ? a : b, zone);
        var later = Moments.civil(negative ? b : a, zone);
        long micros = later.time() - earlier.time();
        int days = later.day - earlier.day;
        int months = (later.year - earlier.year) * 12 + later.month - earlier.month;
        if (micros < 0) {
            micros += CivilTime.MICROS_PER_DAY;
            days--;
        }
        while (days < 0) {
            days += CivilTime.daysInMonth(earlier.year, earlier.month);
            months--;
        }
        var age = new PgInterval(months, days, micros);
        return negative ? math.negate(age) : age;
    }

    private static long bin(PgInterval stride, long timestamp, long origin, IntervalMath math) {
        if (!DateTimeRange.isFinite(timestamp)) {
            return timestamp;
        }
        if (!DateTimeRange.isFinite(origin)) {
            throw SqlError.datetimeOverflow("origin out of range");
        }
        checkFinite(math, stride, "timestamps cannot be binned into infinite intervals");
        if (stride.months() != 0) {
            throw SqlError.notSupported("timestamps cannot be binned into intervals containing months or years");
        }
        long width;
        long distance;
        try {
            width = Math.addExact(Math.multiplyExact(stride.days(), CivilTime.MICROS_PER_DAY), stride.micros());
        } catch (ArithmeticException e) {
            throw IntervalMath.outOfRange();
        }
        if (width <= 0) {
            throw SqlError.datetimeOverflow("stride must be greater than zero");
        }
        try {
            distance = Math.subtractExact(timestamp, origin);
        } catch (ArithmeticException e) {
            throw IntervalMath.outOfRange();
        }
        long rest = distance % width;
        long start = origin + distance - rest;
        if (rest >= 0) {
            return start;
        }
        long before = start - width;
        if (((start ^ width) & (start ^ before)) < 0) {
            throw Moments.outOfRange();
        }
        return Moments.inRange(before);
    }
}
