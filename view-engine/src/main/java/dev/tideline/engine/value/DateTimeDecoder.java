package dev.tideline.engine.value;

import dev.tideline.engine.value.DateTimeTokens.Token;
import dev.tideline.engine.value.DateTimeWords.Meaning;
import dev.tideline.engine.value.DateTimeWords.Role;
import dev.tideline.engine.value.DateTimeWords.Word;
import java.time.ZoneId;
import java.util.List;

/** Reads a date, a timestamp or, with {@code timeOnly}, a time of day, in any of the forms that PostgreSQL takes. */
final class DateTimeDecoder extends DateTimeFields {

    private final List<Token> tokens;
    private final boolean timeOnly;
    private Meaning pending = Meaning.NONE;
    private Meaning special = Meaning.NONE;
    private int offset;
    private ZoneId zone;

    DateTimeDecoder(List<Token> tokens, boolean timeOnly, SessionSettings session) {
        super(session);
        this.tokens = tokens;
        this.timeOnly = timeOnly;
    }

    /** EPOCH, LATE or EARLY if the text is one of these words, else NONE. */
    Meaning special() {
        return special;
    }

    /** Seconds east of Greenwich: as written, or the session's zone's. */
    int offset() {
        return offset;
    }

    /**
     * The same of a time of day. One without a zone has the session's at its date, or of today if it has none.
     *
     * @throws SqlError if that needs today's date
     */
    int offsetOfTime(String text) {
        if (zone != null) {
            return offsetIn(zone);
        } else if ((known & ZONE) != 0) {
            return offset;
        } else if (!knows(DATE) && !session.timezone().getRules().isFixedOffset()) {
            throw SqlError.notSupported("time with time zone \"" + text
                    + "\" is not supported: it is given the offset of the current day in " + session.timezone());
        }
        return offsetIn(session.timezone());
    }

    void decode() throws DateTimeFault {
        for (int i = 0; i < tokens.size(); i++) {
            add(read(i, tokens.get(i)));
        }
        if (pending != Meaning.NONE) {
            throw DateTimeFault.FORMAT;
        }
        if (special != Meaning.NONE) {
            return;
        }
        validateDate();
        applyMeridiem();
        if (timeOnly) {
            finishTime();
        } else {
            finishDate();
        }
    }

    private void finishDate() throws DateTimeFault {
        if (!knows(DATE)) {
            throw DateTimeFault.FORMAT;
        }
        if (zone != null) {
            requireNoDaylightWord();
            offset = offsetIn(zone);
        }
        if ((known & ZONE) == 0) {
            requireNoDaylightWord();
            offset = offsetIn(session.timezone());
        }
    }

    private void finishTime() throws DateTimeFault {
        if (timeOverflows()) {
            throw DateTimeFault.FIELD;
        }
        if ((known & TIME) == 0) {
            throw DateTimeFault.FORMAT;
        }
        if (zone != null) {
            requireNoDaylightWord();
            if (!zone.getRules().isFixedOffset() && !knows(DATE)) {
                throw DateTimeFault.FORMAT;
            }
        }
        if ((known & ZONE) == 0) {
            requireNoDaylightWord();
            if ((known & DATE) != 0 && !knows(DATE)) {
                throw DateTimeFault.FORMAT;
            }
        }
    }

    private void requireNoDaylightWord() throws DateTimeFault {
        if ((known & DAYLIGHT_WORD) != 0) {
            throw DateTimeFault.FORMAT;
        }
    }

    private int offsetIn(ZoneId in) {
        return DateTimeRange.isValid(civil) ? TimeZones.offsetOfLocal(civil, in) : 0;
    }

    private int read(int position, Token token) throws DateTimeFault {
        return switch (token.type()) {
            case DATE -> readDateToken(position, token.text());
            case TIME -> readTimeToken(token.text());
            case ZONE -> {
                offset = readDisplacement(token.text());
                yield ZONE;
            }
            case NUMBER ->
                pending == Meaning.NONE ? readNumberToken(position, token.text()) : readPendingNumber(token.text());
            case STRING, SPECIAL -> readWord(token.text());
        };
    }

    private int readDateToken(int position, String text) throws DateTimeFault {
        if (timeOnly) {
            boolean leading = position == 0
                    && tokens.size() >= 2
                    && (tokens.get(tokens.size() - 1).type() == DateTimeTokens.Type.DATE
                            || tokens.get(1).type() == DateTimeTokens.Type.TIME);
            if (leading) {
                return readDate(text);
            }
            return PgChars.isDigit(text.charAt(0)) ? readZonedDigits(text, known | DATE) : readZoneName(text);
        }
        if (pending == Meaning.JULIAN) {
            var number = CNumber.parse(text, 0);
            setJulian(number.intValue());
            offset = readDisplacement(text.substring(number.end()));
            pending = Meaning.NONE;
            return DATE | TIME | ZONE;
        }
        if (pending != Meaning.NONE || knows(MONTH | DAY)) {
            if (pending != Meaning.NONE && pending != Meaning.TIME) {
                throw DateTimeFault.FORMAT;
            }
            boolean zoneName = pending == Meaning.NONE && !PgChars.isDigit(text.charAt(0));
            pending = Meaning.NONE;
            return zoneName ? readZoneName(text) : readZonedDigits(text, known);
        }
        return readDate(text);
    }

    private int readZoneName(String text) throws DateTimeFault {
        zone = TimeZoneNames.find(text);
        if (zone == null) {
            throw DateTimeFault.zone(text);
        }
        return ZONE;
    }

    /** Digits with a displacement: {@code 123456-08}. */
    private int readZonedDigits(String text, int before) throws DateTimeFault {
        int minus = text.indexOf('-');
        if ((known & TIME) != 0 || minus < 0) {
            throw DateTimeFault.FORMAT;
        }
        offset = readDisplacement(text.substring(minus));
        return readDigits(text.substring(0, minus), before) | ZONE;
    }

    private int readTimeToken(String text) throws DateTimeFault {
        if (pending != Meaning.NONE && pending != Meaning.TIME) {
            throw DateTimeFault.FORMAT;
        }
        pending = Meaning.NONE;
        readTime(text);
        if (!timeOnly && timeOverflows()) {
            throw DateTimeFault.FIELD;
        }
        return TIME;
    }

    private int readPendingNumber(String text) throws DateTimeFault {
        var number = CNumber.parse(text, 0);
        int value = number.intValue();
        int end = number.end();
        if (end != text.length() && text.charAt(end) != '.') {
            throw DateTimeFault.FORMAT;
        }
        var what = pending;
        pending = Meaning.NONE;
        if (what == Meaning.TIME) {
            int found = readDigits(text, known | DATE);
            if (found != TIME) {
                throw DateTimeFault.FORMAT;
            }
            return found;
        }
        if (what != Meaning.JULIAN) {
            throw DateTimeFault.FORMAT;
        }
        setJulian(value);
        if (end == text.length()) {
            return DATE;
        }
        double day = CNumber.fraction(text, end) * CivilTime.MICROS_PER_DAY;
        civil.setTime((long) day);
        return DATE | TIME;
    }

    private void setJulian(int day) throws DateTimeFault {
        if (day < 0) {
            throw DateTimeFault.FIELD;
        }
        civil.setDate(day);
        julian = true;
    }

    private int readNumberToken(int position, String text) throws DateTimeFault {
        int point = text.indexOf('.');
        if (timeOnly) {
            if (point >= 0) {
                boolean leading = position == 0
                        && tokens.size() >= 2
                        && tokens.get(tokens.size() - 1).type() == DateTimeTokens.Type.DATE;
                if (leading) {
                    return readDate(text);
                }
                if (point > 2) {
                    return readDigits(text, known | DATE);
                }
                throw DateTimeFault.FORMAT;
            }
            return text.length() > 4 ? readDigits(text, known | DATE) : readNumber(text, false, known | DATE);
        }
        if (point >= 0 && (known & DATE) == 0) {
            return readDate(text);
        }
        if (point > 2 || text.length() >= 6 && ((known & DATE) == 0 || (known & TIME) == 0)) {
            return readDigits(text, known);
        }
        return readNumber(text, textMonth, known);
    }

    private int readWord(String text) throws DateTimeFault {
        var abbreviation = TimeZoneNames.abbreviation(text, session);
        if (abbreviation != null) {
            offset = abbreviation.offset();
            return abbreviation.daylight() ? ZONE | DAYLIGHT_ZONE : ZONE;
        }
        var word = DateTimeWords.date(text);
        if (word == null) {
            zone = TimeZoneNames.find(text);
            if (zone == null) {
                throw DateTimeFault.FORMAT;
            }
            return ZONE;
        }
        return readWord(word);
    }

    private int readWord(Word word) throws DateTimeFault {
        if (word.role() == Role.IGNORED) {
            return 0;
        }
        if (timeOnly && (word.role() == Role.MONTH || word.role() == Role.WEEKDAY)) {
            throw DateTimeFault.FORMAT;
        }
        switch (word.role()) {
            case RESERVED:
                return readReserved(word.meaning());
            case MONTH:
                return readMonth(word.number());
            case DAYLIGHT:
                offset += word.number();
                return DAYLIGHT_WORD | DAYLIGHT_ZONE;
            case MERIDIEM:
                meridiem = word.number();
                return MERIDIEM;
            case ERA:
                beforeChrist = word.number() == 1;
                return ERA;
            case WEEKDAY:
                return WEEKDAY;
            case UNIT:
            case ISO_TIME:
                boolean early = word.role() == Role.ISO_TIME && !timeOnly && !knows(DATE);
                if (early || pending != Meaning.NONE) {
                    throw DateTimeFault.FORMAT;
                }
                pending = word.meaning();
                return 0;
            default:
                throw DateTimeFault.FORMAT;
        }
    }

    private int readMonth(int number) {
        int found = MONTH;
        // What was taken for the month turns out to be the day.
        boolean swap =
                (known & MONTH) != 0 && !textMonth && (known & DAY) == 0 && civil.month >= 1 && civil.month <= 31;
        if (swap) {
            civil.day = civil.month;
            found = DAY;
        }
        textMonth = true;
        civil.month = number;
        return found;
    }

    private int readReserved(Meaning meaning) throws DateTimeFault {
        switch (meaning) {
            case NOW:
            case TODAY:
            case TOMORROW:
            case YESTERDAY:
                if (timeOnly && meaning != Meaning.NOW) {
                    throw DateTimeFault.FORMAT;
                }
                throw SqlError.notSupported("date/time value \""
                        + meaning.name().toLowerCase(java.util.Locale.ROOT)
                        + "\" is not supported: it depends on when it is read");
            case ZULU:
                civil.setTime(0);
                offset = 0;
                return TIME | ZONE;
            default:
                if (timeOnly) {
                    throw DateTimeFault.FORMAT;
                }
                special = meaning;
                return DATE | TIME | ZONE;
        }
    }
}
