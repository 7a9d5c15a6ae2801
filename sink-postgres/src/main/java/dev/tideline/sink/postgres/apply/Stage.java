package dev.tideline.sink.postgres.apply;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.epoch.RowLayout;
import dev.tideline.sink.epoch.ViewChanges;
import dev.tideline.sink.postgres.ddl.Sql;
import dev.tideline.sink.postgres.ddl.StorageColumn;
import dev.tideline.sink.postgres.ddl.StorageTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows of one view whose epoch is not complete yet and too large for memory: appended by COPY to a table out of sight, in
 * transactions of their own, each with its epoch and a running number. What stands here is lost with the session, and read
 * from Kafka again; so the table is unlogged.
 */
public final class Stage {

    private static final String OWN_COLUMNS = "tideline_key uuid NOT NULL, tideline_epoch bigint NOT NULL,"
            + " tideline_sequence bigint NOT NULL, tideline_deleted boolean NOT NULL";

    private final Connection connection;
    private final TableName table;
    private final RowLayout layout;
    private final List<StorageColumn> columns;
    private long sequence;
    private boolean created;

    public Stage(
            Connection connection, long generationId, int ordinal, TopologyDescriptor.View view, RowLayout layout) {
        this.connection = connection;
        this.table = nameOf(generationId, ordinal);
        this.layout = layout;
        this.columns = StorageColumn.of(view);
    }

    /** The table's name, for cleaning up. */
    public static TableName nameOf(long generationId, int ordinal) {
        return new TableName(StorageTables.SCHEMA, "stage_" + generationId + "_" + ordinal);
    }

    /** Appends the last writes of a part of an epoch; the caller commits. */
    public void append(long epoch, ViewChanges changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        if (!created) {
            StorageTables.drop(connection, table);
            StorageTables.createWaiting(connection, "UNLOGGED", table, OWN_COLUMNS, columns);
            created = true;
        }
        try (var copy = new CopyText(connection, table.quoted())) {
            changes.forEach((key, value) -> {
                try {
                    copy.field(key.digest().toString())
                            .field(Long.toString(epoch))
                            .field(Long.toString(sequence++))
                            .field(value == null ? "t" : "f");
                    for (String field : value == null ? keyOnly(layout.key(key)) : layout.row(key, value)) {
                        copy.field(field);
                    }
                    copy.endRow();
                } catch (SQLException e) {
                    throw new CopyFailure(e);
                }
            });
            copy.finish();
        } catch (CopyFailure failure) {
            throw (SQLException) failure.getCause();
        }
    }

    public boolean isEmpty() {
        return !created;
    }

    /**
     * The last writes per key of the epochs up to {@code epoch}, as a SELECT of {@code tideline_key, tideline_deleted,
     * c0 …}. Earlier writes are removed.
     */
    public String lastWrites(long epoch) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(Sql.WHOLE_TABLES);
            statement.execute("DELETE FROM " + table.quoted()
                    + " s USING (SELECT tideline_key, max(tideline_sequence) AS last FROM " + table.quoted()
                    + " WHERE tideline_epoch <= " + epoch + " GROUP BY tideline_key HAVING count(*) > 1) d"
                    + " WHERE s.tideline_key = d.tideline_key AND s.tideline_epoch <= " + epoch
                    + " AND s.tideline_sequence < d.last");
            statement.execute(Sql.SINGLE_ROWS);
        }
        return "SELECT * FROM " + table.quoted() + " WHERE tideline_epoch <= " + epoch;
    }

    /** Removes the epochs up to {@code epoch}, which have been applied. */
    public void forget(long epoch) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var later = statement.executeQuery(
                    "SELECT EXISTS (SELECT FROM " + table.quoted() + " WHERE tideline_epoch > " + epoch + ")")) {
                later.next();
                if (later.getBoolean(1)) {
                    statement.execute("DELETE FROM " + table.quoted() + " WHERE tideline_epoch <= " + epoch);
                    return;
                }
            }
            statement.execute("DROP TABLE " + table.quoted());
            created = false;
        }
    }

    private String[] keyOnly(String[] keyValues) {
        var row = new String[columns.size()];
        int[] positions = layout.keyPositions();
        for (int i = 0; i < positions.length; i++) {
            row[positions[i]] = keyValues[i];
        }
        return row;
    }

    /** Carries COPY's exception through the visit of the changes. */
    private static final class CopyFailure extends RuntimeException {

        private CopyFailure(SQLException cause) {
            super(cause);
        }
    }
}
