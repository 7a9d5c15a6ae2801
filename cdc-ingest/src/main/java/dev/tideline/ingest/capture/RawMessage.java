package dev.tideline.ingest.capture;

import io.debezium.connector.postgresql.connection.ReplicationMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** An INSERT, UPDATE or DELETE whose columns are text. */
final class RawMessage implements ReplicationMessage {

    private final ReplicationMessage message;
    private final List<Column> oldTuple;
    private final List<Column> newTuple;
    private long size = 64;

    RawMessage(ReplicationMessage message) {
        this.message = message;
        this.oldTuple = raw(message.getOldTupleList());
        this.newTuple = raw(message.getNewTupleList());
    }

    private List<Column> raw(List<Column> columns) {
        if (columns == null) {
            return null;
        }
        var raw = new ArrayList<Column>(columns.size());
        for (Column column : columns) {
            if (column.isToastedColumn()) {
                raw.add(column);
            } else {
                String text = RawText.of(column);
                size += text == null ? 8 : 24 + text.length();
                raw.add(new RawColumn(column, text));
            }
        }
        return raw;
    }

    /** Roughly the heap that the values take. */
    long size() {
        return size;
    }

    @Override
    public List<Column> getOldTupleList() {
        return oldTuple;
    }

    @Override
    public List<Column> getNewTupleList() {
        return newTuple;
    }

    @Override
    public Operation getOperation() {
        return message.getOperation();
    }

    @Override
    public Instant getCommitTime() {
        return message.getCommitTime();
    }

    @Override
    public OptionalLong getTransactionId() {
        return message.getTransactionId();
    }

    @Override
    public String getTable() {
        return message.getTable();
    }

    @Override
    public boolean isLastEventForLsn() {
        return message.isLastEventForLsn();
    }

    @Override
    public boolean shouldSchemaBeSynchronized() {
        return message.shouldSchemaBeSynchronized();
    }
}
