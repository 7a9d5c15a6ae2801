package dev.tideline.ingest.capture;

import io.debezium.connector.postgresql.PostgresStreamingChangeEventSource.PgConnectionSupplier;
import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.connection.ReplicationMessage.Column;
import io.debezium.connector.postgresql.connection.ReplicationMessage.ColumnTypeMetadata;

/** A column of a replication message whose value is the text that PostgreSQL sent. */
final class RawColumn implements Column {

    private final Column column;
    private final String text;

    RawColumn(Column column, String text) {
        this.column = column;
        this.text = text;
    }

    @Override
    public Object getValue(PgConnectionSupplier connection, boolean includeUnknownDatatypes) {
        return text;
    }

    @Override
    public String getName() {
        return column.getName();
    }

    @Override
    public PostgresType getType() {
        return column.getType();
    }

    @Override
    public ColumnTypeMetadata getTypeMetadata() {
        return column.getTypeMetadata();
    }

    @Override
    public boolean isOptional() {
        return column.isOptional();
    }
}
