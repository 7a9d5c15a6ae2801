package dev.tideline.engine.sql.server;

import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.sql.tree.NodeReader;
import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;
import org.postgresql.util.PSQLException;

/**
 * A read-only session on the source. Queries of users are handed over as they are, in one Parse message each, and are never executed,
 * so no text of theirs can do anything. Not thread-safe.
 */
public final class SourceSession implements AutoCloseable {

    private static final int PARSE_AND_DESCRIBE =
            QueryExecutor.QUERY_DESCRIBE_ONLY | QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_SUPPRESS_BEGIN;
    private static final int OLDEST_VERSION = 140000;

    private final BaseConnection connection;
    private final int version;

    private SourceSession(BaseConnection connection, int version) {
        this.connection = connection;
        this.version = version;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Connects.
     *
     * @throws DiagnosticException if the server cannot be reached or is one that we cannot analyse queries on
     */
    public static SourceSession open(Database database) {
        var properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().reveal());
        properties.setProperty("ApplicationName", "tideline analysis");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("preferQueryMode", "extended");
        try {
            var connection = DriverManager.getConnection(database.url(), properties);
            try {
                return of(connection);
            } catch (RuntimeException | SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unreachable(
                    "cannot connect to the source " + withoutOptions(database.url()) + " as " + database.user(), e);
        }
    }

    /** Takes over a connection, which will be closed with the session. */
    private static SourceSession of(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(true);
        var pgConnection = connection.unwrap(BaseConnection.class);
        int version = pgConnection.getQueryExecutor().getServerVersionNum();
        if (version < OLDEST_VERSION) {
            throw unsupported(
                    "the source is PostgreSQL " + version / 10000 + "; Tideline needs 14 or later",
                    "Upgrade the source database.");
        }
        var encoding = pgConnection.getParameterStatus("server_encoding");
        if (!"UTF8".equals(encoding)) {
            throw unsupported(
                    "the source database is encoded in " + encoding + "; Tideline needs UTF8",
                    "Move the data to a database created with ENCODING 'UTF8'.");
        }
        return new SourceSession(pgConnection, version);
    }

    /** Such as 180006. */
    public int version() {
        return version;
    }

    /** Runs a query of ours. */
    public <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            var rows = new ArrayList<T>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw failure("a catalog query failed on the source", e);
        }
    }

    /**
     * Lets PostgreSQL analyse a statement.
     *
     * @throws RejectedException if PostgreSQL finds it wrong, or a setting
     */
    public Captured capture(String sql, AnalysisSettings settings) throws RejectedException {
        try {
            connection.setAutoCommit(false);
            try {
                apply(settings);
                return parseAndDescribe(sql);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw rejectedOrFailure(e);
        }
    }

    /** Evaluates an expression of ours to text under these settings. */
    public String evaluate(String expression, AnalysisSettings settings) throws RejectedException {
        // Not a prepared one: a question mark in the expression, quoted or not, is nothing but that.
        return evaluate(settings, () -> {
            try (var statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                return onlyText(statement.executeQuery("SELECT (" + expression + ")::text"));
            }
        });
    }

    /**
     * Calls a function of PostgreSQL itself; the result as text, or null.
     *
     * @param types of the arguments, as SQL
     * @param arguments their texts
     */
    public String call(String function, List<String> types, List<String> arguments, AnalysisSettings settings)
            throws RejectedException {
        var values = types.stream().map(type -> "CAST(? AS " + type + ")").collect(Collectors.joining(", "));
        var sql = "SELECT CAST(pg_catalog." + TableName.quote(function) + "(" + values + ") AS pg_catalog.text)";
        return evaluate(settings, () -> {
            try (var statement = connection.prepareStatement(sql)) {
                bind(statement, arguments.toArray());
                return onlyText(statement.executeQuery());
            }
        });
    }

    /** Asks the server for something. */
    private interface Question {
        String ask() throws SQLException;
    }

    private String evaluate(AnalysisSettings settings, Question question) throws RejectedException {
        try {
            connection.setAutoCommit(false);
            try {
                apply(new AnalysisSettings(settings.timezone(), settings.searchPath()));
                return question.ask();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw rejectedOrFailure(e);
        }
    }

    private static String onlyText(ResultSet result) throws SQLException {
        try (result) {
            result.next();
            return result.getString(1);
        }
    }

    private void apply(AnalysisSettings settings) throws SQLException {
        var all = settings.all();
        var calls = all.keySet().stream()
                .map(name -> "pg_catalog.set_config('" + name + "', ?, true)")
                .collect(Collectors.joining(", "));
        try (var statement = connection.prepareStatement("SELECT " + calls)) {
            bind(statement, all.values().toArray());
            statement.executeQuery().close();
        }
    }

    private Captured parseAndDescribe(String sql) throws SQLException, RejectedException {
        var executor = connection.getQueryExecutor();
        var listener = new TreeListener();
        // The text goes to the server as it is: JDBC's own parser would take ? for parameters and split at semicolons.
        var query = executor.wrap(List.of(new NativeQuery(sql, new int[0], false, SqlCommand.BLANK)));
        try {
            executor.execute(query, null, listener, 0, 0, PARSE_AND_DESCRIBE);
        } finally {
            query.close();
        }
        var columns = new ArrayList<Captured.ResultColumn>();
        for (var field : listener.fields()) {
            columns.add(new Captured.ResultColumn(
                    field.getColumnLabel(), Integer.toUnsignedLong(field.getOID()), field.getMod()));
        }
        return new Captured(onlyQuery(listener.trees()), columns);
    }

    private static Node onlyQuery(List<String> trees) throws RejectedException {
        if (trees.size() != 1) {
            throw new IllegalStateException("expected one tree from the server, got " + trees.size());
        }
        var queries = Node.nodes(NodeReader.readDump(trees.get(0)));
        if (queries.size() != 1) {
            throw new RejectedException(
                    "0A000", "the query is not one SELECT: rules make it " + queries.size(), null, null, 0);
        }
        return queries.get(0);
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    private static RejectedException rejectedOrFailure(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (e instanceof PSQLException error && error.getServerErrorMessage() != null && !isConnectionLost(state)) {
            var message = error.getServerErrorMessage();
            return new RejectedException(
                    state, message.getMessage(), message.getDetail(), message.getHint(), message.getPosition());
        }
        throw failure("analysis failed on the source", e);
    }

    private static RuntimeException failure(String message, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        return isConnectionLost(state)
                ? unreachable("the connection to the source was lost", e)
                : new IllegalStateException(message + ": " + e.getMessage(), e);
    }

    private static boolean isConnectionLost(String sqlState) {
        return sqlState.startsWith("08") || sqlState.startsWith("57P");
    }

    /** The URL without what may follow a question mark, where people put passwords. */
    private static String withoutOptions(String url) {
        int options = url.indexOf('?');
        return options < 0 ? url : url.substring(0, options);
    }

    private static DiagnosticException unreachable(String message, SQLException e) {
        return new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.SOURCE_UNREACHABLE,
                        message + ": " + e.getMessage(),
                        "Check source.url, source.user and source.password, and that the server accepts connections from here.",
                        null)),
                e);
    }

    private static DiagnosticException unsupported(String message, String hint) {
        return new DiagnosticException(Diagnostic.error(DiagnosticCode.SOURCE_UNSUPPORTED, message, hint, null));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing that we did on it could be lost.
        }
    }
}
