package dev.tideline.engine.value;

/**
 * The fields of a date or time while its text is being read: which are known, and what they mean together. Numbers take their
 * meaning from what is known before them (style MDY).
 */
abstract class DateTimeFields {

    static final int YEAR = 1;
    static final int MONTH = 1 << 1;
    static final int DAY = 1 << 2;
    static final int DATE = YEAR | MONTH | DAY;
    static final int TIME = 1 << 3;
    static final int ZONE = 1 << 4;
    static final int DAYLIGHT_WORD = 1 << 5;
    static final int DAYLIGHT_ZONE = 1 << 6;
    static final int DAY_OF_YEAR = 1 << 7;
    static final int WEEKDAY = 1 << 8;
    static final int MERIDIEM = 1 << 9;
    static final int ERA = 1 << 10;
    static final int RESERVED = 1 << 11;

    private static final int NO_MERIDIEM = -1;
    private static final int AM = 0;

    final SessionSettings session;
    final CivilTime civil = new CivilTime();
    int known;
    int dayOfYear;
    boolean textMonth;
    boolean twoDigitYear;
    boolean julian;
    boolean beforeChrist;
    int meridiem = NO_MERIDIEM;

    DateTimeFields(SessionSettings session) {
        this.session = session;
    }

    /** Adds fields; none may be known already. */
    void add(int fields) throws DateTimeFault {
        if ((known & fields) != 0) {
            throw DateTimeFault.FORMAT;
        }
        known |= fields;
    }

    boolean knows(int fields) {
        return (known & fields) == fields;
    }

    /** A date whose parts are joined by '-', '/' or '.'. Returns the fields found. */
    int readDate(String text) throws DateTimeFault {
        var parts = DateParts.split(text);
        int before = known;
        int found = 0;
        boolean monthWord = false;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (!PgChars.isAlpha(part.charAt(0))) {
                continue;
            }
            var word = DateTimeWords.date(part);
            if (word != null && word.role() == DateTimeWords.Role.IGNORED) {
                continue;
            }
            if (word == null || word.role() != DateTimeWords.Role.MONTH || ((before | found) & MONTH) != 0) {
                throw DateTimeFault.FORMAT;
            }
            parts.set(i, null);
            civil.month = word.number();
            monthWord = true;
            found |= MONTH;
        }
        for (String part : parts) {
            if (part == null) {
                continue;
            }
            int added = readNumber(part, monthWord, before | found);
            if (((before | found) & added) != 0) {
                throw DateTimeFault.FORMAT;
            }
            found |= added;
        }
        if (((before | found) & ~(DAY_OF_YEAR | ZONE)) != DATE) {
            throw DateTimeFault.FORMAT;
        }
        return found;
    }

    /** A clock time. */
    void readTime(String text) throws DateTimeFault {
        var clock = new ClockText(text, false);
        if (clock.hour() > Integer.MAX_VALUE) {
            throw DateTimeFault.FIELD;
        }
        civil.hour = (int) clock.hour();
        civil.minute = clock.minute();
        civil.second = clock.second();
        civil.micros = clock.micros();
    }

    /** A number whose meaning depends on the fields before it; returns the fields that it gave. */
    int readNumber(String text, boolean monthWord, int before) throws DateTimeFault {
        var number = CNumber.parse(text, 0);
        int value = number.intValue();
        int end = number.end();
        if (end == 0) {
            throw DateTimeFault.FORMAT;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            if (end > 2) {
                return readDigits(text, before | DATE);
            }
            civil.micros = CNumber.fractionMicros(text, end);
        } else if (end != text.length()) {
            throw DateTimeFault.FORMAT;
        }
        int length = text.length();
        if (length == 3 && (before & DATE) == YEAR && value >= 1 && value <= 366) {
            dayOfYear = value;
            return DAY_OF_YEAR | MONTH | DAY;
        }
        return assign(text, value, monthWord, before);
    }

    private int assign(String text, int value, boolean monthWord, int before) throws DateTimeFault {
        int length = text.length();
        switch (before & DATE) {
            case 0:
                return length >= 3 ? setYear(value, length) : setMonth(value);
            case YEAR:
            case DAY:
                return setMonth(value);
            case MONTH:
                return monthWord && length >= 3 ? setYear(value, length) : setDay(value);
            case YEAR | MONTH:
                if (monthWord && length >= 3 && twoDigitYear) {
                    setDay(civil.year);
                    civil.year = value;
                    twoDigitYear = false;
                    return DAY;
                }
                return setDay(value);
            case MONTH | DAY:
                return setYear(value, length);
            case DATE:
                return readDigits(text, before);
            default:
                throw DateTimeFault.FORMAT;
        }
    }

    private int setYear(int value, int length) {
        civil.year = value;
        twoDigitYear = length <= 2;
        return YEAR;
    }

    private int setMonth(int value) {
        civil.month = value;
        return MONTH;
    }

    private int setDay(int value) {
        civil.day = value;
        return DAY;
    }

    /** Digits run together: {@code 20240229} or, where a date is known, {@code 123456.789}. */
    int readDigits(String text, int before) throws DateTimeFault {
        String digits = text;
        int point = text.indexOf('.');
        if (point >= 0) {
            civil.micros = CNumber.fractionMicros(text, point);
            digits = text.substring(0, point);
        } else if ((before & DATE) != DATE && digits.length() >= 6) {
            int length = digits.length();
            civil.day = wrapped(digits.substring(length - 2));
            civil.month = wrapped(digits.substring(length - 4, length - 2));
            civil.year = wrapped(digits.substring(0, length - 4));
            if (length == 6) {
                twoDigitYear = true;
            }
            return DATE;
        }
        if ((before & TIME) == 0 && (digits.length() == 6 || digits.length() == 4)) {
            civil.second = digits.length() == 6 ? wrapped(digits.substring(4)) : 0;
            civil.minute = wrapped(digits.substring(2, 4));
            civil.hour = wrapped(digits.substring(0, 2));
            return TIME;
        }
        throw DateTimeFault.FORMAT;
    }

    /** C's atoi(), which keeps the low bits of what strtol() gives. */
    private static int wrapped(String digits) throws DateTimeFault {
        var number = CNumber.parse(digits, 0);
        try {
            return (int) number.longValue();
        } catch (DateTimeFault e) {
            return -1;
        }
    }

    /** A numeric displacement, in seconds east. */
    static int readDisplacement(String text) throws DateTimeFault {
        if (text.isEmpty() || text.charAt(0) != '+' && text.charAt(0) != '-') {
            throw DateTimeFault.FORMAT;
        }
        var number = displacementPart(text, 1);
        long hour = number.longValue();
        long minute = 0;
        long second = 0;
        int end = number.end();
        if (end < text.length() && text.charAt(end) == ':') {
            number = displacementPart(text, end + 1);
            minute = number.longValue();
            end = number.end();
            if (end < text.length() && text.charAt(end) == ':') {
                number = displacementPart(text, end + 1);
                second = number.longValue();
                end = number.end();
            }
        } else if (end == text.length() && text.length() > 3) {
            minute = hour % 100;
            hour /= 100;
        }
        if (hour < 0 || hour > 15 || minute < 0 || minute >= 60 || second < 0 || second >= 60) {
            throw DateTimeFault.DISPLACEMENT;
        }
        if (end != text.length()) {
            throw DateTimeFault.FORMAT;
        }
        int offset = (int) ((hour * 60 + minute) * 60 + second);
        return text.charAt(0) == '-' ? -offset : offset;
    }

    private static CNumber displacementPart(String text, int from) throws DateTimeFault {
        var number = CNumber.parse(text, from);
        if (number.exceedsInt()) {
            throw DateTimeFault.DISPLACEMENT;
        }
        return number;
    }

    /** Applies the era, two-digit years and the day of the year, and checks month and day. */
    void validateDate() throws DateTimeFault {
        if ((known & YEAR) != 0 && !julian) {
            validateYear();
        }
        if ((known & DAY_OF_YEAR) != 0) {
            civil.setDate(CivilTime.julian(civil.year, 1, 1) + dayOfYear - 1);
        }
        if ((known & MONTH) != 0 && (civil.month < 1 || civil.month > 12)) {
            throw DateTimeFault.FIELD;
        }
        if ((known & DAY) != 0 && (civil.day < 1 || civil.day > 31)) {
            throw DateTimeFault.FIELD;
        }
        if (knows(DATE) && civil.day > CivilTime.daysInMonth(civil.year, civil.month)) {
            throw DateTimeFault.FIELD;
        }
    }

    private void validateYear() throws DateTimeFault {
        if (twoDigitYear && !beforeChrist) {
            if (civil.year < 0) {
                throw DateTimeFault.FIELD;
            }
            civil.year += civil.year < 70 ? 2000 : civil.year < 100 ? 1900 : 0;
        } else if (civil.year <= 0) {
            throw DateTimeFault.FIELD;
        } else if (beforeChrist) {
            civil.year = 1 - civil.year;
        }
    }

    void applyMeridiem() throws DateTimeFault {
        if (meridiem == NO_MERIDIEM) {
            return;
        }
        if (civil.hour > 12) {
            throw DateTimeFault.FIELD;
        }
        if (meridiem == AM && civil.hour == 12) {
            civil.hour = 0;
        } else if (meridiem != AM && civil.hour != 12) {
            civil.hour += 12;
        }
    }

    /** Whether the time of day exceeds 24:00:00 or has a field out of range. */
    boolean timeOverflows() {
        return civil.hour < 0
                || civil.hour > 24
                || civil.minute < 0
                || civil.minute > 59
                || civil.second < 0
                || civil.second > 60
                || civil.micros < 0
                || civil.micros > CivilTime.MICROS_PER_SECOND
                || civil.time() > CivilTime.MICROS_PER_DAY;
    }
}
