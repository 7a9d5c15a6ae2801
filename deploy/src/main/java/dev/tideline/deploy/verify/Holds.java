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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Holds the sink back on some topologies, by rows in {@code tideline.hold}. The rows expire soon and are renewed from a
 * thread, so that the sink goes on by itself if this process dies.
 */
final class Holds implements AutoCloseable {

    private static final int LIFE_S = 20;
    private static final int RENEW_EVERY_S = 4;

    private final TidelineConfig.Database target;
    private final Connection connection;
    private final Set<String> topologies;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "tideline-verify-hold");
        thread.setDaemon(true);
        return thread;
    });
    private volatile RuntimeException lost;

    private Holds(TidelineConfig.Database target, Connection connection, Set<String> topologies) {
        this.target = target;
        this.connection = connection;
        this.topologies = topologies;
    }

    /**
     * Stops the frontiers of these topologies where they are.
     *
     * @throws DiagnosticException if another verification holds one of them
     */
    static Holds place(TidelineConfig.Database target, Set<String> topologies) {
        var connection = Databases.connect(Role.TARGET, target);
        // In the order of their names, so that two verifications never wait for each other.
        var holds = new Holds(target, connection, new TreeSet<>(topologies));
        try {
            connection.setAutoCommit(false);
            for (var topology : holds.topologies) {
                holds.place(topology);
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            Connections.closeQuietly(connection);
            throw Databases.failure(Role.TARGET, target, e);
        } catch (RuntimeException e) {
            Connections.closeQuietly(connection);
            throw e;
        }
        holds.renewal.scheduleWithFixedDelay(holds::renew, RENEW_EVERY_S, RENEW_EVERY_S, TimeUnit.SECONDS);
        return holds;
    }

    private void place(String topology) throws SQLException {
        Lsn frontier;
        try (var lock =
                connection.prepareStatement("SELECT lsn::text FROM tideline.frontier WHERE topology = ? FOR UPDATE")) {
            lock.setString(1, topology);
            try (var row = lock.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("topology " + topology + " has no frontier");
                }
                frontier = Lsn.parse(row.getString(1));
            }
        }
        try (var insert = connection.prepareStatement("""
                INSERT INTO tideline.hold AS h (topology, max_lsn, blocked_at_lsn, expires_at)
                VALUES (?, ?::pg_lsn, NULL, clock_timestamp() + make_interval(secs => ?))
                ON CONFLICT (topology) DO UPDATE
                SET max_lsn = excluded.max_lsn, blocked_at_lsn = NULL, expires_at = excluded.expires_at
                WHERE h.expires_at <= clock_timestamp()
                """)) {
            insert.setString(1, topology);
            insert.setString(2, frontier.toString());
            insert.setInt(3, LIFE_S);
            if (insert.executeUpdate() == 0) {
                throw new DiagnosticException(Diagnostic.error(
                        DiagnosticCode.COMMAND,
                        "Topology " + topology + " is being verified by somebody else right now.",
                        "Try again in a moment; a hold that is left behind expires after " + LIFE_S + " s.",
                        null));
            }
        }
    }

    /** Lets the frontiers go on, up to this LSN and not beyond. */
    synchronized void advanceTo(Lsn lsn) {
        update(
                "UPDATE tideline.hold SET max_lsn = ?::pg_lsn, blocked_at_lsn = NULL WHERE topology = ANY (?)",
                lsn.toString());
    }

    /** Throws if the holds could not be renewed and may have expired. */
    void check() {
        if (lost != null) {
            throw lost;
        }
    }

    private synchronized void renew() {
        try {
            update(
                    "UPDATE tideline.hold SET expires_at = clock_timestamp() + ?::interval WHERE topology = ANY (?)",
                    LIFE_S + " s");
        } catch (RuntimeException e) {
            lost = e;
        }
    }

    private void update(String sql, String value) {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.setArray(2, connection.createArrayOf("text", topologies.toArray()));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw Databases.failure(Role.TARGET, target, e);
        }
    }

    /** Lets the sink go. */
    @Override
    public synchronized void close() {
        renewal.shutdownNow();
        try (connection;
                var delete = connection.prepareStatement("DELETE FROM tideline.hold WHERE topology = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("text", topologies.toArray()));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw Databases.failure(Role.TARGET, target, e);
        }
    }

    List<String> topologies() {
        return List.copyOf(topologies);
    }
}
