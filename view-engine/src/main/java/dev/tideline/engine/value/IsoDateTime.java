package dev.tideline.engine.value;

/**
 * The fast path of date and time input: {@code 2024-02-29}, {@code 2024-02-29 12:34:56.789}, the same with an offset, and times
 * alone, all fields valid. Anything else matches nothing here and is left to the full grammar.
 */
final class IsoDateTime {

    private final String text;
    private int at;
    private boolean valid;
    private boolean hasDate;
    private boolean hasTime;
    private boolean hasOffset;
    private final CivilTime civil = new CivilTime();

    IsoDateTime(String text) {
        this.text = text;
        valid = parse();
    }

    boolean isDateOnly() {
        return valid && hasDate && !hasTime;
    }

    boolean isTimeOnly() {
        return valid && hasTime && !hasDate;
    }

    boolean isLocal() {
        return valid && hasDate && !hasOffset;
    }

    boolean isZoned() {
        return valid && hasDate && hasTime && hasOffset;
    }

    int date() {
        return (int) (civil.julian() - CivilTime.EPOCH_JULIAN);
    }

    long time() {
        return civil.time();
    }

    /** In UTC if there is an offset. */
    long timestamp() {
        return date() * CivilTime.MICROS_PER_DAY + civil.time() - civil.offset * CivilTime.MICROS_PER_SECOND;
    }

    private boolean parse() {
        if (text.length() > 4 && text.charAt(2) == ':') {
            return parseTime() && at == text.length();
        }
        if (!parseDate()) {
            return false;
        }
        if (at == text.length()) {
            return true;
        }
        char separator = text.charAt(at++);
        return (separator == ' ' || separator == 'T') && parseTime() && parseOffset() && at == text.length();
    }

    private boolean parseDate() {
        if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        int high = two();
        int low = two();
        at++;
        civil.month = two();
        at++;
        civil.day = two();
        if (high < 0 || low < 0) {
            return false;
        }
        civil.year = high * 100 + low;
        hasDate = true;
        return civil.year > 0
                && civil.month >= 1
                && civil.month <= 12
                && civil.day >= 1
                && civil.day <= CivilTime.daysInMonth(civil.year, civil.month);
    }

    private boolean parseTime() {
        if (text.length() < at + 8 || text.charAt(at + 2) != ':' || text.charAt(at + 5) != ':') {
            return false;
        }
        civil.hour = two();
        at++;
        civil.minute = two();
        at++;
        civil.second = two();
        hasTime = true;
        return inRange(civil.hour, 23)
                && inRange(civil.minute, 59)
                && inRange(civil.second, 59)
                && (at == text.length() || text.charAt(at) != '.' || parseFraction());
    }

    private boolean parseFraction() {
        int first = ++at;
        int micros = 0;
        while (at < text.length() && PgChars.isDigit(text.charAt(at))) {
            micros = micros * 10 + text.charAt(at++) - '0';
            if (at - first > 6) {
                return false;
            }
        }
        for (int i = at - first; i < 6; i++) {
            micros *= 10;
        }
        civil.micros = micros;
        return at > first;
    }

    private boolean parseOffset() {
        if (at == text.length()) {
            return true;
        }
        char sign = text.charAt(at++);
        hasOffset = true;
        if (sign == 'Z') {
            return true;
        }
        int hour = two();
        int minute = 0;
        int second = 0;
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
            minute = two();
            if (at < text.length() && text.charAt(at) == ':') {
                at++;
                second = two();
            }
        }
        int offset = (hour * 60 + minute) * 60 + second;
        civil.offset = sign == '-' ? -offset : offset;
        return (sign == '+' || sign == '-') && inRange(hour, 15) && inRange(minute, 59) && inRange(second, 59);
    }

    private static boolean inRange(int value, int maximum) {
        return value >= 0 && value <= maximum;
    }

    /** Two digits, or -1. */
    private int two() {
        if (at + 2 > text.length()) {
            at = text.length();
            return -1;
        }
        char tens = text.charAt(at);
        char ones = text.charAt(at + 1);
        at += 2;
        return PgChars.isDigit(tens) && PgChars.isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
    }
}
