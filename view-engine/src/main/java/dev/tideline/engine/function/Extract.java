package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.DateTimeWords.Meaning;
import dev.tideline.engine.value.DateTimeWords.Role;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgTimeTz;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.ZoneId;

/** EXTRACT, which gives numeric, and date_part, which gives double precision. */
final class Extract {

    private static final long UNIX_EPOCH =
            (CivilTime.UNIX_EPOCH_JULIAN - CivilTime.EPOCH_JULIAN) * CivilTime.MICROS_PER_DAY;
    private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(CivilTime.MICROS_PER_DAY);

    private Extract() {}

    static void register(FunctionRegistry.Registrar to) {
        registerTimestamps(to, "timestamp", "timestamp without time zone", false);
        registerTimestamps(to, "timestamptz", "timestamp with time zone", true);
        to.bound("extract(text,date)", site -> {
            var units = new UnitArgument(site, "date", true);
            return (Body.Binary) (a, b) -> ofDate(units, (String) a, (int) b);
        });
        to.bound("date_part(text,date)", site -> {
            var units = new UnitArgument(site, "timestamp without time zone", true);
            return (Body.Binary)
                    (a, b) -> toDouble(ofTimestamp(units, (String) a, Moments.ofDate((int) b), null, true));
        });
        to.bound("extract(text,time)", site -> {
            var units = new UnitArgument(site, "time without time zone", true);
            return (Body.Binary) (a, b) -> ofTime(units, (String) a, (long) b, false);
        });
        to.bound("date_part(text,time)", site -> {
            var units = new UnitArgument(site, "time without time zone", true);
            return (Body.Binary) (a, b) -> toDouble(ofTime(units, (String) a, (long) b, true));
        });
        to.bound("extract(text,timetz)", site -> {
            var units = new UnitArgument(site, "time with time zone", true);
            return (Body.Binary) (a, b) -> ofTimeTz(units, (String) a, (PgTimeTz) b, false);
        });
        to.bound("date_part(text,timetz)", site -> {
            var units = new UnitArgument(site, "time with time zone", true);
            return (Body.Binary) (a, b) -> toDouble(ofTimeTz(units, (String) a, (PgTimeTz) b, true));
        });
        to.bound("extract(text,interval)", site -> {
            var parts = new IntervalParts(site);
            return (Body.Binary) (a, b) -> parts.of((String) a, (PgInterval) b, false);
        });
        to.bound("date_part(text,interval)", site -> {
            var parts = new IntervalParts(site);
            return (Body.Binary) (a, b) -> toDouble(parts.of((String) a, (PgInterval) b, true));
        });
    }

    private static void registerTimestamps(FunctionRegistry.Registrar to, String type, String name, boolean zoned) {
        to.bound("extract(text," + type + ")", site -> {
            var units = new UnitArgument(site, name, true);
            var zone = zoned ? site.session().timezone() : null;
            return (Body.Binary) (a, b) -> ofTimestamp(units, (String) a, (long) b, zone, false);
        });
        to.bound("date_part(text," + type + ")", site -> {
            var units = new UnitArgument(site, name, true);
            var zone = zoned ? site.session().timezone() : null;
            return (Body.Binary) (a, b) -> toDouble(ofTimestamp(units, (String) a, (long) b, zone, true));
        });
    }

    /** What the parts compute is a numeric, or a double where date_part computes otherwise. */
    static Object toDouble(Object part) {
        if (!(part instanceof PgNumeric numeric)) {
            return part;
        }
        return switch (numeric.kind()) {
            case FINITE -> numeric.digits().doubleValue();
            case INFINITY -> Double.POSITIVE_INFINITY;
            default -> Double.NEGATIVE_INFINITY;
        };
    }

    static PgNumeric scaled(long value, int scale) {
        return PgNumeric.of(BigDecimal.valueOf(value, scale));
    }

    /** Seconds with their fraction, in the unit: whole microseconds, or numerics with a fixed scale. */
    static Object secondPart(Meaning unit, int second, int micros, boolean asDouble) {
        long total = second * CivilTime.MICROS_PER_SECOND + micros;
        return switch (unit) {
            case MICROSECOND -> PgNumeric.of(total);
            case MILLISECOND -> asDouble ? (Object) (second * 1000.0 + micros / 1000.0) : scaled(total, 3);
            default -> asDouble ? (Object) (second + micros / 1000000.0) : scaled(total, 6);
        };
    }

    private static Object ofTimestamp(UnitArgument units, String name, long timestamp, ZoneId zone, boolean asDouble) {
        var unit = units.of(name);
        if (unit == null) {
            throw units.notRecognized(name);
        }
        if (!DateTimeRange.isFinite(timestamp)) {
            return ofInfinity(units, name, unit.meaning(), timestamp > 0);
        }
        if (unit.role() == Role.RESERVED) {
            if (unit.meaning() != Meaning.EPOCH) {
                throw units.notSupported(name);
            }
            return epoch(timestamp, asDouble);
        }
        var civil = Moments.civil(timestamp, zone);
        switch (unit.meaning()) {
            case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> {
                if (zone == null) {
                    throw units.notSupported(name);
                }
                return PgNumeric.of(zonePart(unit.meaning(), civil.offset));
            }
            case MICROSECOND, MILLISECOND, SECOND -> {
                return secondPart(unit.meaning(), civil.second, civil.micros, asDouble);
            }
            case MINUTE -> {
                return PgNumeric.of(civil.minute);
            }
            case HOUR -> {
                return PgNumeric.of(civil.hour);
            }
            case JULIAN -> {
                return julian(civil, asDouble);
            }
            default -> {
                return PgNumeric.of(datePart(units, name, unit.meaning(), civil, zone == null ? 0 : 1));
            }
        }
    }

    private static long zonePart(Meaning unit, int offset) {
        return switch (unit) {
            case TIMEZONE -> offset;
            case TIMEZONE_MINUTE -> offset / 60 % 60;
            default -> offset / 3600;
        };
    }

    private static Object epoch(long timestamp, boolean asDouble) {
        if (!asDouble) {
            return numericEpoch(timestamp);
        }
        return timestamp < Long.MAX_VALUE + UNIX_EPOCH
                ? (timestamp - UNIX_EPOCH) / 1000000.0
                : ((double) timestamp - UNIX_EPOCH) / 1000000.0;
    }

    /** Where the difference overflows a long, PostgreSQL divides numerics, and loses digits. */
    private static PgNumeric numericEpoch(long timestamp) {
        var micros = BigDecimal.valueOf(timestamp).subtract(BigDecimal.valueOf(UNIX_EPOCH));
        if (timestamp < Long.MAX_VALUE + UNIX_EPOCH) {
            return PgNumeric.of(micros.movePointLeft(6).setScale(6));
        }
        var million = BigDecimal.valueOf(CivilTime.MICROS_PER_SECOND);
        var seconds = NumericMath.divide(micros, million, NumericMath.divisionScale(micros, million));
        return PgNumeric.of(seconds.setScale(6, RoundingMode.HALF_UP));
    }

    private static Object julian(CivilTime civil, boolean asDouble) {
        if (asDouble) {
            double seconds = (civil.hour * 60 + civil.minute) * 60 + civil.second + civil.micros / 1000000.0;
            return civil.julian() + seconds / 86400;
        }
        var time = BigDecimal.valueOf(civil.time());
        var fraction = NumericMath.divide(time, MICROS_PER_DAY, NumericMath.divisionScale(time, MICROS_PER_DAY));
        return PgNumeric.of(BigDecimal.valueOf(civil.julian()).add(fraction));
    }

    /** {@code decadePivot}: the first year whose decade is simply its tenth. */
    private static long datePart(UnitArgument units, String name, Meaning unit, CivilTime civil, int decadePivot) {
        int year = civil.year;
        return switch (unit) {
            case DAY -> civil.day;
            case MONTH -> civil.month;
            case QUARTER -> (civil.month - 1) / 3 + 1;
            case WEEK -> isoWeek(civil.julian());
            case YEAR -> year > 0 ? year : year - 1;
            case DECADE -> year >= decadePivot ? year / 10 : -((8 - (year - 1)) / 10);
            case CENTURY -> year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100);
            case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000);
            case ISOYEAR -> {
                int isoYear = isoYear(civil.julian());
                yield isoYear > 0 ? isoYear : isoYear - 1;
            }
            case DOW -> CivilTime.dayOfWeek(civil.julian());
            case ISODOW -> (CivilTime.dayOfWeek(civil.julian()) + 6) % 7 + 1;
            case DOY -> civil.julian() - CivilTime.julian(year, 1, 1) + 1;
            default -> throw units.notSupported(name);
        };
    }

    /** The year that the Thursday of the day's week is in. */
    private static int isoYear(long julian) {
        var thursday = new CivilTime();
        thursday.setDate(julian - Math.floorMod(julian, 7L) + 3);
        return thursday.year;
    }

    private static long isoWeek(long julian) {
        long thursday = julian - Math.floorMod(julian, 7L) + 3;
        return (thursday - CivilTime.julian(isoYear(julian), 1, 1)) / 7 + 1;
    }

    private static Object ofInfinity(UnitArgument units, String name, Meaning unit, boolean late) {
        return switch (unit) {
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY, MONTH, QUARTER, WEEK, DOW, ISODOW, DOY -> null;
            case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> null;
            case YEAR, DECADE, CENTURY, MILLENNIUM, JULIAN, ISOYEAR, EPOCH -> NumericFunctions.infinity(late ? 1 : -1);
            default -> throw units.notSupported(name);
        };
    }

    private static Object ofDate(UnitArgument units, String name, int date) {
        var unit = units.of(name);
        if (unit == null) {
            throw units.notRecognized(name);
        }
        boolean reserved = unit.role() == Role.RESERVED;
        if (!DateTimeRange.isFinite(date)) {
            return switch (unit.meaning()) {
                case DAY, MONTH, QUARTER, WEEK, DOW, ISODOW, DOY -> null;
                case YEAR, DECADE, CENTURY, MILLENNIUM, JULIAN, ISOYEAR, EPOCH ->
                    NumericFunctions.infinity(date > 0 ? 1 : -1);
                default -> throw units.notSupported(name);
            };
        }
        if (reserved && unit.meaning() != Meaning.EPOCH) {
            throw units.notSupported(name);
        }
        long julian = (long) date + CivilTime.EPOCH_JULIAN;
        return switch (unit.meaning()) {
            case EPOCH -> PgNumeric.of((julian - CivilTime.UNIX_EPOCH_JULIAN) * 86400);
            case JULIAN -> PgNumeric.of(julian);
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR -> throw units.notSupported(name);
            default -> PgNumeric.of(datePart(units, name, unit.meaning(), CivilTime.ofDate(date), 0));
        };
    }

    private static Object ofTime(UnitArgument units, String name, long time, boolean asDouble) {
        var unit = units.of(name);
        if (unit == null) {
            throw units.notRecognized(name);
        }
        if (unit.role() == Role.RESERVED) {
            if (unit.meaning() != Meaning.EPOCH) {
                throw units.notRecognized(name);
            }
            return asDouble ? (Object) (time / 1000000.0) : scaled(time, 6);
        }
        var civil = new CivilTime();
        civil.setTime(time);
        return switch (unit.meaning()) {
            case MICROSECOND, MILLISECOND, SECOND -> secondPart(unit.meaning(), civil.second, civil.micros, asDouble);
            case MINUTE -> PgNumeric.of(civil.minute);
            case HOUR -> PgNumeric.of(civil.hour);
            default -> throw units.notSupported(name);
        };
    }

    private static Object ofTimeTz(UnitArgument units, String name, PgTimeTz time, boolean asDouble) {
        var unit = units.of(name);
        if (unit == null) {
            throw units.notRecognized(name);
        }
        if (unit.meaning() == Meaning.EPOCH) {
            return asDouble ? (Object) (time.micros() / 1000000.0 - time.offset()) : scaled(time.greenwich(), 6);
        }
        return switch (unit.meaning()) {
            case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> PgNumeric.of(zonePart(unit.meaning(), time.offset()));
            default -> ofTime(units, name, time.micros(), asDouble);
        };
    }

    /** The epoch of an interval: a year counts 365.25 days, a month 30. */
    static PgNumeric intervalEpoch(PgInterval interval) {
        var quarterDays = BigInteger.valueOf(1461L * (interval.months() / 12))
                .add(BigInteger.valueOf(120L * (interval.months() % 12)))
                .add(BigInteger.valueOf(4L * interval.days()));
        var micros = quarterDays
                .multiply(BigInteger.valueOf(CivilTime.MICROS_PER_DAY / 4))
                .add(BigInteger.valueOf(interval.micros()));
        return PgNumeric.of(new BigDecimal(micros, 6));
    }
}
