package dev.tideline.deploy.demo;

import dev.tideline.embedded.PostgresDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees, on a connection of its own as any reader would, when each commit has become visible in the target.
 *
 * <p>A commit is visible when the frontier's {@code committed_at} has passed the last moment before it: the shop has one
 * writer, so nothing else can have moved it there.
 */
final class FrontierWatch implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(3);
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofMillis(500);
    private static final Duration RECONNECT_AFTER = Duration.ofMillis(500);

    /**
     * @param before the server's time just before the commit
     * @param returnedNanos our time when it had returned
     */
    private record Commit(Instant before, long returnedNanos) {}

    private final PostgresDatabase target;
    private final Freshness freshness;
    private final Queue<Commit> commits = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "demo-frontier-watch");
    private volatile boolean stopping;
    private volatile boolean caughtUp;
    private volatile String lsn;

    FrontierWatch(PostgresDatabase target, Freshness freshness) {
        this.target = target;
        this.freshness = freshness;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Tells of a commit that has just returned. */
    void committed(Instant before) {
        commits.add(new Commit(before, System.nanoTime()));
    }

    /** Whether what was written while the views were being filled has been worked through. Only from then on is anything measured. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Measures from now on, caught up or not. */
    void measure() {
        caughtUp = true;
    }

    /** The frontier as it was last seen; null before the first. */
    String lsn() {
        return lsn;
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopping) {
            try {
                watch();
            } catch (SQLException e) {
                LockSupport.parkNanos(RECONNECT_AFTER.toNanos()); // not yet there, or restarting
            }
        }
    }

    private void watch() throws SQLException {
        try (var connection = target.connect();
                var query = connection.prepareStatement(
                        "SELECT lsn::text, committed_at FROM tideline.frontier WHERE topology = ?")) {
            query.setString(1, ShopFiles.TOPOLOGY);
            while (!stopping) {
                try (var row = query.executeQuery()) {
                    if (row.next()) {
                        lsn = row.getString(1);
                        var seen = row.getObject(2, OffsetDateTime.class);
                        if (seen != null) {
                            visible(seen.toInstant(), System.nanoTime());
                        }
                    }
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
    }

    private void visible(Instant committedAt, long nowNanos) {
        for (var oldest = commits.peek();
                oldest != null && !oldest.before.isAfter(committedAt);
                oldest = commits.peek()) {
            long age = nowNanos - oldest.returnedNanos;
            caughtUp |= age < CAUGHT_UP_WITHIN.toNanos();
            if (caughtUp) {
                freshness.add(age);
            }
            commits.remove();
        }
    }
}
