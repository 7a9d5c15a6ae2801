package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.DateTimeWords.Meaning;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TimeZones;
import java.time.ZoneId;

/** date_trunc. In a zone, what is cut to a day or more gets the offset of its new time, else it keeps its own. */
final class DateTrunc {

    private DateTrunc() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("date_trunc(text,timestamp)", site -> {
            var unit = new UnitArgument(site, "timestamp without time zone", false);
            boolean strict = site.session().since(18);
            return (Body.Binary) (a, b) -> truncated(unit, (String) a, (long) b, null, strict);
        });
        to.bound("date_trunc(text,timestamptz)", site -> {
            var unit = new UnitArgument(site, "timestamp with time zone", false);
            boolean strict = site.session().since(18);
            return (Body.Binary) (a, b) ->
                    truncated(unit, (String) a, (long) b, site.session().timezone(), strict);
        });
        to.bound("date_trunc(text,timestamptz,text)", site -> {
            var unit = new UnitArgument(site, "timestamp with time zone", false);
            var zones = new ZoneArgument(site, 2);
            boolean strict = site.session().since(18);
            return (Body.Ternary) (a, b, c) -> {
                // An infinite timestamp is returned before the zone is looked at.
                var zone = DateTimeRange.isFinite((long) b) || strict ? zones.calendarZone((String) c) : null;
                return truncated(unit, (String) a, (long) b, zone, strict);
            };
        });
        to.bound("date_trunc(text,interval)", site -> {
            var unit = new UnitArgument(site, "interval", false);
            return (Body.Binary) (a, b) -> truncated(unit, (String) a, (PgInterval) b, site.session());
        });
    }

    private static long truncated(UnitArgument units, String name, long timestamp, ZoneId zone, boolean strict) {
        if (!DateTimeRange.isFinite(timestamp)) {
            if (strict) {
                checkedUnit(units, name);
            }
            return timestamp;
        }
        var unit = checkedUnit(units, name);
        var civil = Moments.civil(timestamp, zone);
        int offset = civil.offset;
        boolean days = truncate(civil, unit);
        if (zone != null && days) {
            offset = DateTimeRange.isValid(civil) ? TimeZones.offsetOfLocal(civil, zone) : 0;
        }
        return Moments.inRange(zone == null ? DateTimeRange.timestamp(civil) : DateTimeRange.timestamp(civil, offset));
    }

    private static Meaning checkedUnit(UnitArgument units, String name) {
        var unit = units.of(name);
        if (unit == null) {
            throw units.notRecognized(name);
        }
        if (unit.meaning().compareTo(Meaning.MILLENNIUM) > 0) {
            throw units.notSupported(name);
        }
        return unit.meaning();
    }

    /** Cuts the fields; true if the time of day has become midnight. */
    private static boolean truncate(CivilTime civil, Meaning unit) {
        if (unit == Meaning.WEEK) {
            long julian = civil.julian();
            civil.setDate(julian - Math.floorMod(julian, 7L));
            civil.setTime(0);
            return true;
        }
        switch (unit) {
            case MILLENNIUM -> civil.year = firstYear(civil.year, 1000);
            case CENTURY -> civil.year = firstYear(civil.year, 100);
            case DECADE -> civil.year = Math.floorDiv(civil.year, 10) * 10;
            default -> {}
        }
        switch (unit) {
            case MILLENNIUM, CENTURY, DECADE, YEAR -> cutToMonth(civil, 1);
            case QUARTER -> cutToMonth(civil, (civil.month - 1) / 3 * 3 + 1);
            case MONTH -> cutToMonth(civil, civil.month);
            case DAY -> civil.setTime(0);
            case HOUR -> civil.setTime(civil.hour * CivilTime.MICROS_PER_HOUR);
            case MINUTE -> civil.setTime(civil.time() - civil.time() % CivilTime.MICROS_PER_MINUTE);
            case SECOND -> civil.micros = 0;
            case MILLISECOND -> civil.micros -= civil.micros % 1000;
            default -> {}
        }
        return unit.compareTo(Meaning.DAY) >= 0;
    }

    private static void cutToMonth(CivilTime civil, int month) {
        civil.month = month;
        civil.day = 1;
        civil.setTime(0);
    }

    /** Centuries and millennia begin with a year 1; there is no year 0. */
    private static int firstYear(int year, int span) {
        return year > 0 ? (year + span - 1) / span * span - span + 1 : -((span - 1 - (year - 1)) / span) * span + 1;
    }

    private static PgInterval truncated(UnitArgument units, String name, PgInterval interval, SessionSettings session) {
        boolean isFinite = new IntervalMath(session).isFinite(interval);
        if (!isFinite && !session.since(18)) {
            return interval;
        }
        var unit = checkedUnit(units, name);
        if (unit == Meaning.WEEK) {
            throw units.notSupported(name);
        }
        if (!isFinite) {
            return interval;
        }
        int months = interval.months();
        long micros = interval.micros();
        return switch (unit) {
            case MILLENNIUM -> new PgInterval(months / 12000 * 12000, 0, 0);
            case CENTURY -> new PgInterval(months / 1200 * 1200, 0, 0);
            case DECADE -> new PgInterval(months / 120 * 120, 0, 0);
            case YEAR -> new PgInterval(months / 12 * 12, 0, 0);
            case QUARTER -> new PgInterval(months / 3 * 3, 0, 0);
            case MONTH -> new PgInterval(months, 0, 0);
            case DAY -> new PgInterval(months, interval.days(), 0);
            case HOUR -> cut(interval, micros % CivilTime.MICROS_PER_HOUR);
            case MINUTE -> cut(interval, micros % CivilTime.MICROS_PER_MINUTE);
            case SECOND -> cut(interval, micros % CivilTime.MICROS_PER_SECOND);
            case MILLISECOND -> cut(interval, micros % 1000);
            default -> interval;
        };
    }

    private static PgInterval cut(PgInterval interval, long rest) {
        return new PgInterval(interval.months(), interval.days(), interval.micros() - rest);
    }
}
