package dev.tideline.engine.value;

/** Prints dates and times in PostgreSQL's ISO style. */
public final class DateTimeText {

    private DateTimeText() {}

    /** {@code 0044-03-15}; the era is appended by {@link #appendEra}. */
    static void appendDate(StringBuilder out, CivilTime civil) {
        int year = civil.year > 0 ? civil.year : 1 - civil.year;
        if (year < 1000) {
            out.append(year < 10 ? "000" : year < 100 ? "00" : "0");
        }
        out.append(year).append('-');
        appendTwo(out, civil.month);
        out.append('-');
        appendTwo(out, civil.day);
    }

    static void appendEra(StringBuilder out, CivilTime civil) {
        if (civil.year <= 0) {
            out.append(" BC");
        }
    }

    /** {@code 04:05:06.789}, the fraction without zeros at its end. */
    static void appendTime(StringBuilder out, CivilTime civil) {
        appendTwo(out, civil.hour);
        out.append(':');
        appendTwo(out, civil.minute);
        out.append(':');
        appendTwo(out, civil.second);
        appendFraction(out, civil.micros);
    }

    static void appendFraction(StringBuilder out, int micros) {
        if (micros == 0) {
            return;
        }
        int rest = micros;
        int digits = 6;
        while (rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        String text = Integer.toString(rest);
        out.append('.').append("00000", 0, digits - text.length()).append(text);
    }

    /** {@code +02}, {@code -03:30}, {@code +00:19:32}. */
    static void appendOffset(StringBuilder out, int offset) {
        int absolute = Math.abs(offset);
        out.append(offset >= 0 ? '+' : '-');
        appendTwo(out, absolute / 3600);
        int minute = absolute / 60 % 60;
        int second = absolute % 60;
        if (minute != 0 || second != 0) {
            out.append(':');
            appendTwo(out, minute);
        }
        if (second != 0) {
            out.append(':');
            appendTwo(out, second);
        }
    }

    static void appendTwo(StringBuilder out, long value) {
        if (value < 10) {
            out.append('0');
        }
        out.append(value);
    }
}
