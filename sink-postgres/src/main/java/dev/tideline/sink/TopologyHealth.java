package dev.tideline.sink;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.Lsn;

/**
 * How one topology is.
 *
 * @param generation that is shown, or is being built if none is shown; 0 if not known
 * @param frontier what this process has shown last; null if it has not shown anything
 * @param reason what it waits for (a first content, a connection), or null if all is well
 * @param failure what only a person can mend, or null; it is tried again from time to time
 */
public record TopologyHealth(
        String topology, Role role, int generation, Lsn frontier, String reason, Diagnostic failure) {

    /** What this process does for the topology. */
    public enum Role {
        /** Has no connection yet, or lost it. */
        CONNECTING,
        /** Another process writes; this one takes over when that one is gone. */
        STANDBY,
        /** Writes. */
        ACTIVE,
        /** Stopped because of {@link TopologyHealth#failure()}. */
        STOPPED
    }

    /** True if the topology is in good hands. */
    public boolean isReady() {
        return failure == null && (role == Role.STANDBY || role == Role.ACTIVE);
    }
}
