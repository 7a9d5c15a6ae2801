package dev.tideline.engine.value;

/** A clock time: {@code 12:34}, {@code 12:34:56.789}, or {@code 34:56.789}, which is minutes and seconds. */
final class ClockText {

    private long hour;
    private int minute;
    private int second;
    private int micros;

    /** {@code minutesFirst}: two fields are minutes and seconds even without a fraction (INTERVAL MINUTE TO SECOND). */
    ClockText(String text, boolean minutesFirst) throws DateTimeFault {
        var number = CNumber.parse(text, 0);
        hour = number.longValue();
        int at = number.end();
        if (charAt(text, at) != ':') {
            throw DateTimeFault.FORMAT;
        }
        number = CNumber.parse(text, at + 1);
        minute = number.intValue();
        at = Math.max(number.end(), at + 1);
        if (at == text.length()) {
            if (minutesFirst) {
                shift();
            }
        } else if (text.charAt(at) == '.') {
            micros = CNumber.fractionMicros(text, at);
            shift();
        } else if (text.charAt(at) == ':') {
            number = CNumber.parse(text, at + 1);
            second = number.intValue();
            at = Math.max(number.end(), at + 1);
            if (charAt(text, at) == '.') {
                micros = CNumber.fractionMicros(text, at);
            } else if (at != text.length()) {
                throw DateTimeFault.FORMAT;
            }
        } else {
            throw DateTimeFault.FORMAT;
        }
        boolean valid = hour >= 0 && minute >= 0 && minute <= 59 && second >= 0 && second <= 60;
        if (!valid || micros > CivilTime.MICROS_PER_SECOND) {
            throw DateTimeFault.FIELD;
        }
    }

    private static char charAt(String text, int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void shift() throws DateTimeFault {
        if (hour != (int) hour) {
            throw DateTimeFault.FIELD;
        }
        second = minute;
        minute = (int) hour;
        hour = 0;
    }

    long hour() {
        return hour;
    }

    int minute() {
        return minute;
    }

    int second() {
        return second;
    }

    int micros() {
        return micros;
    }
}
