package dev.tideline.ingest.source;

import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens connections to the source. Every session pins the settings that the text form of values depends on, so that what
 * is read here looks like what comes through the slot.
 */
public final class SourceConnections {

    private static final String PINNED = """
            SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, MDY'; SET IntervalStyle TO 'postgres';
            SET bytea_output TO 'hex'; SET extra_float_digits TO 1; SET xmloption TO 'content'; SET lc_monetary TO 'C';
            SET search_path TO pg_catalog; SET statement_timeout TO 0; SET lock_timeout TO 0;
            SET idle_in_transaction_session_timeout TO 0; SET default_transaction_isolation TO 'read committed'""";

    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    private final TidelineConfig.Database database;
    private final Properties parsed;

    public SourceConnections(TidelineConfig.Database database) {
        this.database = database;
        this.parsed = Driver.parseURL(database.url(), new Properties());
        if (parsed == null) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.CONFIG_INVALID,
                    "source.url is not a PostgreSQL JDBC URL.",
                    "Write it like jdbc:postgresql://localhost:5432/shop",
                    null));
        }
    }

    public String databaseName() {
        return PGProperty.PG_DBNAME.getOrDefault(parsed);
    }

    public String user() {
        return database.user();
    }

    /** The servers as {@code host:port}. */
    public List<String> hosts() {
        String[] names = PGProperty.PG_HOST.getOrDefault(parsed).split(",");
        String[] ports = PGProperty.PG_PORT.getOrDefault(parsed).split(",");
        var hosts = new ArrayList<String>();
        for (int i = 0; i < names.length; i++) {
            hosts.add(names[i] + ":" + ports[Math.min(i, ports.length - 1)]);
        }
        return hosts;
    }

    /** What the URL says beyond host, port and database. */
    public Map<String, String> driverProperties() {
        var properties = new HashMap<String, String>();
        for (String name : parsed.stringPropertyNames()) {
            properties.put(name, parsed.getProperty(name));
        }
        properties
                .keySet()
                .removeAll(List.of(
                        PGProperty.PG_HOST.getName(),
                        PGProperty.PG_PORT.getName(),
                        PGProperty.PG_DBNAME.getName(),
                        PGProperty.USER.getName(),
                        PGProperty.PASSWORD.getName()));
        return properties;
    }

    /** An ordinary session. */
    public Connection open(String purpose) throws SQLException {
        var connection = DriverManager.getConnection(database.url(), properties(purpose));
        try (Statement statement = connection.createStatement()) {
            statement.execute(PINNED);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A session that can also be cut off when the server does not answer in time. */
    public Connection openWatched(String purpose, int timeoutSeconds) throws SQLException {
        var connection = open(purpose);
        connection.setNetworkTimeout(Runnable::run, timeoutSeconds * 1_000);
        return connection;
    }

    /** A session that understands replication commands. */
    public ReplicationSession openReplication(String purpose) throws SQLException {
        var properties = properties(purpose);
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return new ReplicationSession(DriverManager.getConnection(database.url(), properties));
    }

    private Properties properties(String purpose) {
        var properties = new Properties();
        PGProperty.USER.set(properties, database.user());
        if (database.password() != null && !database.password().reveal().isEmpty()) {
            PGProperty.PASSWORD.set(properties, database.password().reveal());
        }
        PGProperty.APPLICATION_NAME.set(properties, "tideline-ingest " + purpose);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        if (!parsed.containsKey(PGProperty.CONNECT_TIMEOUT.getName())) {
            PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_TIMEOUT_SECONDS);
        }
        if (!parsed.containsKey(PGProperty.LOGIN_TIMEOUT.getName())) {
            // A server that takes the connection and then says nothing.
            PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_TIMEOUT_SECONDS);
        }
        return properties;
    }

    /** What a failure to connect means to the user. */
    public Diagnostic describe(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String hint =
                switch (state) {
                    case "28P01" -> "Check source.user and source.password.";
                    case "28000" -> "Allow this user and host in the server's pg_hba.conf.";
                    case "3D000" -> "Check the database name at the end of source.url.";
                    case "53300" -> "Raise max_connections on the source, or close other sessions.";
                    default -> "Check source.url, and that the server runs and accepts connections from here.";
                };
        return Diagnostic.error(
                DiagnosticCode.SOURCE_UNREACHABLE,
                "The source database " + databaseName() + " at " + String.join(", ", hosts()) + " cannot be used: "
                        + failure.getMessage(),
                hint,
                null);
    }
}
