package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;
import java.time.ZoneId;
import java.util.Set;

/** The abbreviations of time zones as {@code TZ} writes them: known for those zones only that never had another one. */
final class ZoneAbbreviation {

    private static final Set<String> UNIVERSAL =
            Set.of("UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu", "Z");
    private static final Set<String> GREENWICH =
            Set.of("GMT", "Etc/GMT", "Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0", "Etc/Greenwich", "GMT0", "Greenwich");

    private ZoneAbbreviation() {}

    /** Null if it is unknown. */
    static String of(ZoneId zone) {
        return UNIVERSAL.contains(zone.getId()) ? "UTC" : GREENWICH.contains(zone.getId()) ? "GMT" : null;
    }

    static SqlError unknown() {
        return SqlError.notSupported(
                "the abbreviation of the session's time zone (pattern TZ) is not supported: use OF, or the time zone UTC");
    }
}
