package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeWords.Meaning;
import dev.tideline.engine.value.DateTimeWords.Role;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;

/** EXTRACT and date_part of intervals. */
final class IntervalParts {

    private final UnitArgument units;
    private final IntervalMath math;
    private final boolean weeks;

    IntervalParts(CallSite site) {
        this.units = new UnitArgument(site, "interval", true);
        this.math = new IntervalMath(site.session());
        this.weeks = site.session().since(18);
    }

    Object of(String name, PgInterval interval, boolean asDouble) {
        var unit = units.of(name);
        if (unit == null) {
            throw units.notRecognized(name);
        }
        if (!math.isFinite(interval)) {
            return ofInfinity(name, unit.meaning(), math.isLate(interval));
        }
        if (unit.role() == Role.RESERVED) {
            if (unit.meaning() != Meaning.EPOCH) {
                throw units.notRecognized(name);
            }
            return asDouble ? (Object) epoch(interval) : Extract.intervalEpoch(interval);
        }
        long micros = interval.micros();
        int months = interval.months();
        return switch (unit.meaning()) {
            case MICROSECOND, MILLISECOND, SECOND ->
                Extract.secondPart(
                        unit.meaning(),
                        (int) (micros / CivilTime.MICROS_PER_SECOND % 60),
                        (int) (micros % CivilTime.MICROS_PER_SECOND),
                        asDouble);
            case MINUTE -> PgNumeric.of(micros / CivilTime.MICROS_PER_MINUTE % 60);
            case HOUR -> PgNumeric.of(micros / CivilTime.MICROS_PER_HOUR);
            case DAY -> PgNumeric.of(interval.days());
            case WEEK -> week(name, interval.days());
            case MONTH -> PgNumeric.of(months % 12);
            case QUARTER -> PgNumeric.of(quarter(months));
            case YEAR -> PgNumeric.of(months / 12);
            case DECADE -> PgNumeric.of(months / 120);
            case CENTURY -> PgNumeric.of(months / 1200);
            case MILLENNIUM -> PgNumeric.of(months / 12000);
            default -> throw units.notSupported(name);
        };
    }

    private Object week(String name, int days) {
        if (!weeks) {
            throw units.notSupported(name);
        }
        return PgNumeric.of(days / 7);
    }

    /** From version 18 on the quarters of negative intervals mirror those of positive ones. */
    private int quarter(int months) {
        return weeks && months < 0 ? -(-months % 12 / 3 + 1) : months % 12 / 3 + 1;
    }

    private static double epoch(PgInterval interval) {
        double seconds = interval.micros() / 1000000.0;
        seconds += 365.25 * 86400 * (interval.months() / 12);
        seconds += 30.0 * 86400 * (interval.months() % 12);
        return seconds + 86400.0 * interval.days();
    }

    private Object ofInfinity(String name, Meaning unit, boolean late) {
        return switch (unit) {
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, MONTH, QUARTER -> null;
            case WEEK -> {
                if (!weeks) {
                    throw units.notSupported(name);
                }
                yield null;
            }
            case HOUR, DAY, YEAR, DECADE, CENTURY, MILLENNIUM, EPOCH -> NumericFunctions.infinity(late ? 1 : -1);
            default -> throw units.notSupported(name);
        };
    }
}
