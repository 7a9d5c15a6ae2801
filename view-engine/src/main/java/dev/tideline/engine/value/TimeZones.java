package dev.tideline.engine.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/** Offsets of time zones, resolved as PostgreSQL resolves them. */
public final class TimeZones {

    private static final long UNIX_EPOCH_SECONDS = (CivilTime.EPOCH_JULIAN - CivilTime.UNIX_EPOCH_JULIAN) * 86400L;

    private TimeZones() {}

    /** The offset, in seconds east, that holds at an absolute timestamp. */
    public static int offsetAt(long timestamp, ZoneId zone) {
        var rules = zone.getRules();
        if (rules.isFixedOffset()) {
            return rules.getOffset(Instant.EPOCH).getTotalSeconds();
        }
        long second = Math.floorDiv(timestamp, CivilTime.MICROS_PER_SECOND) + UNIX_EPOCH_SECONDS;
        return rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
    }

    /**
     * The offset of a local time. In the hour that a clock set forward leaves out, and only there, PostgreSQL takes the offset
     * before the change; in the hour that a clock set back repeats, the one after it.
     */
    public static int offsetOfLocal(CivilTime local, ZoneId zone) {
        return offsetOfLocal(
                (local.julian() - CivilTime.EPOCH_JULIAN) * 86400 + local.time() / CivilTime.MICROS_PER_SECOND,
                zone.getRules());
    }

    /** The same, for a local timestamp in microseconds. */
    public static int offsetOfLocal(long timestamp, ZoneId zone) {
        return offsetOfLocal(Math.floorDiv(timestamp, CivilTime.MICROS_PER_SECOND), zone.getRules());
    }

    private static int offsetOfLocal(long localSecond, ZoneRules rules) {
        if (rules.isFixedOffset()) {
            return rules.getOffset(Instant.EPOCH).getTotalSeconds();
        }
        var local = LocalDateTime.ofEpochSecond(localSecond + UNIX_EPOCH_SECONDS, 0, ZoneOffset.UTC);
        var transition = rules.getTransition(local);
        if (transition == null) {
            return rules.getOffset(local).getTotalSeconds();
        }
        var offset = transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter();
        return offset.getTotalSeconds();
    }

    /**
     * A numeric displacement ({@code +05:30}) in seconds east, or null if the text is none.
     *
     * @throws SqlError if it is one, but out of range
     */
    public static Integer displacement(String text) {
        try {
            return DateTimeFields.readDisplacement(text);
        } catch (DateTimeFault fault) {
            if (fault.kind() == DateTimeFault.Kind.DISPLACEMENT) {
                throw SqlError.invalidParameter("numeric time zone \"" + text + "\" out of range");
            }
            return null;
        }
    }
}
