package dev.tideline.engine.value;

import dev.tideline.engine.value.DateTimeWords.Meaning;

/** Adds up the parts of an interval: a fraction of a unit goes into the smaller ones, rounded as PostgreSQL rounds. */
final class IntervalSum {

    private int years;
    private int months;
    private int days;
    private long micros;

    void setClock(ClockText clock, boolean negative) throws DateTimeFault {
        micros = clock.micros();
        addMicros(clock.hour(), CivilTime.MICROS_PER_HOUR);
        addMicros(clock.minute(), CivilTime.MICROS_PER_MINUTE);
        addMicros(clock.second(), CivilTime.MICROS_PER_SECOND);
        micros = negative ? -micros : micros;
    }

    void add(Meaning unit, long value, double fraction) throws DateTimeFault {
        switch (unit) {
            case MICROSECOND -> addMicros(value, fraction, 1);
            case MILLISECOND -> addMicros(value, fraction, 1000);
            case SECOND -> addMicros(value, fraction, CivilTime.MICROS_PER_SECOND);
            case MINUTE -> addMicros(value, fraction, CivilTime.MICROS_PER_MINUTE);
            case HOUR -> addMicros(value, fraction, CivilTime.MICROS_PER_HOUR);
            case DAY -> {
                addDays(value, 1);
                addFractionOfMicros(fraction, CivilTime.MICROS_PER_DAY);
            }
            case WEEK -> {
                addDays(value, 7);
                addFractionOfDays(fraction, 7);
            }
            case MONTH -> {
                months = sum(months, value, 1);
                addFractionOfDays(fraction, 30);
            }
            case YEAR -> addYears(value, fraction, 1);
            case DECADE -> addYears(value, fraction, 10);
            case CENTURY -> addYears(value, fraction, 100);
            case MILLENNIUM -> addYears(value, fraction, 1000);
            default -> throw DateTimeFault.FORMAT;
        }
    }

    void addYears(long value, double fraction, int scale) throws DateTimeFault {
        years = sum(years, value, scale);
        months = sum(months, (int) Math.rint(fraction * scale * 12), 1);
    }

    void addDays(long value, int scale) throws DateTimeFault {
        days = sum(days, value, scale);
    }

    private static int sum(int sum, long value, int scale) throws DateTimeFault {
        if (value != (int) value) {
            throw DateTimeFault.FIELD;
        }
        long product = value * scale;
        long result = sum + product;
        if (product != (int) product || result != (int) result) {
            throw DateTimeFault.FIELD;
        }
        return (int) result;
    }

    private void addMicros(long value, double fraction, long scale) throws DateTimeFault {
        addMicros(value, scale);
        addFractionOfMicros(fraction, scale);
    }

    private void addMicros(long value, long scale) throws DateTimeFault {
        try {
            micros = Math.addExact(micros, Math.multiplyExact(value, scale));
        } catch (ArithmeticException e) {
            throw DateTimeFault.FIELD;
        }
    }

    void addFractionOfMicros(double fraction, long scale) throws DateTimeFault {
        double scaled = fraction * scale;
        long whole = (long) scaled;
        double rest = scaled - whole;
        addMicros(rest > 0.5 ? whole + 1 : rest < -0.5 ? whole - 1 : whole, 1);
    }

    void addFractionOfDays(double fraction, int scale) throws DateTimeFault {
        double scaled = fraction * scale;
        int whole = (int) scaled;
        days = sum(days, whole, 1);
        addFractionOfMicros(scaled - whole, CivilTime.MICROS_PER_DAY);
    }

    void negate() throws DateTimeFault {
        boolean extreme = micros == Long.MIN_VALUE
                || days == Integer.MIN_VALUE
                || months == Integer.MIN_VALUE
                || years == Integer.MIN_VALUE;
        if (extreme) {
            throw DateTimeFault.FIELD;
        }
        micros = -micros;
        days = -days;
        months = -months;
        years = -years;
    }

    PgInterval interval() {
        long total = years * 12L + months;
        if (total != (int) total) {
            throw SqlError.datetimeOverflow("interval out of range");
        }
        return new PgInterval((int) total, days, micros);
    }
}
