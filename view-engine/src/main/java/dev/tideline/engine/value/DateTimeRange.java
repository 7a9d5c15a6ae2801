package dev.tideline.engine.value;

/** The ranges of dates and timestamps. */
public final class DateTimeRange {

    /** 4714-11-24 BC, the first moment of a timestamp. */
    public static final long MIN_TIMESTAMP = -211813488000000000L;

    /** 294277-01-01, the first moment behind all timestamps. */
    public static final long END_TIMESTAMP = 9223371331200000000L;

    /** 5874898-06-03, the first day behind all dates. */
    private static final long END_JULIAN = 2147483494L;

    private DateTimeRange() {}

    public static boolean isFinite(int date) {
        return date != Integer.MAX_VALUE && date != Integer.MIN_VALUE;
    }

    public static boolean isFinite(long timestamp) {
        return timestamp != Long.MAX_VALUE && timestamp != Long.MIN_VALUE;
    }

    /** Whether a finite timestamp is one. */
    public static boolean isValid(long timestamp) {
        return timestamp >= MIN_TIMESTAMP && timestamp < END_TIMESTAMP;
    }

    /** Whether a day, counted from 2000-01-01, is a date. */
    public static boolean isValidDate(long day) {
        return day >= -CivilTime.EPOCH_JULIAN && day < END_JULIAN - CivilTime.EPOCH_JULIAN;
    }

    /** Whether Julian days are defined for the date; a little more than what dates can be. */
    public static boolean isValid(CivilTime civil) {
        return (civil.year > -4713 || civil.year == -4713 && civil.month >= 11)
                && (civil.year < 5874898 || civil.year == 5874898 && civil.month < 6);
    }

    /** The timestamp of a local time, or null if there is none. */
    public static Long timestamp(CivilTime civil) {
        return isValid(civil) ? timestamp(civil.julian() - CivilTime.EPOCH_JULIAN, civil.time(), 0) : null;
    }

    /** The timestamp of a local time at an offset in seconds east, or null if there is none. */
    public static Long timestamp(CivilTime civil, int offset) {
        return isValid(civil) ? timestamp(civil.julian() - CivilTime.EPOCH_JULIAN, civil.time(), offset) : null;
    }

    private static Long timestamp(long day, long time, int offset) {
        long midnight = day * CivilTime.MICROS_PER_DAY;
        if (Math.multiplyHigh(day, CivilTime.MICROS_PER_DAY) != midnight >> 63) {
            return null;
        }
        long local = midnight + time;
        if (((midnight ^ local) & (time ^ local)) < 0) {
            return null;
        }
        long result = local - offset * CivilTime.MICROS_PER_SECOND;
        return isValid(result) ? result : null;
    }
}
