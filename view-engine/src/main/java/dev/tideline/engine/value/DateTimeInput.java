package dev.tideline.engine.value;

/** Reads dates and times: the ISO forms that PostgreSQL itself prints directly, all others by the full grammar. */
public final class DateTimeInput {

    private DateTimeInput() {}

    static int date(String text, SessionSettings session) {
        var iso = new IsoDateTime(text);
        if (iso.isDateOnly()) {
            return iso.date();
        }
        throw SqlError.invalidInput("date", text);
    }

    static long time(String text, SessionSettings session) {
        var iso = new IsoDateTime(text);
        if (iso.isTimeOnly()) {
            return iso.time();
        }
        throw SqlError.invalidInput("time", text);
    }

    static long timestamp(String text, SessionSettings session) {
        var iso = new IsoDateTime(text);
        if (iso.isLocal()) {
            return iso.timestamp();
        }
        throw SqlError.invalidInput("timestamp", text);
    }

    static long timestamptz(String text, SessionSettings session) {
        var iso = new IsoDateTime(text);
        if (iso.isZoned()) {
            return iso.timestamp();
        }
        throw SqlError.invalidInput("timestamp with time zone", text);
    }
}
