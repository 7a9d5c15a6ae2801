package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Creates and drops the tables that hold rows out of users' sight. */
public final class StorageTables {

    /** The schema of everything that users do not query. */
    public static final String SCHEMA = "tideline_data";

    private StorageTables() {}

    /** The table in which a generation gathers a view. */
    public static TableName nameOf(long generationId, int ordinal, TopologyDescriptor.View view) {
        return new TableName(SCHEMA, Sql.shorten(view.name(), "_" + generationId + "_" + ordinal));
    }

    /** Creates an empty storage table, without a key. */
    public static void create(Connection connection, TableName table, TopologyDescriptor.View view)
            throws SQLException {
        String columns = StorageColumn.of(view).stream()
                .map(column -> column.definition(column.name()))
                .collect(Collectors.joining(", "));
        try {
            Sql.run(connection, "CREATE TABLE " + table.quoted() + " (" + columns + ")");
        } catch (SQLException e) {
            explainIfUsersMistake(e, view);
            throw e;
        }
    }

    /** Column {@code number} of a table in which rows of a view wait. */
    public static String waitingColumn(int number) {
        return "c" + number;
    }

    /**
     * Creates a table in which rows of a view wait: columns named by {@link #waitingColumn}, so that no name of the
     * user's can meet one of ours.
     *
     * @param ownColumns definitions of the columns that say what each row is about
     */
    public static void createWaiting(
            Connection connection, String kind, TableName table, String ownColumns, List<StorageColumn> columns)
            throws SQLException {
        var definitions = new StringBuilder(ownColumns);
        for (int i = 0; i < columns.size(); i++) {
            definitions.append(", ").append(columns.get(i).definition(waitingColumn(i)));
        }
        Sql.run(connection, "CREATE " + kind + " TABLE IF NOT EXISTS " + table.quoted() + " (" + definitions + ")");
    }

    public static void drop(Connection connection, TableName table) throws SQLException {
        Sql.run(connection, "DROP TABLE IF EXISTS " + table.quoted());
    }

    private static void explainIfUsersMistake(SQLException e, TopologyDescriptor.View view) {
        if (!String.valueOf(e.getSQLState()).startsWith("42") || "42501".equals(e.getSQLState())) {
            return;
        }
        boolean missing = "42704".equals(e.getSQLState());
        throw new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.TARGET_RELATION,
                        "the target cannot have a table for view '" + view.name() + "': " + e.getMessage(),
                        missing
                                ? "Create the type or collation in the target (CREATE EXTENSION, CREATE COLLATION), then it"
                                        + " goes on."
                                : "Give the columns of the query other names (AS …).",
                        null)),
                e);
    }
}
