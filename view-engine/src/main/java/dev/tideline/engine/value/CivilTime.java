package dev.tideline.engine.value;

/**
 * A moment split into calendar fields, proleptic Gregorian. Years count astronomically: 0 is 1 BC. Also the arithmetic between
 * Julian days and dates.
 */
public final class CivilTime {

    /** The Julian day of 2000-01-01, PostgreSQL's day zero. */
    public static final int EPOCH_JULIAN = 2451545;

    /** The Julian day of 1970-01-01. */
    public static final int UNIX_EPOCH_JULIAN = 2440588;

    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    public int year;
    public int month;
    public int day;
    public int hour;
    public int minute;
    public int second;
    public int micros;

    /** Seconds east of Greenwich, where a time zone plays a part. */
    public int offset;

    /** The fields of a local timestamp. */
    public static CivilTime ofTimestamp(long timestamp) {
        var civil = new CivilTime();
        civil.setDate(Math.floorDiv(timestamp, MICROS_PER_DAY) + EPOCH_JULIAN);
        civil.setTime(Math.floorMod(timestamp, MICROS_PER_DAY));
        return civil;
    }

    /** The fields of an absolute timestamp at an offset in seconds east of Greenwich. */
    public static CivilTime ofTimestamp(long timestamp, int offset) {
        long day = Math.floorDiv(timestamp, MICROS_PER_DAY);
        long time = Math.floorMod(timestamp, MICROS_PER_DAY) + offset * MICROS_PER_SECOND;
        var civil = new CivilTime();
        civil.setDate(day + Math.floorDiv(time, MICROS_PER_DAY) + EPOCH_JULIAN);
        civil.setTime(Math.floorMod(time, MICROS_PER_DAY));
        civil.offset = offset;
        return civil;
    }

    /** The fields of a date. */
    public static CivilTime ofDate(int date) {
        var civil = new CivilTime();
        civil.setDate((long) date + EPOCH_JULIAN);
        return civil;
    }

    /** Sets year, month and day from a Julian day. */
    public void setDate(long julian) {
        // Days since 0000-03-01, in eras of 400 years (146097 days) that begin in March, so that leap days come last.
        long z = julian - 1721120;
        long era = Math.floorDiv(z, 146097L);
        int dayOfEra = (int) (z - era * 146097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        day = dayOfYear - (153 * shifted + 2) / 5 + 1;
        month = shifted < 10 ? shifted + 3 : shifted - 9;
        year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    }

    /** Sets the fields below the day from microseconds since midnight. */
    public void setTime(long time) {
        hour = (int) (time / MICROS_PER_HOUR);
        minute = (int) (time / MICROS_PER_MINUTE % 60);
        second = (int) (time / MICROS_PER_SECOND % 60);
        micros = (int) (time % MICROS_PER_SECOND);
    }

    /** The Julian day of this date; month and day may overrun. */
    public long julian() {
        return julian(year, month, day);
    }

    /** The Julian day of a date. */
    public static long julian(long year, int month, int day) {
        long shifted = month > 2 ? year : year - 1;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear + 1721120;
    }

    /** Microseconds since midnight. */
    public long time() {
        return ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + micros;
    }

    public static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    public static int daysInMonth(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : MONTH_DAYS[month - 1];
    }

    /** 0 is Sunday. */
    public static int dayOfWeek(long julian) {
        return (int) Math.floorMod(julian + 1, 7L);
    }
}
