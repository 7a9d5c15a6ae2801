package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.convert.RowShapes;
import dev.tideline.ingest.preflight.UnreadableTables;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Finds out whether a table can be captured without losing anything, and copied. */
final class TableCheck {

    private static final String TABLE = """
            SELECT c.oid::int8, c.relkind, c.relpersistence, GREATEST(c.reltuples, 0)::int8 AS rows,
                   row_security_active(c.oid) AS row_security,
                   c.relnamespace = 'pg_catalog'::regnamespace AS system
            FROM pg_catalog.pg_class c WHERE c.oid = to_regclass(?)""";

    private final Connection connection;
    private final RowShapes shapes;

    TableCheck(Connection connection) {
        this.connection = connection;
        this.shapes = new RowShapes(connection);
    }

    SourceTable check(IngestRequest.Snapshot.Table wish) throws SQLException, Refusal {
        TableName name = wish.table();
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, name.quoted());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Refusal(
                            "Table " + name + " does not exist.", "Create it, or correct its name in the view.");
                }
                checkKind(name, row);
                checkReadable(name);
                long oid = row.getLong("oid");
                var key = shapes.primaryKey(name);
                var identities = ReplicaIdentities.of(connection, oid);
                identities.check(name, !key.isEmpty());
                var all = new ColumnCheck(connection, name, oid);
                var columns = all.find(wish.columns(), key);
                return new SourceTable(
                        name,
                        columns,
                        key,
                        row.getString("relkind").equals("p"),
                        all.publishGenerated(columns, identities.loggedWhole(), !key.isEmpty()),
                        row.getLong("rows"));
            }
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                throw new Refusal(
                        "Table " + name + " cannot be read: " + e.getMessage(),
                        "GRANT USAGE ON SCHEMA " + TableName.quote(name.schema()) + " TO " + user() + ";");
            }
            throw e;
        }
    }

    private static void checkKind(TableName name, ResultSet row) throws SQLException, Refusal {
        String kind = row.getString("relkind");
        if (row.getBoolean("system") || !kind.equals("r") && !kind.equals("p")) {
            throw new Refusal(
                    name + " is not a table of rows that PostgreSQL logs.",
                    "Only ordinary and partitioned tables can be captured.");
        }
        if (!row.getString("relpersistence").equals("p")) {
            throw new Refusal(
                    "Table " + name + " is not logged, so its changes cannot be captured.",
                    "ALTER TABLE " + name.quoted() + " SET LOGGED;");
        }
        if (row.getBoolean("row_security")) {
            throw new Refusal(
                    "Row security hides rows of table " + name + " from this user.",
                    "Use a user with BYPASSRLS for source.user, or the owner of the table.");
        }
    }

    private void checkReadable(TableName name) throws SQLException, Refusal {
        var reason = UnreadableTables.find(connection).get(name);
        if (reason != null) {
            throw new Refusal("Table " + name + " " + reason.why() + ".", reason.remedy());
        }
    }

    private String user() throws SQLException {
        return TableName.quote(connection.getMetaData().getUserName());
    }
}
