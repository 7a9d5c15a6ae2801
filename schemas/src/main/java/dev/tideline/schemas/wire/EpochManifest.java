package dev.tideline.schemas.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * What ingest says of one source epoch, in {@code prefix.epochs}. An epoch is a run of whole source transactions;
 * <strong>it is complete for a reader as soon as the counts named here are met.</strong> There are no control records
 * among the data.
 *
 * @param epoch 1, 2, 3 … without gaps
 * @param lsn end of the last transaction's commit record; the epoch's rows and those of all epochs before it make up
 *     the source exactly as of this LSN. An epoch without rows (a heartbeat) only moves this LSN on
 * @param committedAt commit time on the source of the newest transaction with captured rows up to here; null as long as
 *     there was none
 * @param asOf time on the source's clock up to which nothing is missing: the commit time of the epoch's last
 *     transaction, or the time of the heartbeat
 * @param transactions how many source transactions the epoch holds; 0 for a heartbeat
 * @param rows rows of this epoch by topic and partition; topics and partitions without rows are left out
 * @param bulk true if the transaction was too large even for a Kafka transaction of its own: its rows are not in the
 *     topics, and the topologies concerned must be hydrated again
 * @param alone true if nobody may close this epoch together with others: somebody who has asked for an epoch per
 *     transaction must find the answers exactly as of its end, and as of the end of the one before
 */
public record EpochManifest(
        long epoch,
        Lsn lsn,
        @JsonProperty("committed_at") Instant committedAt,
        @JsonProperty("as_of") Instant asOf,
        int transactions,
        Map<String, Map<Integer, Long>> rows,
        boolean bulk,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean alone) {

    public EpochManifest {
        rows = Map.copyOf(rows);
    }

    /** An epoch that may be closed together with its neighbours. */
    public EpochManifest(
            long epoch,
            Lsn lsn,
            Instant committedAt,
            Instant asOf,
            int transactions,
            Map<String, Map<Integer, Long>> rows,
            boolean bulk) {
        this(epoch, lsn, committedAt, asOf, transactions, rows, bulk, false);
    }
}
