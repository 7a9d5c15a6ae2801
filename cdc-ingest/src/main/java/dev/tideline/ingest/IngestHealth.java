package dev.tideline.ingest;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.Lsn;
import java.util.List;

/**
 * How ingest is.
 *
 * @param live false only if its thread has died, so that nothing but a restart helps
 * @param ready true if changes flow, or if another ingest is active and this one stands by
 * @param active true for the one ingest that holds the lock
 * @param reasons why it is not ready, for people
 * @param lsn end of what is durably in the topics; null before the first start, and on a standby
 * @param lagBytes log that the source has written but that is not durably in the topics, as of the last heartbeat
 * @param failure what the user can mend, or null
 */
public record IngestHealth(
        boolean live, boolean ready, boolean active, List<String> reasons, Lsn lsn, long lagBytes, Diagnostic failure) {

    public IngestHealth {
        reasons = List.copyOf(reasons);
    }
}
