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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The target in one read-only transaction in which some topologies show exactly the source as of one LSN S: no transaction
 * of the source ends between their frontier and S.
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
     * @param lastTransaction end of the last transaction of the source at or before {@code exact}
     * @return empty if one of them will never stop there
     * @throws DiagnosticException if they do not get there before {@code deadline}
     */
    static Optional<TargetSnapshot> await(
            TidelineConfig.Database target, Holds holds, Lsn lastTransaction, Lsn exact, Instant deadline) {
        var connection = Databases.connect(Role.TARGET, target);
        try {
            connection.setAutoCommit(false);
            while (true) {
                try (var statement = connection.createStatement()) {
                    statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                    statement.execute("SET LOCAL statement_timeout = 0");
                }
                var positions = positions(connection, holds);
                if (positions.stream().allMatch(position -> position.isExact(lastTransaction, exact))) {
                    return Optional.of(new TargetSnapshot(connection));
                }
                connection.rollback();
                holds.check();
                if (positions.stream().anyMatch(position -> position.hasMissed(lastTransaction, exact))) {
                    Connections.closeQuietly(connection);
                    return Optional.empty();
                }
                if (Instant.now().isAfter(deadline)) {
                    throw tooLate(positions, lastTransaction, exact);
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

    private static DiagnosticException tooLate(List<Position> positions, Lsn lastTransaction, Lsn exact) {
        var behind = positions.stream()
                .filter(position -> !position.isExact(lastTransaction, exact))
                .map(Position::topology)
                .findFirst()
                .orElse("?");
        return new DiagnosticException(Diagnostic.error(
                DiagnosticCode.TIMED_OUT,
                "Topology " + behind + " did not come to LSN " + exact + " in time.",
                "See tideline status for how far behind it is, or give more time with --timeout.",
                null));
    }

    /** @param blockedAt end of the epoch that the sink holds back; null if there is none yet */
    private record Position(String topology, Lsn frontier, Lsn blockedAt) {

        boolean isExact(Lsn lastTransaction, Lsn exact) {
            return !lastTransaction.isAfter(frontier) && !frontier.isAfter(exact);
        }

        /** It will never stop there: the next epoch reaches across, or (should a hold have expired) it is past. */
        boolean hasMissed(Lsn lastTransaction, Lsn exact) {
            boolean reachesAcross = lastTransaction.isAfter(frontier) && blockedAt != null && blockedAt.isAfter(exact);
            return reachesAcross || frontier.isAfter(exact);
        }
    }

    private static List<Position> positions(Connection connection, Holds holds) throws SQLException {
        var positions = new ArrayList<Position>();
        try (var query = connection.prepareStatement("""
                SELECT f.topology, f.lsn::text, h.blocked_at_lsn::text
                FROM tideline.frontier f
                LEFT JOIN tideline.hold h ON h.topology = f.topology
                WHERE f.topology = ANY (?)
                """)) {
            query.setArray(
                    1, connection.createArrayOf("text", holds.topologies().toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var blockedAt = rows.getString(3);
                    positions.add(new Position(
                            rows.getString(1),
                            Lsn.parse(rows.getString(2)),
                            blockedAt == null ? null : Lsn.parse(blockedAt)));
                }
            }
        }
        return positions;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        Connections.closeQuietly(connection);
    }
}
