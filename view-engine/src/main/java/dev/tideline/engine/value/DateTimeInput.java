package dev.tideline.engine.value;

import dev.tideline.engine.value.DateTimeWords.Meaning;

/** Reads dates and times: the ISO forms that PostgreSQL itself prints directly, all others by the full grammar. */
public final class DateTimeInput {

    private static final int SHORT_CAPACITY = 129;
    private static final int LONG_CAPACITY = 153;
    private static final long UNIX_EPOCH =
            (CivilTime.UNIX_EPOCH_JULIAN - CivilTime.EPOCH_JULIAN) * CivilTime.MICROS_PER_DAY;

    private DateTimeInput() {}

    static int date(String text, SessionSettings session) {
        var iso = new IsoDateTime(text);
        if (iso.isDateOnly()) {
            return iso.date();
        }
        var decoder = decode(text, "date", SHORT_CAPACITY, false, session);
        switch (decoder.special()) {
            case EPOCH:
                return CivilTime.UNIX_EPOCH_JULIAN - CivilTime.EPOCH_JULIAN;
            case LATE:
                return Integer.MAX_VALUE;
            case EARLY:
                return Integer.MIN_VALUE;
            default:
                break;
        }
        long day = decoder.civil.julian() - CivilTime.EPOCH_JULIAN;
        if (!DateTimeRange.isValid(decoder.civil) || !DateTimeRange.isValidDate(day)) {
            throw SqlError.datetimeOverflow("date out of range: \"" + text + "\"");
        }
        return (int) day;
    }

    static long time(String text, SessionSettings session) {
        var iso = new IsoDateTime(text);
        if (iso.isTimeOnly()) {
            return iso.time();
        }
        return decode(text, "time", SHORT_CAPACITY, true, session).civil.time();
    }

    static PgTimeTz timetz(String text, SessionSettings session) {
        var decoder = decode(text, "time with time zone", SHORT_CAPACITY, true, session);
        return new PgTimeTz(decoder.civil.time(), decoder.offsetOfTime(text));
    }

    static long timestamp(String text, SessionSettings session) {
        var iso = new IsoDateTime(text);
        if (iso.isLocal()) {
            return iso.timestamp();
        }
        var decoder = decode(text, "timestamp", LONG_CAPACITY, false, session);
        return decoder.special() == Meaning.NONE
                ? inRange(DateTimeRange.timestamp(decoder.civil), text)
                : special(decoder.special());
    }

    static long timestamptz(String text, SessionSettings session) {
        var iso = new IsoDateTime(text);
        if (iso.isZoned()) {
            return iso.timestamp();
        }
        var decoder = decode(text, "timestamp with time zone", LONG_CAPACITY, false, session);
        return decoder.special() == Meaning.NONE
                ? inRange(DateTimeRange.timestamp(decoder.civil, decoder.offset()), text)
                : special(decoder.special());
    }

    private static long inRange(Long timestamp, String text) {
        if (timestamp == null) {
            throw SqlError.datetimeOverflow("timestamp out of range: \"" + text + "\"");
        }
        return timestamp;
    }

    private static long special(Meaning meaning) {
        return switch (meaning) {
            case EPOCH -> UNIX_EPOCH;
            case LATE -> Long.MAX_VALUE;
            default -> Long.MIN_VALUE;
        };
    }

    private static DateTimeDecoder decode(
            String text, String type, int capacity, boolean timeOnly, SessionSettings session) {
        try {
            var decoder = new DateTimeDecoder(DateTimeTokens.split(text, capacity), timeOnly, session);
            decoder.decode();
            return decoder;
        } catch (DateTimeFault fault) {
            throw fault.toError(type, text);
        }
    }
}
