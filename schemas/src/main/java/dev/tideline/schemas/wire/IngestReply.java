package dev.tideline.schemas.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** Ingest's answer to an {@link IngestRequest}, in {@code prefix.replies}. The record's key is the request's id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = IngestReply.SnapshotProgress.class, name = "snapshot_progress"),
    @JsonSubTypes.Type(value = IngestReply.SnapshotReady.class, name = "snapshot_ready"),
    @JsonSubTypes.Type(value = IngestReply.EpochPerTransaction.class, name = "epoch_per_transaction"),
    @JsonSubTypes.Type(value = IngestReply.Refused.class, name = "refused")
})
public sealed interface IngestReply {

    /** The id of the request. */
    String id();

    /** How far the copying is; the rows expected are PostgreSQL's estimate. */
    record SnapshotProgress(
            String id,
            TableName table,
            @JsonProperty("rows_copied") long rowsCopied,
            @JsonProperty("rows_expected") long rowsExpected)
            implements IngestReply {}

    /**
     * The snapshot stands in topics of its own. Its rows are, for every table, exactly the source as of {@code lsn}; the
     * change topics' rows of epoch {@code firstEpoch} and later are exactly what happened after it.
     *
     * @param lsn S, the consistent point
     * @param committedAt see {@link EpochManifest#committedAt()}
     * @param asOf time on the source's clock at which the snapshot was taken
     * @param firstEpoch E, the first epoch behind the snapshot; a reader drops rows of earlier epochs
     */
    record SnapshotReady(
            String id,
            Lsn lsn,
            @JsonProperty("committed_at") Instant committedAt,
            @JsonProperty("as_of") Instant asOf,
            @JsonProperty("first_epoch") long firstEpoch,
            List<Table> tables)
            implements IngestReply {

        public SnapshotReady {
            tables = List.copyOf(tables);
        }

        /** Where one table's rows stand (partition 0 of {@code topic}, headers name epoch E-1) and how many there are. */
        public record Table(TableName table, String topic, long rows) {}
    }

    /** From epoch {@code fromEpoch} on, and until then, every source transaction is an epoch of its own. */
    record EpochPerTransaction(
            String id, @JsonProperty("from_epoch") long fromEpoch, Instant until) implements IngestReply {}

    /** The request cannot be met; {@code message} says why, {@code hint} what would help (SQL to run, if any). */
    record Refused(String id, String message, String hint) implements IngestReply {}
}
