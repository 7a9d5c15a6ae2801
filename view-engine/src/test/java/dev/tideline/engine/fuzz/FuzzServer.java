package dev.tideline.engine.fuzz;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.sql.SqlAnalyzer;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The PostgreSQL that answers, once as it is and once leniently. {@code oracle_v0} answers what view {@code v0} should hold,
 * {@code lenient_v0} the same with a division by zero that yields NULL: what the view should hold if no row asked for that quotient.
 */
final class FuzzServer {

    private static final String STRICT_PATH = "SET search_path = public";
    private static final String LENIENT_PATH = "SET search_path = lenient, pg_catalog, public";

    private static final Pattern STEP =
            Pattern.compile("(?:actual rows=|Rows Removed by [A-Za-z ]+: )([0-9.]+)(?: loops=([0-9]+))?");

    /** So much that a slow machine gives up the same queries as a fast one: those without an end. */
    private static final int LONGEST_QUERY_SECONDS = 10;

    /** Most of the queries without an end meet this much earlier. */
    private static final String MOST_SPILLED = "100MB";

    private static final int MOST_ROWS = 2000;
    private static final String QUERY_CANCELED = "57014";
    private static final String TOO_MUCH_SPILLED = "53400";
    private static final String NOT_SUPPORTED = "0A000";

    private final PostgresDatabase database;
    private final Connection connection;
    private SqlAnalyzer analyzer;
    private Instant now;
    private SessionSettings session = SessionSettings.UTC;

    FuzzServer(EmbeddedPostgres server, String databaseName) throws SQLException {
        database = server.createDatabase(databaseName);
        // Text both ways, so that values are seen as PostgreSQL prints them.
        connection = DriverManager.getConnection(
                database.url() + "?preferQueryMode=simple", database.user(), database.password());
        execute("SET extra_float_digits = 1");
        // Small rows under large queries: what counts is not to plan them anew each time.
        execute("SET jit = off");
        execute("SET temp_file_limit = '" + MOST_SPILLED + "'");
        execute("CREATE SCHEMA lenient");
        execute("CREATE FUNCTION lenient.divide(integer, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS"
                + " 'SELECT $1 OPERATOR(pg_catalog./) NULLIF($2, 0)'");
        execute("CREATE OPERATOR lenient./ (LEFTARG = integer, RIGHTARG = bigint, FUNCTION = lenient.divide)");
    }

    Connection connection() {
        return connection;
    }

    private Database login() {
        return new Database(database.url(), database.user(), new Secret(database.password()));
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The settings that queries are answered under. */
    SessionSettings session() {
        return session;
    }

    /** Begins a round with nothing but the types, under a time zone. */
    void clear(String timezone) throws SQLException {
        session = new SessionSettings(
                ZoneId.of(timezone), connection.getMetaData().getDatabaseMajorVersion());
        execute("SET TimeZone = '" + timezone + "'");
        execute(STRICT_PATH);
        execute("DEALLOCATE ALL");
        execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");
        execute("CREATE DOMAIN amount AS numeric(8,2)");
        execute("CREATE TYPE couple AS (a numeric, b text)");
        execute("CREATE FUNCTION fuzz_now() RETURNS timestamptz LANGUAGE sql STABLE AS"
                + " $$SELECT current_setting('fuzz.now')::timestamptz$$");
        time(Instant.parse("2024-01-01T00:00:00Z"));
    }

    /** The time that queries are answered for. */
    void time(Instant time) throws SQLException {
        now = time;
        execute("SET fuzz.now = '" + time + "'");
    }

    Instant time() {
        return now;
    }

    /** Makes the views that tell a query's answer; not under the view's name, which must not be found among the source's relations. */
    void createViews(String view, String query) throws SQLException {
        execute("CREATE VIEW oracle_" + view + " AS " + renamed("oracle_", query));
        execute("PREPARE " + answer(view) + " AS SELECT * FROM oracle_" + view);
        execute(LENIENT_PATH);
        execute("CREATE VIEW public.lenient_" + view + " AS " + renamed("lenient_", query));
        execute(STRICT_PATH);
    }

    /** The statement that answers what a view should hold. */
    static String answering(String view) {
        return "EXECUTE " + answer(view);
    }

    private static String answer(String view) {
        return "answer_" + view;
    }

    /** Reads the server for the engine; one session for all rounds, because a new one knows nothing yet. */
    SqlAnalyzer analyzer() {
        if (analyzer == null) {
            analyzer = SqlAnalyzer.open(login(), AggregateFunctions::supports, Set.of());
        }
        return analyzer;
    }

    /**
     * Whether the queries can be made views, one reading those before it, and the statements run, with answers of few rows after each;
     * leaves nothing behind.
     */
    boolean understands(List<String> queries, List<String> statements) throws SQLException {
        execute("BEGIN");
        try {
            for (int i = 0; i < queries.size(); i++) {
                execute("CREATE VIEW oracle_v" + i + " AS " + renamed("oracle_", queries.get(i)));
            }
            for (var statement : statements) {
                executeTimed(statement);
                for (int i = 0; i < queries.size(); i++) {
                    if (!isShort("oracle_v" + i)) {
                        return false;
                    }
                }
            }
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            execute("ROLLBACK");
        }
    }

    /** Whether a view has few rows, or fails at once. */
    private boolean isShort(String view) throws SQLException {
        execute("SAVEPOINT short");
        try (var statement = timed();
                var result = statement.executeQuery("SELECT count(*) < " + MOST_ROWS + " FROM (SELECT FROM " + view
                        + " LIMIT " + MOST_ROWS + ") v")) {
            return result.next() && result.getBoolean(1);
        } catch (SQLException e) {
            execute("ROLLBACK TO SAVEPOINT short");
            return !isEndless(e);
        }
    }

    /** Why a view cannot be looked at after every transaction, if it cannot: it takes too long, or has a step of too many rows. */
    Optional<String> obstacle(String view, int mostRows) throws SQLException {
        try (var statement = timed();
                var result = statement.executeQuery(
                        "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) SELECT * FROM oracle_" + view)) {
            while (result.next()) {
                var step = STEP.matcher(result.getString(1));
                while (step.find()) {
                    double rows = Double.parseDouble(step.group(1));
                    if (rows * (step.group(2) == null ? 1 : Long.parseLong(step.group(2))) > mostRows) {
                        return Optional.of("The fuzz: too many rows");
                    }
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            if (isEndless(e)) {
                return Optional.of("The fuzz: takes too long");
            }
            // Queries that fail with these rows are wanted, too.
            return e.getSQLState().equals(NOT_SUPPORTED)
                    ? Optional.of("PostgreSQL: " + e.getMessage())
                    : Optional.empty();
        }
    }

    /**
     * A statement that is given up after a while. It is the driver that does so, not a {@code statement_timeout}, under which what
     * takes that setting back, or rolls it back, would stand as well.
     */
    private Statement timed() throws SQLException {
        var statement = connection.createStatement();
        statement.setQueryTimeout(LONGEST_QUERY_SECONDS);
        return statement;
    }

    private void executeTimed(String sql) throws SQLException {
        try (var statement = timed()) {
            statement.execute(sql);
        }
    }

    private static boolean isEndless(SQLException e) {
        return e.getSQLState().equals(QUERY_CANCELED) || e.getSQLState().equals(TOO_MUCH_SPILLED);
    }

    /** The SQLSTATE with which a query fails now, or empty if it does not. */
    Optional<String> failure(String query) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT * FROM (" + renamed("oracle_", query) + ") part")) {
            while (result.next()) {
                result.getObject(1);
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e.getSQLState());
        }
    }

    /** For each virtual column of the tables a query that shows it alone: as if the table was a view that computes it. */
    List<String> virtualColumns() {
        var queries = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT format('SELECT %I FROM %s', attname, attrelid::regclass) FROM pg_attribute"
                                + " WHERE attgenerated = 'v'")) {
            while (result.next()) {
                queries.add(result.getString(1));
            }
            return queries;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The query with the views that it reads under their names in the source, and for the time that was set. */
    private static String renamed(String prefix, String query) {
        return query.replaceAll("\\bv(\\d+)\\b", prefix + "v$1")
                .replaceAll("\\bnow\\(\\)", "fuzz_now()")
                .replaceAll("\\bage\\((\\w+)\\)", "age(fuzz_now()::date, $1)")
                .replaceAll("\\bcurrent_date\\b", "fuzz_now()::date")
                .replaceAll("\\bcurrent_timestamp\\(0\\)", "fuzz_now()::timestamptz(0)")
                .replaceAll("\\bcurrent_timestamp\\b", "fuzz_now()")
                .replaceAll("\\bcurrent_time\\b", "fuzz_now()::timetz")
                .replaceAll("\\blocaltime\\b", "fuzz_now()::time")
                .replaceAll("\\blocaltimestamp\\b", "fuzz_now()::timestamp");
    }
}
