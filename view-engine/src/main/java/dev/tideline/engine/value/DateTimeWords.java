package dev.tideline.engine.value;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The words that dates, times and intervals may contain. As in PostgreSQL, ten letters of a word count. */
public final class DateTimeWords {

    /** What a word stands for. */
    public enum Role {
        RESERVED,
        MONTH,
        WEEKDAY,
        IGNORED,
        MERIDIEM,
        ERA,
        UNIT,
        ISO_TIME,
        DAYLIGHT,
        AGO
    }

    /** A unit, or one of the reserved values. */
    public enum Meaning {
        NONE,
        MICROSECOND,
        MILLISECOND,
        SECOND,
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        DECADE,
        CENTURY,
        MILLENNIUM,
        JULIAN,
        DOW,
        DOY,
        ISODOW,
        ISOYEAR,
        EPOCH,
        TIMEZONE,
        TIMEZONE_HOUR,
        TIMEZONE_MINUTE,
        TIME,
        LATE,
        EARLY,
        NOW,
        YESTERDAY,
        TODAY,
        TOMORROW,
        ZULU
    }

    /** A word's role with its number (of a month, say) or meaning. */
    public record Word(Role role, int number, Meaning meaning) {}

    private static final int SIGNIFICANT = 10;
    private static final Map<String, Word> DATE = new HashMap<>();
    private static final Map<String, Word> INTERVAL = new HashMap<>();

    static {
        String[] months = {
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december"
        };
        for (int i = 0; i < months.length; i++) {
            date(Role.MONTH, i + 1, months[i], months[i].substring(0, 3));
        }
        date(Role.MONTH, 9, "sept");
        String[][] days = {
            {"sun", "sunday"},
            {"mon", "monday"},
            {"tue", "tues", "tuesday"},
            {"wed", "weds", "wednesday"},
            {"thu", "thur", "thurs", "thursday"},
            {"fri", "friday"},
            {"sat", "saturday"}
        };
        for (int i = 0; i < days.length; i++) {
            date(Role.WEEKDAY, i, days[i]);
        }
        date(Role.IGNORED, 0, "at", "on");
        date(Role.MERIDIEM, 0, "am");
        date(Role.MERIDIEM, 1, "pm");
        date(Role.ERA, 0, "ad");
        date(Role.ERA, 1, "bc");
        date(Role.DAYLIGHT, 3600, "dst");
        reserved(Meaning.LATE, "infinity", "+infinity");
        reserved(Meaning.EARLY, "-infinity");
        reserved(Meaning.EPOCH, "epoch");
        reserved(Meaning.NOW, "now");
        reserved(Meaning.TODAY, "today");
        reserved(Meaning.TOMORROW, "tomorrow");
        reserved(Meaning.YESTERDAY, "yesterday");
        reserved(Meaning.ZULU, "allballs");
        dateUnits();
        intervalUnits();
    }

    private DateTimeWords() {}

    /** A word of dates and times, or null. */
    public static Word date(String word) {
        return DATE.get(significant(word));
    }

    /** A word of intervals, or null. */
    public static Word interval(String word) {
        return INTERVAL.get(significant(word));
    }

    private static String significant(String word) {
        String key = word.length() > SIGNIFICANT ? word.substring(0, SIGNIFICANT) : word;
        return key.toLowerCase(Locale.ROOT);
    }

    private static void date(Role role, int number, String... words) {
        for (String word : words) {
            DATE.put(word, new Word(role, number, Meaning.NONE));
        }
    }

    private static void reserved(Meaning meaning, String... words) {
        for (String word : words) {
            DATE.put(word, new Word(Role.RESERVED, 0, meaning));
        }
    }

    private static void unit(Map<String, Word> table, Meaning meaning, String... words) {
        for (String word : words) {
            table.put(word, new Word(Role.UNIT, 0, meaning));
        }
    }

    private static void dateUnits() {
        unit(DATE, Meaning.DAY, "d");
        unit(DATE, Meaning.DOW, "dow");
        unit(DATE, Meaning.DOY, "doy");
        unit(DATE, Meaning.HOUR, "h");
        unit(DATE, Meaning.ISODOW, "isodow");
        unit(DATE, Meaning.ISOYEAR, "isoyear");
        unit(DATE, Meaning.JULIAN, "j", "jd", "julian");
        unit(DATE, Meaning.MONTH, "m");
        unit(DATE, Meaning.MINUTE, "mm");
        unit(DATE, Meaning.SECOND, "s");
        unit(DATE, Meaning.YEAR, "y");
        DATE.put("t", new Word(Role.ISO_TIME, 0, Meaning.TIME));
    }

    private static void intervalUnits() {
        INTERVAL.put("@", new Word(Role.IGNORED, 0, Meaning.NONE));
        INTERVAL.put("ago", new Word(Role.AGO, 0, Meaning.NONE));
        unit(INTERVAL, Meaning.CENTURY, "c", "cent", "centuries", "century");
        unit(INTERVAL, Meaning.DAY, "d", "day", "days");
        unit(INTERVAL, Meaning.DECADE, "dec", "decade", "decades", "decs");
        unit(INTERVAL, Meaning.HOUR, "h", "hour", "hours", "hr", "hrs");
        unit(INTERVAL, Meaning.MINUTE, "m", "min", "mins", "minute", "minutes");
        unit(INTERVAL, Meaning.MICROSECOND, "microsecon", "us", "usec", "usecond", "useconds", "usecs");
        unit(INTERVAL, Meaning.MILLENNIUM, "mil", "millennia", "millennium", "mils");
        unit(INTERVAL, Meaning.MILLISECOND, "millisecon", "ms", "msec", "msecond", "mseconds", "msecs");
        unit(INTERVAL, Meaning.MONTH, "mon", "mons", "month", "months");
        unit(INTERVAL, Meaning.QUARTER, "qtr", "quarter");
        unit(INTERVAL, Meaning.SECOND, "s", "sec", "second", "seconds", "secs");
        unit(INTERVAL, Meaning.TIMEZONE, "timezone");
        unit(INTERVAL, Meaning.TIMEZONE_HOUR, "timezone_h");
        unit(INTERVAL, Meaning.TIMEZONE_MINUTE, "timezone_m");
        unit(INTERVAL, Meaning.WEEK, "w", "week", "weeks");
        unit(INTERVAL, Meaning.YEAR, "y", "year", "years", "yr", "yrs");
    }
}
