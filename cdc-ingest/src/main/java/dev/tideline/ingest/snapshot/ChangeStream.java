package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.epoch.EpochLog;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** What a snapshot asks of the running stream of changes. All may be called by other threads than the stream's. */
public interface ChangeStream {

    /** Where epochs end. */
    EpochLog log();

    /**
     * Writes a heartbeat into the source's log.
     *
     * @return a place that the stream has passed when the heartbeat has come through
     */
    Lsn heartbeat() throws SQLException;

    /** The time on the source's clock. */
    Instant sourceTime() throws SQLException;

    /** Makes sure that the tables' change topics exist. */
    CompletableFuture<Void> prepareTopics(Collection<TableName> tables);

    /** Makes every source transaction an epoch of its own, from the returned epoch on. */
    CompletableFuture<Long> holdEpochPerTransaction();

    /** Takes {@link #holdEpochPerTransaction} back. */
    void releaseEpochPerTransaction();
}
