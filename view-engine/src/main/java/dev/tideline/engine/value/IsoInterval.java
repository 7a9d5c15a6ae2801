package dev.tideline.engine.value;

import dev.tideline.engine.value.DateTimeWords.Meaning;
import java.util.regex.Pattern;

/** Reads an interval in ISO 8601's styles: {@code P1Y2M3DT4H5M6S}, {@code P0001-02-03T04:05:06}, {@code P00010203T040506}. */
final class IsoInterval {

    /** What C's strtod() takes and PostgreSQL lets through to it. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)(?:[pP][+-]?[0-9]+)?"
                    + "|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|-(?i:inf(?:inity)?|nan)");

    private final String text;
    private final IntervalSum sum = new IntervalSum();
    private int at = 1;
    private int start;
    private long value;
    private double fraction;

    IsoInterval(String text) {
        this.text = text;
    }

    PgInterval decode() throws DateTimeFault {
        if (text.length() < 2 || text.charAt(0) != 'P') {
            throw DateTimeFault.FORMAT;
        }
        boolean datePart = true;
        boolean anyField = false;
        while (at < text.length()) {
            if (text.charAt(at) == 'T') {
                datePart = false;
                anyField = false;
                at++;
                continue;
            }
            start = at;
            readNumber();
            char unit = peek();
            at++;
            if (datePart) {
                if (unit == 'T' || unit == 0 || unit == '-') {
                    if (readDate(unit, anyField)) {
                        return sum.interval();
                    }
                    datePart = false;
                    anyField = false;
                    continue;
                }
                sum.add(dateUnit(unit), value, fraction);
            } else if (unit == 0 || unit == ':') {
                readTime(unit, anyField);
                return sum.interval();
            } else {
                sum.add(timeUnit(unit), value, fraction);
            }
            anyField = true;
        }
        return sum.interval();
    }

    private static Meaning dateUnit(char unit) throws DateTimeFault {
        return switch (unit) {
            case 'Y' -> Meaning.YEAR;
            case 'M' -> Meaning.MONTH;
            case 'W' -> Meaning.WEEK;
            case 'D' -> Meaning.DAY;
            default -> throw DateTimeFault.FORMAT;
        };
    }

    private static Meaning timeUnit(char unit) throws DateTimeFault {
        return switch (unit) {
            case 'H' -> Meaning.HOUR;
            case 'M' -> Meaning.MINUTE;
            case 'S' -> Meaning.SECOND;
            default -> throw DateTimeFault.FORMAT;
        };
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Digits in front, without point and sign. */
    private int width() {
        int first = text.charAt(start) == '-' ? start + 1 : start;
        int end = first;
        while (end < text.length() && PgChars.isDigit(text.charAt(end))) {
            end++;
        }
        return end - first;
    }

    /** The alternative date forms; true if the text ends with the date. */
    private boolean readDate(char unit, boolean anyField) throws DateTimeFault {
        if (unit != '-' && width() == 8 && !anyField) {
            sum.add(Meaning.YEAR, value / 10000, 0);
            sum.add(Meaning.MONTH, value / 100 % 100, 0);
            sum.add(Meaning.DAY, value % 100, fraction);
            return unit == 0;
        }
        if (anyField) {
            throw DateTimeFault.FORMAT;
        }
        sum.add(Meaning.YEAR, value, fraction);
        if (unit != '-') {
            return unit == 0;
        }
        readNumber();
        sum.add(Meaning.MONTH, value, fraction);
        if (at == text.length()) {
            return true;
        }
        if (peek() != 'T') {
            if (text.charAt(at++) != '-') {
                throw DateTimeFault.FORMAT;
            }
            readNumber();
            sum.add(Meaning.DAY, value, fraction);
            if (at == text.length()) {
                return true;
            }
            if (peek() != 'T') {
                throw DateTimeFault.FORMAT;
            }
        }
        return false;
    }

    /** The alternative time forms, which end the text. */
    private void readTime(char unit, boolean anyField) throws DateTimeFault {
        if (unit == 0 && width() == 6 && !anyField) {
            sum.add(Meaning.HOUR, value / 10000, 0);
            sum.add(Meaning.MINUTE, value / 100 % 100, 0);
            sum.add(Meaning.SECOND, value % 100, 0);
            sum.addFractionOfMicros(fraction, 1);
            return;
        }
        if (anyField) {
            throw DateTimeFault.FORMAT;
        }
        sum.add(Meaning.HOUR, value, fraction);
        if (unit == 0) {
            return;
        }
        readNumber();
        sum.add(Meaning.MINUTE, value, fraction);
        if (at == text.length()) {
            return;
        }
        if (text.charAt(at++) != ':') {
            throw DateTimeFault.FORMAT;
        }
        readNumber();
        sum.add(Meaning.SECOND, value, fraction);
        if (at != text.length()) {
            throw DateTimeFault.FORMAT;
        }
    }

    private void readNumber() throws DateTimeFault {
        var matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw DateTimeFault.FORMAT;
        }
        double number = FloatText.readNumber(matcher.group());
        if (Double.isInfinite(number) && PgChars.isDigit(text.charAt(matcher.end() - 1))) {
            throw DateTimeFault.FORMAT;
        }
        if (!(Math.abs(number) <= 1.0e15)) {
            throw DateTimeFault.FIELD;
        }
        value = (long) number;
        fraction = number - value;
        at = matcher.end();
    }
}
