package dev.tideline.engine.value;

import dev.tideline.engine.value.DateTimeTokens.Token;
import dev.tideline.engine.value.DateTimeWords.Meaning;
import dev.tideline.engine.value.DateTimeWords.Role;
import java.util.List;

/** Reads an interval in PostgreSQL's verbose and SQL styles, from its last field to its first. */
final class IntervalDecoder {

    /** Several fields may give seconds and below, each kind once. */
    private static final int ALL_SECONDS = bit(Meaning.SECOND) | bit(Meaning.MILLISECOND) | bit(Meaning.MICROSECOND);

    private static final int CLOCK = ALL_SECONDS | bit(Meaning.MINUTE) | bit(Meaning.HOUR);

    private final List<Token> tokens;
    private final boolean modern;
    private final IntervalSum sum = new IntervalSum();
    private Meaning unit = Meaning.NONE;
    private boolean unitPending;
    private boolean ago;
    private Meaning special = Meaning.NONE;
    private int known;

    /** {@code modern}: by the rules of version 17, with infinities and stricter places for words. */
    IntervalDecoder(List<Token> tokens, boolean modern) {
        this.tokens = tokens;
        this.modern = modern;
    }

    private static int bit(Meaning meaning) {
        return 1 << meaning.ordinal();
    }

    PgInterval decode(String text) throws DateTimeFault {
        for (int i = tokens.size() - 1; i >= 0; i--) {
            int found = read(i, tokens.get(i));
            if ((known & found) != 0) {
                throw DateTimeFault.FORMAT;
            }
            known |= found;
        }
        if (known == 0 || unitPending && modern) {
            throw DateTimeFault.FORMAT;
        }
        if (special != Meaning.NONE) {
            return special == Meaning.LATE ? PgInterval.INFINITY : PgInterval.MINUS_INFINITY;
        }
        if (ago) {
            sum.negate();
        }
        return sum.interval();
    }

    private int read(int position, Token token) throws DateTimeFault {
        switch (token.type()) {
            case TIME:
                readClock(token.text(), false);
                return CLOCK;
            case ZONE:
                if (token.text().indexOf(':') > 0 && readSignedClock(token.text())) {
                    return CLOCK;
                }
                return readNumber(token.text());
            case DATE:
            case NUMBER:
                return readNumber(token.text());
            default:
                return readWord(position, token.text());
        }
    }

    private void readClock(String text, boolean negative) throws DateTimeFault {
        var clock = new ClockText(text, false);
        sum.setClock(clock, negative);
        // A number further to the left without a unit is days.
        unit = Meaning.DAY;
        unitPending = false;
    }

    private boolean readSignedClock(String text) throws DateTimeFault {
        try {
            readClock(text.substring(1), text.charAt(0) == '-');
            return true;
        } catch (DateTimeFault e) {
            return false;
        }
    }

    private int readNumber(String text) throws DateTimeFault {
        if (unit == Meaning.NONE) {
            unit = Meaning.SECOND;
        }
        var number = CNumber.parse(text, 0);
        long value = number.longValue();
        int end = number.end();
        double fraction = 0;
        if (end < text.length() && text.charAt(end) == '-') {
            value = yearsAndMonths(text, value, end);
            unit = Meaning.MONTH;
        } else if (end < text.length() && text.charAt(end) == '.') {
            fraction = CNumber.fraction(text, end);
            fraction = text.charAt(0) == '-' ? -fraction : fraction;
        } else if (end != text.length()) {
            throw DateTimeFault.FORMAT;
        }
        sum.add(unit, value, fraction);
        int found = unit == Meaning.SECOND && fraction != 0 ? ALL_SECONDS : bit(unit);
        if (unit == Meaning.HOUR) {
            unit = Meaning.DAY;
        }
        unitPending = false;
        return found;
    }

    /** SQL's {@code years-months}. */
    private static long yearsAndMonths(String text, long years, int minus) throws DateTimeFault {
        var number = CNumber.parse(text, minus + 1);
        int months = number.intValue();
        if (months < 0 || months >= 12) {
            throw DateTimeFault.FIELD;
        }
        if (number.end() != text.length()) {
            throw DateTimeFault.FORMAT;
        }
        try {
            return Math.addExact(Math.multiplyExact(years, 12L), text.charAt(0) == '-' ? -months : months);
        } catch (ArithmeticException e) {
            throw DateTimeFault.FIELD;
        }
    }

    private int readWord(int position, String text) throws DateTimeFault {
        if (unitPending && modern) {
            throw DateTimeFault.FORMAT;
        }
        var word = DateTimeWords.interval(text);
        if (word == null && modern) {
            word = DateTimeWords.date(text);
        }
        if (word == null) {
            throw DateTimeFault.FORMAT;
        }
        boolean last = position == tokens.size() - 1;
        if (word.role() == Role.IGNORED) {
            unit = Meaning.NONE;
            return 0;
        } else if (word.role() == Role.UNIT) {
            unit = word.meaning();
            unitPending = true;
            return 0;
        } else if (word.role() == Role.AGO && (last || !modern)) {
            ago = true;
            // Not a unit: a number right before it is wrong.
            unit = Meaning.TIMEZONE;
            return 0;
        } else if (word.role() == Role.RESERVED && last) {
            if (word.meaning() == Meaning.LATE || word.meaning() == Meaning.EARLY) {
                special = word.meaning();
                unit = Meaning.TIMEZONE;
                return CLOCK | bit(Meaning.YEAR) | bit(Meaning.MONTH) | bit(Meaning.DAY);
            }
        }
        throw DateTimeFault.FORMAT;
    }
}
