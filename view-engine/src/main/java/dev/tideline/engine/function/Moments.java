package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TimeZones;
import java.time.ZoneId;

/** Calendar arithmetic on timestamps, local ones or, with a zone, absolute ones. */
final class Moments {

    private Moments() {}

    static SqlError outOfRange() {
        return SqlError.datetimeOverflow("timestamp out of range");
    }

    static long inRange(Long timestamp) {
        if (timestamp == null) {
            throw outOfRange();
        }
        return timestamp;
    }

    static long inRange(long timestamp) {
        if (!DateTimeRange.isValid(timestamp)) {
            throw outOfRange();
        }
        return timestamp;
    }

    /** The calendar fields of a finite timestamp: local ones, or those in the zone. */
    static CivilTime civil(long timestamp, ZoneId zone) {
        return zone == null
                ? CivilTime.ofTimestamp(timestamp)
                : CivilTime.ofTimestamp(timestamp, TimeZones.offsetAt(timestamp, zone));
    }

    /** The timestamp of calendar fields, in the zone if there is one. */
    static long timestamp(CivilTime civil, ZoneId zone) {
        if (zone == null) {
            return inRange(DateTimeRange.timestamp(civil));
        }
        int offset = DateTimeRange.isValid(civil) ? TimeZones.offsetOfLocal(civil, zone) : 0;
        return inRange(DateTimeRange.timestamp(civil, offset));
    }

    /** An absolute timestamp for a local one. */
    static long toAbsolute(long local, ZoneId zone) {
        if (!DateTimeRange.isFinite(local)) {
            return local;
        }
        return inRange(local - TimeZones.offsetOfLocal(local, zone) * CivilTime.MICROS_PER_SECOND);
    }

    /** A local timestamp for an absolute one. */
    static long toLocal(long timestamp, ZoneId zone) {
        if (!DateTimeRange.isFinite(timestamp)) {
            return timestamp;
        }
        return inRange(timestamp + TimeZones.offsetAt(timestamp, zone) * CivilTime.MICROS_PER_SECOND);
    }

    /** Adds months, then days, then microseconds, each on the calendar of the zone if there is one. */
    static long plus(long timestamp, PgInterval span, ZoneId zone, IntervalMath math) {
        if (!math.isFinite(span)) {
            boolean late = math.isLate(span);
            if (timestamp == (late ? Long.MIN_VALUE : Long.MAX_VALUE)) {
                throw outOfRange();
            }
            return late ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        if (!DateTimeRange.isFinite(timestamp)) {
            return timestamp;
        }
        long result = timestamp;
        if (span.months() != 0) {
            result = plusMonths(result, span.months(), zone);
        }
        if (span.days() != 0) {
            result = plusDays(result, span.days(), zone);
        }
        long sum = result + span.micros();
        if (((result ^ sum) & (span.micros() ^ sum)) < 0) {
            throw outOfRange();
        }
        return inRange(sum);
    }

    private static long plusMonths(long timestamp, int months, ZoneId zone) {
        var civil = civil(timestamp, zone);
        long month = (long) civil.month + months;
        if (month != (int) month) {
            throw outOfRange();
        }
        civil.year += (int) Math.floorDiv(month - 1, 12L);
        civil.month = (int) Math.floorMod(month - 1, 12L) + 1;
        civil.day = Math.min(civil.day, CivilTime.daysInMonth(civil.year, civil.month));
        return timestamp(civil, zone);
    }

    private static long plusDays(long timestamp, int days, ZoneId zone) {
        var civil = civil(timestamp, zone);
        long julian = civil.julian() + days;
        if (julian != (int) julian || julian < (zone == null ? 0 : -1)) {
            throw outOfRange();
        }
        civil.setDate(julian);
        return timestamp(civil, zone);
    }

    /** A date as a local timestamp. */
    static long ofDate(int date) {
        if (!DateTimeRange.isFinite(date)) {
            return date > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        long timestamp = date * CivilTime.MICROS_PER_DAY;
        if (date >= DateTimeRange.END_TIMESTAMP / CivilTime.MICROS_PER_DAY) {
            throw SqlError.datetimeOverflow("date out of range for timestamp");
        }
        return timestamp;
    }

    /** A date as an absolute timestamp: its midnight in the session's zone. */
    static long ofDate(int date, SessionSettings session) {
        long local = ofDate(date);
        if (!DateTimeRange.isFinite(local)) {
            return local;
        }
        long timestamp = local - TimeZones.offsetOfLocal(local, session.timezone()) * CivilTime.MICROS_PER_SECOND;
        if (!DateTimeRange.isValid(timestamp)) {
            throw SqlError.datetimeOverflow("date out of range for timestamp");
        }
        return timestamp;
    }
}
