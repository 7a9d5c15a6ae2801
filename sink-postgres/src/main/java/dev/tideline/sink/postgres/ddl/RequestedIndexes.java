package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.postgres.catalog.StorageCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The indexes that the topology file asks for. Indexes that users made themselves are not ours to touch. */
public final class RequestedIndexes {

    private RequestedIndexes() {}

    /** Creates the indexes that are missing on a storage table and drops ours that are no longer asked for. */
    public static void ensure(Connection connection, TableName table, TopologyDescriptor.View view)
            throws SQLException {
        var catalog = new StorageCatalog(connection);
        var there = catalog.requestedIndexes(table);
        for (var index : there.entrySet()) {
            if (!view.indexes().contains(index.getKey())) {
                Sql.run(connection, "DROP INDEX IF EXISTS " + new TableName(table.schema(), index.getValue()).quoted());
                catalog.removeRequestedIndex(table, index.getValue());
            }
        }
        for (List<String> columns : view.indexes().stream().distinct().toList()) {
            if (!there.containsKey(columns)) {
                String name = Sql.freeIndexName(
                        connection,
                        view.relation().schema(),
                        table,
                        view.relation().name() + "_" + String.join("_", columns),
                        "_idx");
                Sql.run(
                        connection,
                        "CREATE INDEX " + TableName.quote(name) + " ON " + table.quoted() + " (" + Sql.list(columns)
                                + ")");
                catalog.addRequestedIndex(table, columns, name);
            }
        }
    }

    /** Forgets and drops all of ours, for a table whose columns are about to change. */
    static void dropAll(Connection connection, TableName table) throws SQLException {
        var catalog = new StorageCatalog(connection);
        for (String index : catalog.requestedIndexes(table).values()) {
            Sql.run(connection, "DROP INDEX IF EXISTS " + new TableName(table.schema(), index).quoted());
            catalog.removeRequestedIndex(table, index);
        }
    }
}
