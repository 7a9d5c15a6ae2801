package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TimeZoneNames;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/** Time zones given as arguments, by name or abbreviation. */
final class ZoneArgument {

    private static final Set<String> IRISH = Set.of("Europe/Dublin", "Eire");

    private final CallSite site;
    private final String constantName;
    private final ZoneId constant;

    /** {@code argument}: where the zone stands among the arguments, in case it is a constant. */
    ZoneArgument(CallSite site, int argument) {
        this.site = site;
        ZoneId found = null;
        if (site.constants().get(argument) instanceof String name) {
            try {
                found = find(name);
            } catch (SqlError e) {
                // Raised when a row is evaluated, and only then.
                found = null;
            }
        }
        this.constant = found;
        this.constantName = found == null ? null : (String) site.constants().get(argument);
    }

    /** The argument's zone if it is a constant, and the name of one; else null. */
    ZoneId constant() {
        return constant;
    }

    /**
     * The zone of that name.
     *
     * @throws SqlError if there is none
     */
    ZoneId zone(String name) {
        return name.equals(constantName) ? constant : find(name);
    }

    /**
     * The zone of that name for calendar arithmetic. From version 18 on an abbreviation of the session's zone with several
     * meanings stands for that zone itself; the only one of UTC's is GMT in Ireland, where it once was summer time, too.
     */
    ZoneId calendarZone(String name) {
        var session = site.session();
        boolean irish = name.equalsIgnoreCase("gmt")
                && IRISH.contains(session.timezone().getId());
        return session.since(18) && irish ? session.timezone() : zone(name);
    }

    private ZoneId find(String name) {
        var abbreviation = TimeZoneNames.abbreviation(name, site.session());
        if (abbreviation != null) {
            return ZoneOffset.ofTotalSeconds(abbreviation.offset());
        }
        var zone = TimeZoneNames.find(name);
        if (zone == null) {
            throw SqlError.invalidParameter("time zone \"" + name + "\" not recognized");
        }
        return zone;
    }
}
