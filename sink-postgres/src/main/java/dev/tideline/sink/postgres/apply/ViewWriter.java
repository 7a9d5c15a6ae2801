package dev.tideline.sink.postgres.apply;

import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.epoch.RowLayout;
import dev.tideline.sink.epoch.ViewChanges;
import dev.tideline.sink.postgres.catalog.KeyForm;
import dev.tideline.sink.postgres.catalog.Storage;
import dev.tideline.sink.postgres.ddl.KeyColumn;
import dev.tideline.sink.postgres.ddl.KeyIndex;
import dev.tideline.sink.postgres.ddl.StorageColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies changes to one view's storage: all deletes, then all upserts, so that a row whose key changed its text only is
 * first gone and then there. One row per key and statement.
 */
public final class ViewWriter {

    private static final int STATEMENT_ROWS_MAX = 5_000;
    private static final int STATEMENT_CHARACTERS_MAX = 4 << 20;

    private final Connection connection;
    private final RowLayout layout;
    private final List<StorageColumn> columns;
    private final List<KeyColumn> key;
    private final Storage storage;
    private final ViewSql sql;

    /** @param storage must have its key */
    public ViewWriter(Connection connection, TopologyDescriptor.View view, RowLayout layout, Storage storage)
            throws SQLException {
        this.connection = connection;
        this.layout = layout;
        this.storage = storage;
        this.columns = StorageColumn.of(view);
        this.key = KeyColumn.of(connection, storage.table(), columns, layout.keyPositions());
        this.sql = new ViewSql(
                storage,
                columns,
                key,
                view.bag(),
                storage.keyForm() != KeyForm.UNIQUE || KeyIndex.nullsAreEqual(connection));
    }

    public Storage storage() {
        return storage;
    }

    /** The columns by which rows are found. */
    public List<KeyColumn> key() {
        return key;
    }

    public List<StorageColumn> columns() {
        return columns;
    }

    /** Applies the last writes per key. */
    public Written apply(ViewChanges changes) throws SQLException {
        var written = new Written[] {Written.NOTHING};
        try {
            var deletes =
                    new RowChunks(Math.max(1, key.size()), STATEMENT_ROWS_MAX, STATEMENT_CHARACTERS_MAX, chunk -> {
                        written[0] = written[0].plus(delete(chunk));
                    });
            changes.forEach((recordKey, value) -> {
                if (value == null) {
                    var keyValues = layout.key(recordKey);
                    // An empty key still needs a row that says: delete.
                    deletes.add(keyMask(keyValues), keyValues.length == 0 ? new String[] {""} : keyValues);
                }
            });
            deletes.flush();
            var upserts = new RowChunks(columns.size(), STATEMENT_ROWS_MAX, STATEMENT_CHARACTERS_MAX, chunk -> {
                written[0] = written[0].plus(upsert(chunk));
            });
            changes.forEach((recordKey, value) -> {
                if (value != null) {
                    var row = layout.row(recordKey, value);
                    upserts.add(rowMask(row), row);
                }
            });
            upserts.flush();
        } catch (RowChunks.Failure failure) {
            throw failure.cause();
        }
        return written[0];
    }

    /**
     * Applies rows that waited in a table.
     *
     * @param rows SELECT of {@code c0 …} and a boolean {@code tideline_deleted}, one row per key
     */
    public Written applyFrom(String rows) throws SQLException {
        var written = Written.NOTHING;
        for (boolean deleted : new boolean[] {true, false}) {
            String those = "SELECT * FROM (" + rows + ") w WHERE " + (deleted ? "" : "NOT ") + "tideline_deleted";
            for (long mask : masks(those)) {
                String masked = usesMasks() ? those + " AND " + sql.hasMask(mask) : those;
                written =
                        written.plus(deleted ? deleted(sql.deleteFrom(masked, mask), null) : upsertFrom(masked, mask));
            }
        }
        return written;
    }

    /** Fills a storage that is empty. */
    public Written fillFrom(String rows) throws SQLException {
        try (var statement = connection.createStatement();
                var counts = statement.executeQuery(
                        sql.insertFrom("SELECT * FROM (" + rows + ") w WHERE NOT tideline_deleted"))) {
            counts.next();
            return new Written(counts.getLong(1), 0, 0, counts.getLong(2));
        }
    }

    private List<Long> masks(String rows) throws SQLException {
        if (!usesMasks()) {
            return List.of(0L);
        }
        var masks = new ArrayList<Long>();
        try (var statement = connection.createStatement();
                var found =
                        statement.executeQuery("SELECT DISTINCT " + sql.maskExpression() + " FROM (" + rows + ") m")) {
            while (found.next()) {
                masks.add(found.getLong(1));
            }
        }
        return masks;
    }

    private Written upsertFrom(String rows, long mask) throws SQLException {
        return sql.isReplaced(mask)
                ? replaced(sql.deleteChangedFrom(rows, mask), sql.insertMissingFrom(rows, mask), null)
                : upserted(sql.upsertFrom(rows, mask), null);
    }

    private Written upsert(RowChunks.Chunk chunk) throws SQLException {
        return sql.isReplaced(chunk.mask())
                ? replaced(sql.deleteChanged(chunk.mask()), sql.insertMissing(chunk.mask()), chunk)
                : upserted(sql.upsert(chunk.mask()), chunk);
    }

    private Written delete(RowChunks.Chunk chunk) throws SQLException {
        return deleted(sql.delete(chunk.mask()), chunk);
    }

    private Written upserted(String statementText, RowChunks.Chunk chunk) throws SQLException {
        long[] counts = run(statementText, chunk, 3);
        return new Written(counts[1], counts[0], 0, counts[2]);
    }

    private Written deleted(String statementText, RowChunks.Chunk chunk) throws SQLException {
        long[] counts = run(statementText, chunk, 2);
        return new Written(0, 0, counts[0], -counts[1]);
    }

    private Written replaced(String deleteChanged, String insertMissing, RowChunks.Chunk chunk) throws SQLException {
        long changed = run(deleteChanged, chunk, 1)[0];
        long inserted = run(insertMissing, chunk, 1)[0] - changed;
        return new Written(inserted, changed, 0, inserted);
    }

    /** Runs a statement that selects {@code width} counts; {@code chunk} holds its parameters, if it has any. */
    private long[] run(String statementText, RowChunks.Chunk chunk, int width) throws SQLException {
        try (var statement = connection.prepareStatement(statementText)) {
            if (chunk != null) {
                set(statement, chunk);
            }
            try (var row = statement.executeQuery()) {
                row.next();
                var counts = new long[width];
                for (int i = 0; i < width; i++) {
                    counts[i] = row.getLong(i + 1);
                }
                return counts;
            }
        }
    }

    private void set(PreparedStatement statement, RowChunks.Chunk chunk) throws SQLException {
        for (int column = 0; column < chunk.columns().length; column++) {
            statement.setArray(column + 1, connection.createArrayOf("text", chunk.columns()[column]));
        }
    }

    private boolean usesMasks() {
        return storage.keyForm() != KeyForm.DIGEST && !key.isEmpty();
    }

    private long keyMask(String[] keyValues) {
        long mask = 0;
        if (usesMasks()) {
            for (int i = 0; i < keyValues.length; i++) {
                mask |= keyValues[i] == null ? 1L << i : 0;
            }
        }
        return mask;
    }

    private long rowMask(String[] row) {
        long mask = 0;
        if (usesMasks()) {
            for (int i = 0; i < key.size(); i++) {
                mask |= row[key.get(i).position()] == null ? 1L << i : 0;
            }
        }
        return mask;
    }
}
