package dev.tideline.ingest.convert;

import java.math.BigInteger;
import java.time.LocalDate;

/**
 * Reads PostgreSQL's ISO output of dates and times: {@code 2024-02-29 12:34:56.789012+05:30 BC} and every part of it.
 * Instances are used once, by calling one of the results.
 */
final class DateTimeText {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private final String text;
    private int at;

    DateTimeText(String text) {
        this.text = text;
    }

    static boolean isInfinite(String text) {
        return text.charAt(text.length() - 1) == 'y';
    }

    /** Days since 1970-01-01, in the proleptic Gregorian calendar. */
    long epochDay() {
        return date();
    }

    /** Microseconds since midnight; {@code 24:00:00} is a time of its own. */
    long microsOfTime() {
        return time();
    }

    /** Microseconds since 1970-01-01 00:00; PostgreSQL's range is a little larger than that of a long. */
    BigInteger epochMicros() {
        long day = date();
        expect(' ');
        return micros(day, time());
    }

    private static BigInteger micros(long day, long micros) {
        long high = Math.multiplyHigh(day, MICROS_PER_DAY);
        long product = day * MICROS_PER_DAY;
        boolean exact = high == (product >> 63);
        long sum = product + micros;
        if (exact && ((product ^ sum) & (micros ^ sum)) >= 0) {
            return BigInteger.valueOf(sum);
        }
        return BigInteger.valueOf(day)
                .multiply(BigInteger.valueOf(MICROS_PER_DAY))
                .add(BigInteger.valueOf(micros));
    }

    /** The form of {@link java.time.Instant#toString()}. */
    String instant() {
        long day = date();
        expect(' ');
        long micros = time() - offsetSeconds() * MICROS_PER_SECOND;
        day += Math.floorDiv(micros, MICROS_PER_DAY);
        micros = Math.floorMod(micros, MICROS_PER_DAY);
        var iso = new StringBuilder(32).append(LocalDate.ofEpochDay(day)).append('T');
        long seconds = micros / MICROS_PER_SECOND;
        twoDigits(iso, seconds / 3600).append(':');
        twoDigits(iso, seconds / 60 % 60).append(':');
        twoDigits(iso, seconds % 60);
        fraction(iso, (int) (micros % MICROS_PER_SECOND));
        return iso.append('Z').toString();
    }

    private static StringBuilder twoDigits(StringBuilder out, long number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void fraction(StringBuilder out, int micros) {
        if (micros == 0) {
            return;
        }
        out.append('.');
        int digits = micros % 1_000 == 0 ? 3 : 6;
        int rest = digits == 3 ? micros / 1_000 : micros;
        for (int unit = digits == 3 ? 100 : 100_000; unit > 0; unit /= 10) {
            out.append((char) ('0' + rest / unit % 10));
        }
    }

    private long date() {
        int year = number();
        expect('-');
        int month = number();
        expect('-');
        int day = number();
        // The era stands at the very end, behind the time and its zone: 1 BC is the year 0.
        return LocalDate.of(text.endsWith(" BC") ? 1 - year : year, month, day).toEpochDay();
    }

    private long time() {
        long seconds = number() * 3600L;
        expect(':');
        seconds += number() * 60L;
        expect(':');
        seconds += number();
        long micros = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            int unit = 100_000;
            while (at < text.length() && isDigit(text.charAt(at))) {
                micros += (long) unit * (text.charAt(at++) - '0');
                unit /= 10;
            }
        }
        return seconds * MICROS_PER_SECOND + micros;
    }

    private int offsetSeconds() {
        char sign = text.charAt(at++);
        if (sign != '+' && sign != '-') {
            throw unreadable();
        }
        int seconds = number() * 3600;
        for (int unit = 60; unit > 0 && at < text.length() && text.charAt(at) == ':'; unit /= 60) {
            at++;
            seconds += number() * unit;
        }
        return sign == '-' ? -seconds : seconds;
    }

    private int number() {
        int start = at;
        int number = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            number = number * 10 + (text.charAt(at++) - '0');
        }
        if (at == start) {
            throw unreadable();
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at++) != c) {
            throw unreadable();
        }
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("not a date or time in ISO form: '" + text + "'");
    }
}
