package dev.tideline.sink.postgres.catalog;

import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code tideline.relation}: what Tideline has created for users. */
public final class RelationCatalog {

    /**
     * A relation of ours.
     *
     * @param isView true for a plain SQL view over a bag's storage
     * @param columns the columns that we gave it, as {@code TableColumn} writes them
     * @param storage the table behind it; itself if it is a table
     */
    public record Relation(
            TableName name, String topology, String view, boolean isView, List<String> columns, TableName storage) {

        public Relation {
            columns = List.copyOf(columns);
        }
    }

    private static final String COLUMNS =
            "schema_name, relation_name, topology, view, kind = 'view', columns, storage_schema, storage_table";

    private final Connection connection;

    public RelationCatalog(Connection connection) {
        this.connection = connection;
    }

    public Relation find(TableName name) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM tideline.relation WHERE schema_name = ? AND relation_name = ?")) {
            statement.setString(1, name.schema());
            statement.setString(2, name.name());
            try (var row = statement.executeQuery()) {
                return row.next() ? read(row) : null;
            }
        }
    }

    public List<Relation> of(String topology) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM tideline.relation WHERE topology = ? ORDER BY 1, 2")) {
            statement.setString(1, topology);
            var relations = new ArrayList<Relation>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    relations.add(read(rows));
                }
            }
            return relations;
        }
    }

    public void save(Relation relation) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO tideline.relation (topology, view, kind, columns, storage_schema, storage_table,"
                        + " schema_name, relation_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (schema_name, relation_name) DO UPDATE SET topology = excluded.topology,"
                        + " view = excluded.view, kind = excluded.kind, columns = excluded.columns,"
                        + " storage_schema = excluded.storage_schema, storage_table = excluded.storage_table")) {
            statement.setString(1, relation.topology());
            statement.setString(2, relation.view());
            statement.setString(3, relation.isView() ? "view" : "table");
            statement.setArray(
                    4, connection.createArrayOf("text", relation.columns().toArray()));
            statement.setString(5, relation.storage().schema());
            statement.setString(6, relation.storage().name());
            statement.setString(7, relation.name().schema());
            statement.setString(8, relation.name().name());
            statement.executeUpdate();
        }
    }

    public void delete(TableName name) throws SQLException {
        try (var statement = connection.prepareStatement(
                "DELETE FROM tideline.relation WHERE schema_name = ? AND relation_name = ?")) {
            statement.setString(1, name.schema());
            statement.setString(2, name.name());
            statement.executeUpdate();
        }
    }

    /** True if a view that is not paused is shown under this name by a topology other than {@code topology}. */
    public boolean isShownByAnother(TableName name, String topology) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT EXISTS (SELECT FROM tideline.view_state"
                + " WHERE schema_name = ? AND relation_name = ? AND topology <> ? AND state <> 'paused')")) {
            statement.setString(1, name.schema());
            statement.setString(2, name.name());
            statement.setString(3, topology);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static Relation read(ResultSet row) throws SQLException {
        return new Relation(
                new TableName(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                StorageCatalog.texts(row.getArray(6)),
                new TableName(row.getString(7), row.getString(8)));
    }
}
