package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.capture.TableLayout;
import dev.tideline.ingest.convert.RowShapes;
import dev.tideline.ingest.preflight.UnreadableTables;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Finds out whether a table can be captured without losing anything, and copied. */
final class TableCheck {

    private static final String TABLE = """
            SELECT c.oid::int8, c.relkind, c.relpersistence, GREATEST(c.reltuples, 0)::int8 AS rows,
                   row_security_active(c.oid) AS row_security,
                   c.relnamespace = 'pg_catalog'::regnamespace AS system
            FROM pg_catalog.pg_class c WHERE c.oid = to_regclass(?)""";

    private static final String COLUMNS = """
            SELECT attname, atttypid::int8, attgenerated <> '' AS generated,
                   has_column_privilege(attrelid, attnum, 'SELECT') AS readable
            FROM pg_catalog.pg_attribute
            WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    /** What the log tells of an old row is a matter of each partition. */
    private static final String IDENTITIES = """
            SELECT n.nspname, c.relname, c.relreplident,
                   EXISTS (SELECT FROM pg_catalog.pg_index i
                           WHERE i.indrelid = c.oid AND i.indisreplident AND i.indisprimary) AS by_primary_key
            FROM (SELECT ?::oid AS oid UNION SELECT relid FROM pg_partition_tree(?::oid::regclass) WHERE isleaf) t
            JOIN pg_catalog.pg_class c ON c.oid = t.oid AND c.relkind = 'r'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            ORDER BY 1, 2""";

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
                checkIdentity(name, oid, !key.isEmpty());
                return new SourceTable(
                        name,
                        columns(name, oid, wish.columns(), key),
                        key,
                        row.getString("relkind").equals("p"),
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

    private void checkIdentity(TableName name, long oid, boolean keyed) throws SQLException, Refusal {
        try (PreparedStatement statement = connection.prepareStatement(IDENTITIES)) {
            statement.setLong(1, oid);
            statement.setLong(2, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String identity = rows.getString("relreplident");
                    boolean enough = identity.equals("f")
                            || keyed && (identity.equals("d") || rows.getBoolean("by_primary_key"));
                    if (!enough) {
                        var part = new TableName(rows.getString("nspname"), rows.getString("relname"));
                        throw new Refusal(
                                "Table " + name + (keyed ? "" : " has no primary key that is checked at once, and")
                                        + " does not log which row is changed or deleted.",
                                "ALTER TABLE " + part.quoted() + " REPLICA IDENTITY "
                                        + (keyed ? "DEFAULT;" : "FULL; (or give it a primary key)"));
                    }
                }
            }
        }
    }

    private List<TableLayout.Column> columns(TableName name, long oid, List<String> wanted, List<String> key)
            throws SQLException, Refusal {
        var missing = new HashSet<>(wanted);
        var columns = new ArrayList<TableLayout.Column>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String column = rows.getString("attname");
                    missing.remove(column);
                    if (wanted.contains(column) || key.contains(column)) {
                        checkColumn(name, column, rows);
                        columns.add(new TableLayout.Column(column, (int) rows.getLong("atttypid")));
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new Refusal(
                    "Table " + name + " has no column " + String.join(", ", missing) + ".",
                    "Correct the view that uses it.");
        }
        return columns;
    }

    private void checkColumn(TableName name, String column, ResultSet row) throws SQLException, Refusal {
        if (row.getBoolean("generated")) {
            throw new Refusal(
                    "Column " + column + " of table " + name + " is generated; the log does not carry it.",
                    "Write its expression into the view.");
        }
        if (!row.getBoolean("readable")) {
            throw new Refusal(
                    "User " + user() + " may not read column " + column + " of table " + name + ".",
                    "GRANT SELECT ON " + name.quoted() + " TO " + user() + ";");
        }
    }

    private String user() throws SQLException {
        return TableName.quote(connection.getMetaData().getUserName());
    }
}
