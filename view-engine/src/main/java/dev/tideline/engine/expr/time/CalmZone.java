package dev.tideline.engine.expr.time;

import dev.tideline.engine.value.CivilTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** A time zone: between which moments its clocks are not changed. */
final class CalmZone {

    private static final long EPOCH_SECOND = (CivilTime.EPOCH_JULIAN - CivilTime.UNIX_EPOCH_JULIAN) * 86400L;

    private final ZoneRules rules;

    CalmZone(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** True if its clocks are never changed. */
    boolean isFixed() {
        return rules.isFixedOffset();
    }

    /**
     * True if local time and absolute time run side by side between the timestamps, in whichever order they are given: nothing
     * between them is skipped or repeated, and neither is in an hour that is.
     */
    boolean isCalm(long one, long other) {
        if (isFixed()) {
            return true;
        }
        var from = second(Math.min(one, other));
        long to = second(Math.max(one, other)).getEpochSecond();
        var next = rules.nextTransition(from);
        if (next != null && next.toEpochSecond() - width(next) <= to) {
            return false;
        }
        var last = rules.previousTransition(from.plusSeconds(1));
        return last == null || from.getEpochSecond() - last.toEpochSecond() > width(last);
    }

    /** The local day of an absolute timestamp, counted from 2000-01-01. */
    long day(long timestamp) {
        var second = second(timestamp);
        long local = second.getEpochSecond() + rules.getOffset(second).getTotalSeconds() - EPOCH_SECOND;
        return Math.floorDiv(local, 86400L);
    }

    private static long width(ZoneOffsetTransition transition) {
        return Math.abs(transition.getDuration().toSeconds());
    }

    private static Instant second(long timestamp) {
        return Instant.ofEpochSecond(Math.floorDiv(timestamp, CivilTime.MICROS_PER_SECOND) + EPOCH_SECOND);
    }
}
