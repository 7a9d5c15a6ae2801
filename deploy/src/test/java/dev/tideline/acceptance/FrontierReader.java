package dev.tideline.acceptance;

import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;

/**
 * Reads the target as a user would: the frontier and all views in one REPEATABLE READ snapshot, again and again, every
 * two milliseconds while nothing moves, so that it sees nearly every state that is ever visible.
 */
final class FrontierReader implements Runnable {

    /** One snapshot of the target. */
    record Sighting(Lsn frontier, Map<String, Answer> answers) {}

    private final String url;
    private final String topology;
    private final List<ViewQuery> views;
    private final BlockingQueue<Sighting> sightings;
    private volatile boolean stopped;
    private volatile Throwable failure;

    FrontierReader(String url, String topology, List<ViewQuery> views, BlockingQueue<Sighting> sightings) {
        this.url = url;
        this.topology = topology;
        this.views = views;
        this.sightings = sightings;
    }

    void stop() {
        stopped = true;
    }

    Throwable failure() {
        return failure;
    }

    @Override
    public void run() {
        try (var connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            Lsn last = null;
            while (!stopped) {
                var sighting = read(connection, last);
                if (sighting != null) {
                    last = sighting.frontier();
                    sightings.add(sighting);
                }
            }
        } catch (SQLException | RuntimeException e) {
            failure = e;
        }
    }

    /** Null if nothing is shown yet, or still the state of last time, which was read already. */
    private Sighting read(Connection connection, Lsn last) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL TIME ZONE 'UTC'");
            Lsn frontier = frontier(connection);
            if (frontier == null || frontier.equals(last)) {
                statement.execute("SELECT pg_sleep(0.002)");
                connection.rollback();
                return null;
            }
            Map<String, Answer> answers = new LinkedHashMap<>();
            for (ViewQuery view : views) {
                answers.put(view.name(), ShopWriter.answer(connection, view.targetDigest()));
            }
            connection.rollback();
            return new Sighting(frontier, answers);
        }
    }

    private Lsn frontier(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT lsn FROM tideline.frontier WHERE topology = ?")) {
            statement.setString(1, topology);
            try (var result = statement.executeQuery()) {
                return result.next() && result.getString(1) != null ? Lsn.parse(result.getString(1)) : null;
            }
        }
    }
}
