package dev.tideline.sink.postgres;

import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/** Opens connections to the target with the session settings that exact writing depends on. */
public final class TargetConnector {

    /**
     * Text forms are read as they were written on the wire. Timeouts of the role or database must not cut a large epoch.
     * Plans: every write looks up a batch of keys in a table through its key's index, and a plan that was made while the
     * table was small would otherwise scan it.
     */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("TimeZone", "UTC"),
            Map.entry("DateStyle", "ISO, MDY"),
            Map.entry("IntervalStyle", "postgres"),
            Map.entry("extra_float_digits", "1"),
            Map.entry("bytea_output", "hex"),
            Map.entry("lc_monetary", "C"),
            Map.entry("lc_numeric", "C"),
            Map.entry("xmloption", "content"),
            Map.entry("search_path", ""),
            Map.entry("row_security", "off"),
            Map.entry("default_transaction_isolation", "read committed"),
            Map.entry("default_transaction_read_only", "off"),
            Map.entry("statement_timeout", "0"),
            Map.entry("lock_timeout", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("tcp_keepalives_idle", "10"),
            Map.entry("tcp_keepalives_interval", "5"),
            Map.entry("tcp_keepalives_count", "3"),
            Map.entry("plan_cache_mode", "force_generic_plan"),
            Map.entry("enable_seqscan", "off"),
            Map.entry("enable_hashjoin", "off"),
            Map.entry("enable_mergejoin", "off"),
            Map.entry("jit", "off"));

    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    private final TidelineConfig.Database database;

    public TargetConnector(TidelineConfig.Database database) {
        this.database = database;
    }

    /** The URL without its parameters, for messages: parameters can hold a password. */
    public String address() {
        int query = database.url().indexOf('?');
        return query < 0 ? database.url() : database.url().substring(0, query);
    }

    /** A connection in manual commit. */
    Connection open(String purpose) throws SQLException {
        var properties = new Properties();
        if (database.user() != null) {
            properties.setProperty("user", database.user());
        }
        if (database.password() != null) {
            properties.setProperty("password", database.password().reveal());
        }
        properties.setProperty("ApplicationName", "tideline sink " + purpose);
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("preparedStatementCacheQueries", "2048");
        properties.setProperty("preparedStatementCacheSizeMiB", "32");
        properties.setProperty("stringtype", "varchar");
        Connection connection = new Driver().connect(database.url(), properties);
        if (connection == null) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.CONFIG_INVALID,
                    "target.url is not a PostgreSQL URL",
                    "It looks like jdbc:postgresql://host:5432/database",
                    null));
        }
        try {
            connection.setAutoCommit(false);
            configure(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void configure(Connection connection) throws SQLException {
        String calls = SETTINGS.entrySet().stream()
                .map(setting -> "set_config('" + setting.getKey() + "', '" + setting.getValue() + "', false)")
                .collect(Collectors.joining(", "));
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT " + calls);
            // A target that comes back from a crash must not show an older frontier than readers have seen.
            statement.execute("SELECT set_config('synchronous_commit', 'on', false)"
                    + " WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')");
            statement.execute("SELECT set_config(name, '0', false) FROM pg_settings"
                    + " WHERE name IN ('idle_session_timeout', 'transaction_timeout')");
        }
        connection.commit();
    }
}
