package dev.tideline.sink.postgres.apply;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.epoch.RowLayout;
import dev.tideline.sink.epoch.ViewChanges;
import dev.tideline.sink.postgres.ddl.StorageColumn;
import dev.tideline.sink.postgres.ddl.StorageTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows that a failed view has not shown: the last write per key since it failed, in a table of its own, written in the
 * transactions of their epochs and applied in the one in which the view is good again.
 */
public final class HeldRows {

    private static final String OWN_COLUMNS = "tideline_key uuid PRIMARY KEY, tideline_deleted boolean NOT NULL";
    private static final int STATEMENT_ROWS_MAX = 5_000;
    private static final int STATEMENT_CHARACTERS_MAX = 4 << 20;

    private final Connection connection;
    private final TableName table;
    private final RowLayout layout;
    private final List<StorageColumn> columns;
    private boolean exists;

    public HeldRows(
            Connection connection, long generationId, int ordinal, TopologyDescriptor.View view, RowLayout layout)
            throws SQLException {
        this.connection = connection;
        this.table = nameOf(generationId, ordinal);
        this.layout = layout;
        this.columns = StorageColumn.of(view);
        try (var statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, table.quoted());
            try (var row = statement.executeQuery()) {
                row.next();
                exists = row.getBoolean(1);
            }
        }
    }

    /** The table's name, for cleaning up. */
    public static TableName nameOf(long generationId, int ordinal) {
        return new TableName(StorageTables.SCHEMA, "held_" + generationId + "_" + ordinal);
    }

    public boolean isEmpty() {
        return !exists;
    }

    /** Makes sure that the view is known to be held, even if no row of it comes. */
    public void begin() throws SQLException {
        if (!exists) {
            StorageTables.createWaiting(connection, "", table, OWN_COLUMNS, columns);
            exists = true;
        }
    }

    /** Takes the last writes of an epoch. */
    public void add(ViewChanges changes) throws SQLException {
        begin();
        int[] keyPositions = layout.keyPositions();
        var chunks = new RowChunks(columns.size() + 2, STATEMENT_ROWS_MAX, STATEMENT_CHARACTERS_MAX, this::upsert);
        try {
            changes.forEach((key, value) -> {
                var row = new String[columns.size() + 2];
                row[0] = key.digest().toString();
                row[1] = value == null ? "t" : "f";
                if (value == null) {
                    var keyValues = layout.key(key);
                    for (int i = 0; i < keyPositions.length; i++) {
                        row[2 + keyPositions[i]] = keyValues[i];
                    }
                } else {
                    System.arraycopy(layout.row(key, value), 0, row, 2, columns.size());
                }
                chunks.add(0, row);
            });
            chunks.flush();
        } catch (RowChunks.Failure failure) {
            throw failure.cause();
        }
    }

    /** Takes rows from a stage. */
    public void addFrom(String rows) throws SQLException {
        begin();
        try (var statement = connection.createStatement()) {
            statement.execute(
                    insert("SELECT tideline_key, tideline_deleted" + names(i -> ", c" + i) + " FROM (" + rows + ") s"));
        }
    }

    /** All rows held, in the form that {@link ViewWriter#applyFrom} takes. */
    public String rows() {
        return "SELECT * FROM " + table.quoted();
    }

    /** Forgets everything, because it has been applied. */
    public void drop() throws SQLException {
        StorageTables.drop(connection, table);
        exists = false;
    }

    private void upsert(RowChunks.Chunk chunk) throws SQLException {
        String casts =
                "x.a0::uuid, x.a1::boolean" + names(i -> ", " + columns.get(i).cast("x.a" + (i + 2)));
        String arrays = "?::text[], ?::text[]" + names(i -> ", ?::text[]");
        String arrayNames = "a0, a1" + names(i -> ", a" + (i + 2));
        try (var statement = connection.prepareStatement(
                insert("SELECT " + casts + " FROM unnest(" + arrays + ") AS x(" + arrayNames + ")"))) {
            for (int column = 0; column < chunk.columns().length; column++) {
                statement.setArray(column + 1, connection.createArrayOf("text", chunk.columns()[column]));
            }
            statement.executeUpdate();
        }
    }

    private String insert(String select) {
        return "INSERT INTO " + table.quoted() + " (tideline_key, tideline_deleted" + names(i -> ", c" + i) + ") "
                + select
                + " ON CONFLICT (tideline_key) DO UPDATE SET tideline_deleted = excluded.tideline_deleted"
                + names(i -> ", c" + i + " = excluded.c" + i);
    }

    private String names(java.util.function.IntFunction<String> name) {
        return IntStream.range(0, columns.size()).mapToObj(name).collect(Collectors.joining());
    }
}
