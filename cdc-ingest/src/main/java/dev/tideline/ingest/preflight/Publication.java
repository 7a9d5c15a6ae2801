package dev.tideline.ingest.preflight;

import static dev.tideline.ingest.preflight.ServerCheck.refuse;

import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The publication: which tables' changes come through the slot. */
public final class Publication {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connection connection;
    private final String name;

    public Publication(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /**
     * Refuses a publication that would leave out changes or, where the views' tables are in the same database, would send
     * our own writes back to us.
     *
     * @return false if there is no publication yet; that it can be created has been checked then
     */
    public boolean check(boolean targetIsSource) throws SQLException {
        String sql = "SELECT puballtables, pubinsert AND pubupdate AND pubdelete AND pubtruncate AS complete"
                + " FROM pg_catalog.pg_publication WHERE pubname = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    checkCreatable();
                    return false;
                }
                if (!row.getBoolean("complete")) {
                    throw refuse(
                            DiagnosticCode.SOURCE_PUBLICATION,
                            "Publication " + name + " leaves out some kinds of changes.",
                            "ALTER PUBLICATION " + quoted() + " SET (publish = 'insert, update, delete, truncate');");
                }
                if (targetIsSource && (row.getBoolean("puballtables") || publishesOwnSchema())) {
                    throw refuse(
                            DiagnosticCode.SOURCE_PUBLICATION,
                            "Publication " + name
                                    + " also publishes the tables that Tideline writes, because the target is"
                                    + " the source database: every write would cause another one.",
                            "DROP PUBLICATION " + quoted() + "; Tideline then creates it with the tables it needs.");
                }
                return true;
            }
        }
    }

    private boolean publishesOwnSchema() throws SQLException {
        String sql = "SELECT EXISTS (SELECT FROM pg_catalog.pg_publication_tables"
                + " WHERE pubname = ? AND schemaname = 'tideline')";
        return ask(sql, name);
    }

    private void checkCreatable() throws SQLException {
        if (!ask("SELECT has_database_privilege(current_database(), ?)", "CREATE")) {
            throw missing();
        }
    }

    private dev.tideline.schemas.diagnostics.DiagnosticException missing() throws SQLException {
        String database = ServerCheck.setting(connection, "SELECT current_database()");
        String user = ServerCheck.setting(connection, "SELECT current_user");
        return refuse(
                DiagnosticCode.SOURCE_PUBLICATION,
                "There is no publication " + name + ", and user " + user + " may not create it.",
                createSql() + " as a user who may, or GRANT CREATE ON DATABASE " + TableName.quote(database) + " TO "
                        + TableName.quote(user) + ";");
    }

    private boolean ask(String sql, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Creates the publication, without tables, if it does not exist. */
    public void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(createSql());
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw missing();
            }
            throw e;
        }
    }

    /** The tables whose changes come under their own name, whichever way they got into the publication. */
    public Set<TableName> tables() throws SQLException {
        String sql = "SELECT schemaname, tablename FROM pg_catalog.pg_publication_tables WHERE pubname = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                var tables = new TreeSet<TableName>();
                while (rows.next()) {
                    tables.add(new TableName(rows.getString(1), rows.getString(2)));
                }
                return tables;
            }
        }
    }

    /**
     * Adds tables.
     *
     * @throws SQLException state 42501 if this user does not own the publication and the tables
     */
    public void add(Collection<TableName> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(addSql(tables));
        }
    }

    /** Lets changes of partitions come under the name of the partitioned table. */
    public void publishViaRoot() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(viaRootSql());
        }
    }

    public boolean publishesViaRoot() throws SQLException {
        return ask("SELECT pubviaroot FROM pg_catalog.pg_publication WHERE pubname = ?", name);
    }

    public String viaRootSql() {
        return "ALTER PUBLICATION " + quoted() + " SET (publish_via_partition_root = true);";
    }

    /** Whether stored generated columns come, too. To be asked since PostgreSQL 18, which can publish them. */
    public boolean publishesGenerated() throws SQLException {
        return ask("SELECT pubgencols = 's' FROM pg_catalog.pg_publication WHERE pubname = ?", name);
    }

    public String generatedSql() {
        return "ALTER PUBLICATION " + quoted() + " SET (publish_generated_columns = stored);";
    }

    /** Children that inherit from a table in the old way are tables of their own; ONLY leaves them out. */
    public String addSql(Collection<TableName> tables) {
        return "ALTER PUBLICATION " + quoted() + " ADD TABLE "
                + tables.stream().map(table -> "ONLY " + table.quoted()).collect(Collectors.joining(", ")) + ";";
    }

    private String createSql() {
        return "CREATE PUBLICATION " + quoted() + " WITH (publish_via_partition_root = true);";
    }

    private String quoted() {
        return TableName.quote(name);
    }
}
