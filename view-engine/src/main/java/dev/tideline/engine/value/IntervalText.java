package dev.tideline.engine.value;

/** Prints intervals in the style {@code postgres}. */
final class IntervalText {

    private static final int CAPACITY = 256;

    private IntervalText() {}

    static String print(PgInterval interval, SessionSettings session) {
        if (session.since(17)) {
            if (interval.equals(PgInterval.INFINITY)) {
                return "infinity";
            }
            if (interval.equals(PgInterval.MINUS_INFINITY)) {
                return "-infinity";
            }
        }
        var out = new StringBuilder();
        boolean before = appendPart(out, interval.months() / 12, "year", false);
        before = appendPart(out, interval.months() % 12, "mon", before);
        before = appendPart(out, interval.days(), "day", before);
        if (out.isEmpty() || interval.micros() != 0) {
            appendClock(out, interval.micros(), before);
        }
        return out.toString();
    }

    /** Appends one part; whether it was negative decides about an explicit plus in front of the next. */
    private static boolean appendPart(StringBuilder out, int value, String unit, boolean before) {
        if (value == 0) {
            return before;
        }
        out.append(out.isEmpty() ? "" : " ").append(before && value > 0 ? "+" : "");
        out.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
        return value < 0;
    }

    private static void appendClock(StringBuilder out, long micros, boolean before) {
        out.append(out.isEmpty() ? "" : " ").append(micros < 0 ? "-" : before ? "+" : "");
        long hours = Math.abs(micros / CivilTime.MICROS_PER_HOUR);
        long rest = Math.abs(micros % CivilTime.MICROS_PER_HOUR);
        DateTimeText.appendTwo(out, hours);
        out.append(':');
        DateTimeText.appendTwo(out, rest / CivilTime.MICROS_PER_MINUTE);
        out.append(':');
        DateTimeText.appendTwo(out, rest / CivilTime.MICROS_PER_SECOND % 60);
        DateTimeText.appendFraction(out, (int) (rest % CivilTime.MICROS_PER_SECOND));
    }

    static PgInterval parse(String text, SessionSettings session) {
        try {
            return parseAny(text, session);
        } catch (DateTimeFault fault) {
            throw fault.kind() == DateTimeFault.Kind.FIELD
                    ? DateTimeFault.intervalRange(text)
                    : fault.toError("interval", text);
        }
    }

    private static PgInterval parseAny(String text, SessionSettings session) throws DateTimeFault {
        try {
            return new IntervalDecoder(DateTimeTokens.split(text, CAPACITY), session.since(17)).decode(text);
        } catch (DateTimeFault fault) {
            if (fault.kind() != DateTimeFault.Kind.FORMAT) {
                throw fault;
            }
            return new IsoInterval(text).decode();
        }
    }
}
