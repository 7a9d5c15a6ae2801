package dev.tideline.engine.runtime;

import dev.tideline.engine.runtime.WireReader.WrongFormException;
import dev.tideline.engine.value.PgInterval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Times and intervals as change records write them. */
final class WireTimes {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_TO_2000 = WireReader.DAYS_TO_2000 * 86_400L;

    private WireTimes() {}

    /** ISO 8601 in UTC, as {@link Instant#toString()} writes it, to microseconds since 2000. */
    static long timestamptz(String text) {
        if (text.length() >= 20 && text.charAt(4) == '-' && text.charAt(text.length() - 1) == 'Z') {
            return fourDigitYear(text);
        }
        if (text.equals("infinity")) {
            return Long.MAX_VALUE;
        }
        if (text.equals("-infinity")) {
            return Long.MIN_VALUE;
        }
        try {
            Instant instant = Instant.parse(text);
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond() - SECONDS_TO_2000, MICROS_PER_SECOND),
                    instant.getNano() / 1_000);
        } catch (DateTimeParseException e) {
            throw wrongTime();
        }
    }

    private static long fourDigitYear(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        long seconds = digits(text, 11, 2) * 3_600L + digits(text, 14, 2) * 60L + digits(text, 17, 2);
        long micros = 0;
        if (text.charAt(19) == '.') {
            int length = text.length() - 21;
            if (length > 9) {
                throw wrongTime();
            }
            long fraction = digits(text, 20, length);
            for (int i = length; i < 9; i++) {
                fraction *= 10;
            }
            micros = fraction / 1_000;
        }
        long days = LocalDate.of(year, month, day).toEpochDay() - WireReader.DAYS_TO_2000;
        return (days * 86_400 + seconds) * MICROS_PER_SECOND + micros;
    }

    private static int digits(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw wrongTime();
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** ISO 8601 with a sign at each part: {@code P1Y2M-3DT4H5M6.789S}. */
    static PgInterval interval(String text) {
        if (text.equals("infinity")) {
            return PgInterval.INFINITY;
        }
        if (text.equals("-infinity")) {
            return PgInterval.MINUS_INFINITY;
        }
        if (text.isEmpty() || text.charAt(0) != 'P') {
            throw wrongInterval();
        }
        long months = 0;
        long days = 0;
        long micros = 0;
        boolean clock = false;
        int at = 1;
        while (at < text.length()) {
            if (text.charAt(at) == 'T') {
                clock = true;
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && (text.charAt(end) < 'A' || text.charAt(end) > 'Z')) {
                end++;
            }
            if (end == text.length() || end == at) {
                throw wrongInterval();
            }
            String number = text.substring(at, end);
            switch (text.charAt(end)) {
                case 'Y' -> months += whole(number) * 12;
                case 'M' -> {
                    if (clock) {
                        micros += whole(number) * 60 * MICROS_PER_SECOND;
                    } else {
                        months += whole(number);
                    }
                }
                case 'D' -> days += whole(number);
                case 'H' -> micros += whole(number) * 3_600 * MICROS_PER_SECOND;
                case 'S' -> micros += seconds(number);
                default -> throw wrongInterval();
            }
            at = end + 1;
        }
        return new PgInterval(Math.toIntExact(months), Math.toIntExact(days), micros);
    }

    private static long whole(String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw wrongInterval();
        }
    }

    private static long seconds(String number) {
        try {
            // Exact for any number of digits, and rare enough not to matter.
            return new java.math.BigDecimal(number).movePointRight(6).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrongInterval();
        }
    }

    private static WrongFormException wrongTime() {
        return new WrongFormException("a time in UTC", "a text");
    }

    private static WrongFormException wrongInterval() {
        return new WrongFormException("an interval", "a text");
    }
}
