package dev.tideline.schemas.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** A wish to ingest, in {@code prefix.requests}. The record's key is the request's id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = IngestRequest.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = IngestRequest.EpochPerTransaction.class, name = "epoch_per_transaction")
})
public sealed interface IngestRequest {

    /** Unique; the reply carries it again. */
    String id();

    /**
     * Capture these tables from now on, and copy them as of one LSN. Answered by {@link IngestReply.SnapshotProgress}
     * and at last {@link IngestReply.SnapshotReady} or {@link IngestReply.Refused}.
     *
     * @param topology who asks, for messages and logs
     */
    record Snapshot(String id, String topology, List<Table> tables) implements IngestRequest {

        public Snapshot {
            tables = List.copyOf(tables);
        }

        /** A table and those of its columns that the asker uses; the others need not be copied. */
        public record Table(TableName table, List<String> columns) {

            public Table {
                columns = List.copyOf(columns);
            }
        }
    }

    /**
     * Until the given time (on the source's clock is not needed: a few seconds of skew only end it earlier or later)
     * close an epoch at the end of every single source transaction. Answered by {@link IngestReply.EpochPerTransaction}.
     */
    record EpochPerTransaction(
            String id, @JsonProperty("until") Instant until) implements IngestRequest {}
}
