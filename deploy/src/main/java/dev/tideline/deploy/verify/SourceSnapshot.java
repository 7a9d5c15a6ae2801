package dev.tideline.deploy.verify;

import dev.tideline.deploy.database.Databases;
import dev.tideline.deploy.database.Databases.Role;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/**
 * The source as of one LSN, in a read-only transaction: what the consistent point of a temporary replication slot
 * exports. The slot exists only for a moment; nothing on the source is locked.
 */
final class SourceSnapshot implements AutoCloseable {

    private static final String QUERY_CANCELED = "57014";

    private final Lsn lsn;
    private final Connection connection;

    private SourceSnapshot(Lsn lsn, Connection connection) {
        this.lsn = lsn;
        this.connection = connection;
    }

    /**
     * Takes one. Making a slot waits for the transactions that are open on the source at this moment.
     *
     * @throws DiagnosticException if they do not end before {@code deadline}, or no slot can be had
     */
    static SourceSnapshot take(TidelineConfig.Database source, Instant deadline) {
        var replication = new Properties();
        replication.put("replication", "database");
        replication.put("assumeMinServerVersion", "14");
        replication.put("preferQueryMode", "simple");
        try (var exporter = Databases.connect(Role.SOURCE, source, replication);
                var statement = exporter.createStatement()) {
            statement.setQueryTimeout(
                    (int) Math.max(1, Duration.between(Instant.now(), deadline).toSeconds()));
            var slot = "tideline_verify_" + UUID.randomUUID().toString().substring(0, 8);
            try (var created = statement.executeQuery("CREATE_REPLICATION_SLOT " + TableName.quote(slot)
                    + " TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT")) {
                created.next();
                var lsn = Lsn.parse(created.getString("consistent_point"));
                return new SourceSnapshot(lsn, open(source, created.getString("snapshot_name")));
            }
        } catch (SQLException e) {
            throw failure(source, e);
        }
    }

    /** Must happen while the exporting connection is still there; it is closed, and its slot gone, right after. */
    private static Connection open(TidelineConfig.Database source, String snapshot) throws SQLException {
        var connection = Databases.connect(Role.SOURCE, source);
        try {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot.replace("'", "''") + "'");
                statement.execute("SET LOCAL statement_timeout = 0");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static RuntimeException failure(TidelineConfig.Database source, SQLException e) {
        if (QUERY_CANCELED.equals(e.getSQLState())) {
            return new DiagnosticException(
                    List.of(Diagnostic.error(
                            DiagnosticCode.TIMED_OUT,
                            "A consistent point on the source could not be had in time: a transaction there stays open.",
                            "Find it with: SELECT pid, xact_start, query FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
                                    + " ORDER BY xact_start; or give more time with --timeout.",
                            null)),
                    e);
        }
        if ("53400".equals(e.getSQLState())) {
            return new DiagnosticException(
                    List.of(Diagnostic.error(
                            DiagnosticCode.SOURCE_SLOT,
                            "The source has no replication slot left for a snapshot.",
                            "Raise max_replication_slots, or drop an unused slot (SELECT * FROM pg_replication_slots).",
                            null)),
                    e);
        }
        return Databases.failure(Role.SOURCE, source, e);
    }

    Lsn lsn() {
        return lsn;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        Connections.closeQuietly(connection);
    }
}
