package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;

/** Arithmetic of intervals, field by field; with infinities from version 17 of the source on. */
final class IntervalMath {

    private static final int DAYS_PER_MONTH = 30;
    private static final double SECONDS_PER_DAY = 86400;

    private final boolean infinities;
    private final boolean since16;
    private final boolean since15;

    IntervalMath(SessionSettings session) {
        this.infinities = session.since(17);
        this.since16 = session.since(16);
        this.since15 = session.since(15);
    }

    static SqlError outOfRange() {
        return SqlError.datetimeOverflow("interval out of range");
    }

    boolean isFinite(PgInterval a) {
        return !isLate(a) && !isEarly(a);
    }

    boolean isLate(PgInterval a) {
        return infinities && a.equals(PgInterval.INFINITY);
    }

    boolean isEarly(PgInterval a) {
        return infinities && a.equals(PgInterval.MINUS_INFINITY);
    }

    /** An interval of three exact results, none of which may leave its range or look like an infinity. */
    PgInterval checked(long months, long days, long micros) {
        if (months != (int) months || days != (int) days) {
            throw outOfRange();
        }
        var result = new PgInterval((int) months, (int) days, micros);
        if (!isFinite(result)) {
            throw outOfRange();
        }
        return result;
    }

    /** Whether subtracting timestamps notices an overflow; versions before 16 do not. */
    boolean checksOverflow() {
        return since16;
    }

    /** The negation that subtracting an interval makes; before version 17 it overflows silently. */
    PgInterval negateForMinus(PgInterval a) {
        return infinities ? negate(a) : new PgInterval(-a.months(), -a.days(), -a.micros());
    }

    PgInterval negate(PgInterval a) {
        if (isLate(a)) {
            return PgInterval.MINUS_INFINITY;
        }
        if (isEarly(a)) {
            return PgInterval.INFINITY;
        }
        if (a.micros() == Long.MIN_VALUE) {
            throw outOfRange();
        }
        return checked(-(long) a.months(), -(long) a.days(), -a.micros());
    }

    PgInterval add(PgInterval a, PgInterval b) {
        if (!isFinite(a) || !isFinite(b)) {
            if (isLate(a) && isEarly(b) || isEarly(a) && isLate(b)) {
                throw outOfRange();
            }
            return isFinite(a) ? b : a;
        }
        return checked((long) a.months() + b.months(), (long) a.days() + b.days(), sum(a.micros(), b.micros()));
    }

    PgInterval subtract(PgInterval a, PgInterval b) {
        if (!isFinite(a) || !isFinite(b)) {
            if (isLate(a) && isLate(b) || isEarly(a) && isEarly(b)) {
                throw outOfRange();
            }
            return isFinite(a) ? negate(b) : a;
        }
        try {
            return checked(
                    (long) a.months() - b.months(),
                    (long) a.days() - b.days(),
                    Math.subtractExact(a.micros(), b.micros()));
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    private static long sum(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    PgInterval multiply(PgInterval a, double factor) {
        if (Double.isNaN(factor)) {
            throw outOfRange();
        }
        if (!isFinite(a)) {
            if (factor == 0) {
                throw outOfRange();
            }
            return factor < 0 ? negate(a) : a;
        }
        if (infinities && Double.isInfinite(factor)) {
            return infinite(a, factor);
        }
        double months = a.months() * factor;
        double days = a.days() * factor;
        return scaled(months, days, a.micros() * factor);
    }

    private static PgInterval infinite(PgInterval a, double factor) {
        double sign = sign(a);
        if (sign == 0) {
            throw outOfRange();
        }
        return factor * sign < 0 ? PgInterval.MINUS_INFINITY : PgInterval.INFINITY;
    }

    /** The sign of the length, a month taken as 30 days. */
    private static double sign(PgInterval a) {
        var length = java.math.BigInteger.valueOf(a.months() * 30L + a.days())
                .multiply(java.math.BigInteger.valueOf(CivilTime.MICROS_PER_DAY))
                .add(java.math.BigInteger.valueOf(a.micros()));
        return length.signum();
    }

    PgInterval divide(PgInterval a, double divisor) {
        if (divisor == 0) {
            throw SqlError.divisionByZero();
        }
        if (Double.isNaN(divisor)) {
            throw outOfRange();
        }
        if (!isFinite(a)) {
            if (Double.isInfinite(divisor)) {
                throw outOfRange();
            }
            return divisor < 0 ? negate(a) : a;
        }
        return scaled(a.months() / divisor, a.days() / divisor, a.micros() / divisor);
    }

    /** What fractions of months and days leave over goes into days and microseconds. */
    private PgInterval scaled(double months, double days, double micros) {
        int wholeMonths = toInt(months);
        int wholeDays = toInt(days);
        double monthDays = roundToMicros((months - wholeMonths) * DAYS_PER_MONTH);
        double seconds = roundToMicros((days - wholeDays + monthDays - (int) monthDays) * SECONDS_PER_DAY);
        long allDays = wholeDays;
        if (Math.abs(seconds) >= SECONDS_PER_DAY) {
            int extra = (int) (seconds / SECONDS_PER_DAY);
            allDays += extra;
            seconds -= extra * (int) SECONDS_PER_DAY;
        }
        if (allDays != (int) allDays) {
            throw outOfRange();
        }
        double total = Math.rint(micros + seconds * CivilTime.MICROS_PER_SECOND);
        if (!(total >= Long.MIN_VALUE && total < -(double) Long.MIN_VALUE)) {
            throw outOfRange();
        }
        return checked(wholeMonths, allDays + (int) monthDays, (long) total);
    }

    private static int toInt(double value) {
        if (!(value >= Integer.MIN_VALUE && value < -(double) Integer.MIN_VALUE)) {
            throw outOfRange();
        }
        return (int) value;
    }

    private static double roundToMicros(double value) {
        return Math.rint(value * 1000000.0) / 1000000.0;
    }

    PgInterval justifyHours(PgInterval a) {
        if (!isFinite(a)) {
            return a;
        }
        long days = a.days() + a.micros() / CivilTime.MICROS_PER_DAY;
        long micros = a.micros() % CivilTime.MICROS_PER_DAY;
        if (days != (int) days && since15) {
            throw outOfRange();
        }
        days = (int) days;
        if (days > 0 && micros < 0) {
            micros += CivilTime.MICROS_PER_DAY;
            days--;
        } else if (days < 0 && micros > 0) {
            micros -= CivilTime.MICROS_PER_DAY;
            days++;
        }
        return new PgInterval(a.months(), (int) days, micros);
    }

    PgInterval justifyDays(PgInterval a) {
        if (!isFinite(a)) {
            return a;
        }
        int months = monthsInRange((long) a.months() + a.days() / DAYS_PER_MONTH);
        int days = a.days() % DAYS_PER_MONTH;
        if (months > 0 && days < 0) {
            days += DAYS_PER_MONTH;
            months--;
        } else if (months < 0 && days > 0) {
            days -= DAYS_PER_MONTH;
            months++;
        }
        return new PgInterval(months, days, a.micros());
    }

    PgInterval justify(PgInterval a) {
        if (!isFinite(a)) {
            return a;
        }
        int months = a.months();
        long days = a.days();
        long micros = a.micros();
        // Days go over first if days and hours could overflow them together.
        if (days > 0 && micros > 0 || days < 0 && micros < 0) {
            months = monthsInRange(months + days / DAYS_PER_MONTH);
            days %= DAYS_PER_MONTH;
        }
        days += micros / CivilTime.MICROS_PER_DAY;
        micros %= CivilTime.MICROS_PER_DAY;
        months = monthsInRange(months + days / DAYS_PER_MONTH);
        days %= DAYS_PER_MONTH;
        if (months > 0 && (days < 0 || days == 0 && micros < 0)) {
            days += DAYS_PER_MONTH;
            months--;
        } else if (months < 0 && (days > 0 || days == 0 && micros > 0)) {
            days -= DAYS_PER_MONTH;
            months++;
        }
        if (days > 0 && micros < 0) {
            micros += CivilTime.MICROS_PER_DAY;
            days--;
        } else if (days < 0 && micros > 0) {
            micros -= CivilTime.MICROS_PER_DAY;
            days++;
        }
        return new PgInterval(months, (int) days, micros);
    }

    /** Version 14 does not notice the overflow. */
    private int monthsInRange(long months) {
        if (months != (int) months && since15) {
            throw outOfRange();
        }
        return (int) months;
    }
}
