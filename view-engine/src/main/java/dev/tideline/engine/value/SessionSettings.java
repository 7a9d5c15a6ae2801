package dev.tideline.engine.value;

import java.time.ZoneId;

/**
 * The session settings that a topology's queries are evaluated under, beside the pinned ones (DateStyle ISO, MDY;
 * IntervalStyle postgres; extra_float_digits 1; bytea_output hex).
 *
 * @param serverMajor the major version of the source, whose behaviour counts where versions differ (hexadecimal integers are
 *     read from 16 on, infinite intervals exist from 17 on …)
 */
public record SessionSettings(ZoneId timezone, int serverMajor) {

    /** The newest version whose behaviour we know. */
    public static final int NEWEST_MAJOR = 18;

    public static final SessionSettings UTC = new SessionSettings(ZoneId.of("UTC"));

    public SessionSettings(ZoneId timezone) {
        this(timezone, NEWEST_MAJOR);
    }

    /** Whether the source is of this major version or a later one. */
    public boolean since(int major) {
        return serverMajor >= major;
    }
}
