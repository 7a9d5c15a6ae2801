package dev.tideline.sink.postgres.catalog;

import dev.tideline.schemas.wire.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tideline.storage}, {@code tideline.view_storage} and {@code tideline.requested_index}. */
public final class StorageCatalog {

    /** Where a generation writes a view's rows; {@code published} once users see them. */
    public record ViewStorage(Storage storage, boolean published) {}

    private final Connection connection;

    public StorageCatalog(Connection connection) {
        this.connection = connection;
    }

    /** The storages of a generation by view. */
    public Map<String, ViewStorage> of(long generationId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT v.view, s.schema_name, s.table_name, s.key_form, s.key_columns, s.key_index, v.published"
                        + " FROM tideline.view_storage v JOIN tideline.storage s USING (schema_name, table_name)"
                        + " WHERE v.generation_id = ?")) {
            statement.setLong(1, generationId);
            var storages = new LinkedHashMap<String, ViewStorage>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var storage = new Storage(
                            new TableName(rows.getString(2), rows.getString(3)),
                            KeyForm.ofStored(rows.getString(4)),
                            texts(rows.getArray(5)),
                            rows.getString(6));
                    storages.put(rows.getString(1), new ViewStorage(storage, rows.getBoolean(7)));
                }
            }
            return storages;
        }
    }

    public Storage find(TableName table) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT key_form, key_columns, key_index FROM tideline.storage WHERE schema_name = ? AND table_name = ?")) {
            set(statement, 1, table);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? new Storage(
                                table, KeyForm.ofStored(row.getString(1)), texts(row.getArray(2)), row.getString(3))
                        : null;
            }
        }
    }

    public void save(Storage storage) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO tideline.storage (schema_name, table_name, key_form, key_columns, key_index)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (schema_name, table_name) DO UPDATE SET"
                        + " key_form = excluded.key_form, key_columns = excluded.key_columns, key_index = excluded.key_index")) {
            set(statement, 1, storage.table());
            statement.setString(
                    3, storage.keyForm() == null ? null : storage.keyForm().stored());
            statement.setArray(
                    4, connection.createArrayOf("text", storage.keyColumns().toArray()));
            statement.setString(5, storage.keyIndex());
            statement.executeUpdate();
        }
    }

    /** Records that a table has another name now. */
    public void rename(TableName from, TableName to) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE tideline.storage SET schema_name = ?, table_name = ?"
                + " WHERE schema_name = ? AND table_name = ?")) {
            set(statement, 1, to);
            set(statement, 3, from);
            statement.executeUpdate();
        }
    }

    /** Forgets a table that is dropped, and every generation's claim to write there. */
    public void unbindAndDelete(TableName table) throws SQLException {
        for (String catalog : new String[] {"view_storage", "storage"}) {
            try (var statement = connection.prepareStatement(
                    "DELETE FROM tideline." + catalog + " WHERE schema_name = ? AND table_name = ?")) {
                set(statement, 1, table);
                statement.executeUpdate();
            }
        }
    }

    /** Says where a generation writes a view's rows from now on. */
    public void bind(long generationId, String view, TableName table, boolean published) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO tideline.view_storage (generation_id, view, schema_name, table_name, published)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (generation_id, view) DO UPDATE SET"
                        + " schema_name = excluded.schema_name, table_name = excluded.table_name,"
                        + " published = excluded.published")) {
            statement.setLong(1, generationId);
            statement.setString(2, view);
            set(statement, 3, table);
            statement.setBoolean(5, published);
            statement.executeUpdate();
        }
    }

    /** Names of the indexes that were created on request, by their columns. */
    public Map<List<String>, String> requestedIndexes(TableName table) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT columns, index_name FROM tideline.requested_index"
                + " WHERE schema_name = ? AND table_name = ?")) {
            set(statement, 1, table);
            var indexes = new LinkedHashMap<List<String>, String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    indexes.put(texts(rows.getArray(1)), rows.getString(2));
                }
            }
            return indexes;
        }
    }

    public void addRequestedIndex(TableName table, List<String> columns, String index) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO tideline.requested_index (schema_name, table_name, columns, index_name) VALUES (?, ?, ?, ?)")) {
            set(statement, 1, table);
            statement.setArray(3, connection.createArrayOf("text", columns.toArray()));
            statement.setString(4, index);
            statement.executeUpdate();
        }
    }

    public void removeRequestedIndex(TableName table, String index) throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM tideline.requested_index"
                + " WHERE schema_name = ? AND table_name = ? AND index_name = ?")) {
            set(statement, 1, table);
            statement.setString(3, index);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int at, TableName table) throws SQLException {
        statement.setString(at, table.schema());
        statement.setString(at + 1, table.name());
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
