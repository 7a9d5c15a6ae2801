package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.capture.TableLayout;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The columns of one table: which of them the log can carry, and which it must. */
final class ColumnCheck {

    private static final int PUBLISHES_GENERATED = 18;

    private static final String COLUMNS = """
            SELECT attname, atttypid::int8, attgenerated, has_column_privilege(attrelid, attnum, 'SELECT') AS readable
            FROM pg_catalog.pg_attribute
            WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    private final Connection connection;
    private final TableName table;
    private final List<Column> columns = new ArrayList<>();

    /** A column as the catalog has it. */
    private record Column(TableLayout.Column layout, String generated, boolean readable) {

        String name() {
            return layout.name();
        }

        boolean isStored() {
            return generated.equals("s");
        }

        boolean isVirtual() {
            return generated.equals("v");
        }
    }

    ColumnCheck(Connection connection, TableName table, long oid) throws SQLException {
        this.connection = connection;
        this.table = table;
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            new TableLayout.Column(rows.getString("attname"), (int) rows.getLong("atttypid")),
                            rows.getString("attgenerated"),
                            rows.getBoolean("readable")));
                }
            }
        }
    }

    /** Those with one of these names, in the table's order. */
    List<TableLayout.Column> find(List<String> wanted, List<String> key) throws SQLException, Refusal {
        var missing = new HashSet<>(wanted);
        var found = new ArrayList<TableLayout.Column>();
        for (var column : columns) {
            missing.remove(column.name());
            if (wanted.contains(column.name()) || key.contains(column.name())) {
                check(column);
                found.add(column.layout);
            }
        }
        if (!missing.isEmpty()) {
            throw new Refusal(
                    "Table " + table + " has no column " + String.join(", ", missing) + ".",
                    "Correct the view that uses it.");
        }
        return found;
    }

    private void check(Column column) throws SQLException, Refusal {
        if (column.isVirtual() || column.isStored() && !serverPublishesGenerated()) {
            throw new Refusal(
                    "Column " + column.name() + " of table " + table + " is generated; the log does not carry it.",
                    "Write its expression into the view.");
        }
        if (!column.readable) {
            String user = TableName.quote(connection.getMetaData().getUserName());
            throw new Refusal(
                    "User " + user + " may not read column " + column.name() + " of table " + table + ".",
                    "GRANT SELECT ON " + table.quoted() + " TO " + user + ";");
        }
    }

    /**
     * Whether the publication must have stored generated columns, too: because some of them are captured, or because PostgreSQL,
     * since it can publish them, refuses UPDATE and DELETE where a published old row is logged whole but would come without them.
     *
     * @throws Refusal if an old row would come without virtual columns, which are never published
     */
    boolean publishGenerated(List<TableLayout.Column> captured, Optional<TableName> loggedWhole, boolean keyed)
            throws SQLException, Refusal {
        if (!serverPublishesGenerated()) {
            return false;
        }
        if (loggedWhole.isPresent() && columns.stream().anyMatch(Column::isVirtual)) {
            throw new Refusal(
                    "Table " + table
                            + " logs whole rows and has a virtual generated column: PostgreSQL would refuse every"
                            + " UPDATE and DELETE of it once its changes are published.",
                    keyed
                            ? "ALTER TABLE " + loggedWhole.get().quoted() + " REPLICA IDENTITY DEFAULT;"
                            : "Give it a primary key and ALTER TABLE "
                                    + loggedWhole.get().quoted()
                                    + " REPLICA IDENTITY DEFAULT; or make the column STORED.");
        }
        return columns.stream()
                .filter(Column::isStored)
                .anyMatch(column -> loggedWhole.isPresent() || captured.contains(column.layout));
    }

    private boolean serverPublishesGenerated() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= PUBLISHES_GENERATED;
    }
}
