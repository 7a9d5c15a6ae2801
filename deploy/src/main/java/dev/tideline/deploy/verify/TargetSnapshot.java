package dev.tideline.deploy.verify;

import dev.tideline.deploy.database.Databases;
import dev.tideline.deploy.database.Databases.Role;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The target in one read-only transaction in which some topologies show exactly the source as of one LSN S: their
 * frontier is S, or the next epoch behind the frontier is known to end after S.
 */
final class TargetSnapshot implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Connection connection;

    private TargetSnapshot(Connection connection) {
        this.connection = connection;
    }

    /**
     * Waits until all held topologies have come to {@code exact}.
     *
     * @throws DiagnosticException if they do not before {@code deadline}
     */
    static TargetSnapshot await(TidelineConfig.Database target, Holds holds, Lsn exact, Instant deadline) {
        var connection = Databases.connect(Role.TARGET, target);
        try {
            connection.setAutoCommit(false);
            while (true) {
                try (var statement = connection.createStatement()) {
                    statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                    statement.execute("SET LOCAL statement_timeout = 0");
                }
                var behind = firstNotExact(connection, holds, exact);
                if (behind == null) {
                    return new TargetSnapshot(connection);
                }
                connection.rollback();
                holds.check();
                if (Instant.now().isAfter(deadline)) {
                    throw new DiagnosticException(Diagnostic.error(
                            DiagnosticCode.TIMED_OUT,
                            "Topology " + behind + " did not come to LSN " + exact + " in time.",
                            "See tideline status for how far behind it is, or give more time with --timeout.",
                            null));
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        } catch (SQLException e) {
            Connections.closeQuietly(connection);
            throw Databases.failure(Role.TARGET, target, e);
        } catch (RuntimeException e) {
            Connections.closeQuietly(connection);
            throw e;
        }
    }

    private static String firstNotExact(Connection connection, Holds holds, Lsn exact) throws SQLException {
        try (var query = connection.prepareStatement("""
                SELECT t.topology
                FROM unnest(?::text[]) AS t(topology)
                LEFT JOIN tideline.frontier f ON f.topology = t.topology
                LEFT JOIN tideline.hold h ON h.topology = t.topology
                WHERE (f.lsn = ?::pg_lsn OR f.lsn < ?::pg_lsn AND h.blocked_at_lsn > ?::pg_lsn) IS NOT TRUE
                ORDER BY 1 LIMIT 1
                """)) {
            query.setArray(
                    1, connection.createArrayOf("text", holds.topologies().toArray()));
            for (int parameter = 2; parameter <= 4; parameter++) {
                query.setString(parameter, exact.toString());
            }
            try (var row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        Connections.closeQuietly(connection);
    }
}
