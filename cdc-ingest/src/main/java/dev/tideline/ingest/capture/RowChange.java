package dev.tideline.ingest.capture;

import dev.tideline.schemas.wire.Headers;

/**
 * One row inserted, updated or deleted, or one table truncated.
 *
 * @param operation {@code c u d} or {@code t}, as in Debezium's envelope
 * @param before the old row in the layout's order, null if PostgreSQL sent none; under REPLICA IDENTITY DEFAULT only the
 *     key columns are filled
 * @param after the new row in the layout's order, null for a deletion
 * @param totalOrder the row's number in its transaction, from 1
 * @param tableOrder the row's number among those of its table in the transaction, from 1
 */
public record RowChange(
        TableLayout layout,
        char operation,
        String[] before,
        String[] after,
        long lsn,
        long transactionId,
        long commitMicros,
        long totalOrder,
        long tableOrder)
        implements SourceEvent {

    /**
     * Stands for a value that PostgreSQL did not send because it did not change. To be compared by identity: a text with
     * the same characters is a genuine value.
     */
    @SuppressWarnings("StringOperationCanBeSimplified")
    public static final String UNAVAILABLE = new String(Headers.UNAVAILABLE_VALUE);
}
