package dev.tideline.ingest.publish;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.schemas.wire.Lsn;
import java.time.Instant;

/**
 * Where ingest stands, as of a committed Kafka transaction: with the rows, or not at all.
 *
 * @param lsn end of the last transaction, or place of the last heartbeat, that is in the topics
 * @param epoch the last epoch that is in the topics
 * @param committedAt commit time of the newest transaction with captured rows, or null
 * @param asOf see {@link dev.tideline.schemas.wire.EpochManifest#asOf()}
 * @param systemIdentifier of the PostgreSQL cluster that {@code lsn} belongs to
 * @param timeline of that cluster
 * @param timestampMs the last epoch's record timestamp; the next one's is not less
 */
public record Position(
        Lsn lsn,
        long epoch,
        @JsonProperty("committed_at") Instant committedAt,
        @JsonProperty("as_of") Instant asOf,
        @JsonProperty("system_identifier") String systemIdentifier,
        int timeline,
        @JsonProperty("timestamp_ms") long timestampMs) {

    /** Where a fresh slot starts: before the first epoch. */
    public static Position start(Lsn lsn, String systemIdentifier, int timeline) {
        return new Position(lsn, 0, null, null, systemIdentifier, timeline, 0);
    }
}
