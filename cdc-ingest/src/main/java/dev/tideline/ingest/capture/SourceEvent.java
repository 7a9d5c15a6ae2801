package dev.tideline.ingest.capture;

import dev.tideline.schemas.wire.Lsn;
import java.time.Instant;

/**
 * What the source's log says, in commit order: the rows of a transaction, then its end, then the rows of the next one.
 * Transactions never interleave.
 */
public sealed interface SourceEvent permits RowChange, SourceEvent.TransactionEnd, SourceEvent.Mark {

    /**
     * A transaction is complete.
     *
     * @param end the end of its commit record; resuming there loses nothing and repeats nothing
     * @param committedAt the commit time, with microseconds
     * @param rows how many {@link RowChange}s Debezium says it has delivered for this transaction
     */
    record TransactionEnd(long transactionId, Lsn end, Instant committedAt, long rows) implements SourceEvent {}

    /** A message that Tideline itself has written into the log, outside of any transaction. */
    record Mark(Lsn at, String content) implements SourceEvent {}
}
