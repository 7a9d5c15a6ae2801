package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TimeZones;
import java.time.ZoneId;

/** Dates, times and timestamps made of numbers. */
final class DateTimeConstruction {

    private static final long UNIX_EPOCH_SECONDS = (CivilTime.EPOCH_JULIAN - CivilTime.UNIX_EPOCH_JULIAN) * 86400L;

    private DateTimeConstruction() {}

    static void register(FunctionRegistry.Registrar to) {
        to.ternary("make_date(int4,int4,int4)", (a, b, c) -> date((int) a, (int) b, (int) c, true));
        to.ternary("make_time(int4,int4,float8)", (a, b, c) -> time((int) a, (int) b, (double) c));
        to.variadic("make_timestamp(int4,int4,int4,int4,int4,float8)", DateTimeConstruction::timestamp);
        to.bound("make_timestamptz(int4,int4,int4,int4,int4,float8)", site -> {
            var zone = site.session().timezone();
            return (Body.Variadic) values -> Moments.toAbsolute(timestamp(values), zone);
        });
        to.bound("make_timestamptz(int4,int4,int4,int4,int4,float8,text)", site -> {
            var zones = new ZoneArgument(site, 6);
            return (Body.Variadic) values -> inZone(timestamp(values), (String) values[6], zones);
        });
        to.unary("to_timestamp(float8)", a -> ofUnixTime((double) a));
    }

    /** {@code astronomical}: messages show 1 BC as the year 0. */
    private static int date(int year, int month, int day, boolean astronomical) {
        var civil = new CivilTime();
        civil.year = year < 0 ? -year : year;
        civil.month = month;
        civil.day = day;
        boolean yearValid = civil.year > 0;
        if (yearValid && year < 0) {
            civil.year = 1 - civil.year;
        }
        int shown = astronomical ? civil.year : year;
        boolean valid = yearValid && month >= 1 && month <= 12 && day >= 1;
        if (!valid || day > CivilTime.daysInMonth(civil.year, month)) {
            throw SqlError.datetimeOverflow("date field value out of range: " + text(shown, month, day));
        }
        long julian = civil.julian();
        if (!DateTimeRange.isValid(civil) || !DateTimeRange.isValidDate(julian - CivilTime.EPOCH_JULIAN)) {
            throw SqlError.datetimeOverflow("date out of range: " + text(shown, month, day));
        }
        return (int) (julian - CivilTime.EPOCH_JULIAN);
    }

    private static String text(int year, int month, int day) {
        return year + "-" + CFormat.twoDigits(month) + "-" + CFormat.twoDigits(day);
    }

    private static long time(int hour, int minute, double second) {
        boolean valid = hour >= 0 && hour <= 24 && minute >= 0 && minute <= 59;
        double micros = Math.rint(second * CivilTime.MICROS_PER_SECOND);
        if (!valid || !(micros >= 0 && micros <= 60 * CivilTime.MICROS_PER_SECOND)) {
            throw timeOverflow(hour, minute, second);
        }
        long time = hour * CivilTime.MICROS_PER_HOUR + minute * CivilTime.MICROS_PER_MINUTE + (long) micros;
        if (time > CivilTime.MICROS_PER_DAY) {
            throw timeOverflow(hour, minute, second);
        }
        return time;
    }

    private static SqlError timeOverflow(int hour, int minute, double second) {
        return SqlError.datetimeOverflow("time field value out of range: " + text(hour, minute, second));
    }

    private static String text(int hour, int minute, double second) {
        return hour + ":" + CFormat.twoDigits(minute) + ":" + CFormat.general(second, 2);
    }

    private static long timestamp(Object[] values) {
        int year = (int) values[0];
        int month = (int) values[1];
        int day = (int) values[2];
        long date = date(year, month, day, false);
        long time = time((int) values[3], (int) values[4], (double) values[5]);
        long midnight = date * CivilTime.MICROS_PER_DAY;
        boolean overflows = Math.multiplyHigh(date, CivilTime.MICROS_PER_DAY) != midnight >> 63
                || ((midnight ^ midnight + time) & (time ^ midnight + time)) < 0;
        if (overflows || !DateTimeRange.isValid(midnight + time)) {
            throw SqlError.datetimeOverflow("timestamp out of range: " + text(year, month, day) + " "
                    + text((int) values[3], (int) values[4], (double) values[5]));
        }
        return midnight + time;
    }

    private static long inZone(long local, String name, ZoneArgument zones) {
        if (!name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            throw SqlError.invalidParameter("invalid input syntax for type numeric time zone: \"" + name + "\"");
        }
        Integer offset = TimeZones.displacement(name);
        if (offset != null) {
            return Moments.inRange(local - offset * CivilTime.MICROS_PER_SECOND);
        }
        ZoneId zone = zones.zone(name);
        return Moments.toAbsolute(local, zone);
    }

    private static long ofUnixTime(double seconds) {
        if (Double.isNaN(seconds)) {
            throw SqlError.datetimeOverflow("timestamp cannot be NaN");
        }
        if (Double.isInfinite(seconds)) {
            return seconds > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        double lowest = 86400.0 * -CivilTime.UNIX_EPOCH_JULIAN;
        double end = DateTimeRange.END_TIMESTAMP / CivilTime.MICROS_PER_SECOND + UNIX_EPOCH_SECONDS;
        if (seconds >= lowest && seconds < end) {
            long timestamp = (long) Math.rint((seconds - UNIX_EPOCH_SECONDS) * CivilTime.MICROS_PER_SECOND);
            if (DateTimeRange.isValid(timestamp)) {
                return timestamp;
            }
        }
        throw SqlError.datetimeOverflow("timestamp out of range: \"" + CFormat.general(seconds, 0) + "\"");
    }
}
