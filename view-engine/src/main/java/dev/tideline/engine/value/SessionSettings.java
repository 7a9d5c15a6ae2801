package dev.tideline.engine.value;

import java.time.ZoneId;

/**
 * The session settings that a topology's queries are evaluated under, beside the pinned ones (DateStyle ISO, MDY;
 * IntervalStyle postgres; extra_float_digits 1; bytea_output hex).
 */
public record SessionSettings(ZoneId timezone) {

    public static final SessionSettings UTC = new SessionSettings(ZoneId.of("UTC"));
}
