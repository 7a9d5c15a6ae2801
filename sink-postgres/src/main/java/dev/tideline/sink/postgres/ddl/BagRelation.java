package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.ViewRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** The plain SQL view that shows a bag: every stored row as often as it occurs, the query's columns and nothing else. */
final class BagRelation {

    private BagRelation() {}

    static void create(Connection connection, TopologyDescriptor.View view, TableName storage) throws SQLException {
        define(connection, "CREATE VIEW ", view, storage);
    }

    /** Lets the view show another storage table; false if its columns differ in a way that PostgreSQL refuses. */
    static boolean replace(Connection connection, TopologyDescriptor.View view, TableName storage) throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            define(connection, "CREATE OR REPLACE VIEW ", view, storage);
            return true;
        } catch (SQLException e) {
            if (!"42P16".equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(savepoint);
            return false;
        }
    }

    private static void define(Connection connection, String create, TopologyDescriptor.View view, TableName storage)
            throws SQLException {
        String columns = view.columns().stream()
                .map(column -> "s." + TableName.quote(column.name()))
                .collect(Collectors.joining(", "));
        Sql.run(
                connection,
                create + view.relation().quoted() + " AS SELECT " + columns + " FROM " + storage.quoted()
                        + " AS s CROSS JOIN LATERAL pg_catalog.generate_series(1::bigint, s."
                        + TableName.quote(ViewRow.COUNT) + ") AS tideline_copy");
    }
}
