package dev.tideline.bench;

import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Notes when a topology's frontier reached which LSN, as a reader sees it, to about a millisecond. */
public final class FrontierWatch implements AutoCloseable {

    private record Sighting(long nanos, Lsn lsn) {}

    private final Connection connection;
    private final String topology;
    private final List<Sighting> sightings = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "frontier-watch");
    private volatile boolean stopped;
    private volatile SQLException failure;

    public FrontierWatch(Connection connection, String topology) {
        this.connection = connection;
        this.topology = topology;
        thread.start();
    }

    private void watch() {
        try (var statement =
                connection.prepareStatement("SELECT lsn, pg_sleep(0.001) FROM tideline.frontier WHERE topology = ?")) {
            statement.setString(1, topology);
            Lsn last = Lsn.ZERO;
            while (!stopped) {
                try (var result = statement.executeQuery()) {
                    if (result.next() && result.getString(1) != null) {
                        Lsn lsn = Lsn.parse(result.getString(1));
                        if (lsn.isAfter(last)) {
                            last = lsn;
                            synchronized (sightings) {
                                sightings.add(new Sighting(System.nanoTime(), lsn));
                                sightings.notifyAll();
                            }
                        }
                    }
                }
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    /** When the frontier was first seen at or behind {@code lsn}, waiting for it if need be. */
    public long nanosAt(Lsn lsn, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (sightings) {
            while (sightings.isEmpty()
                    || lsn.isAfter(sightings.get(sightings.size() - 1).lsn())) {
                long leftMs = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0 || failure != null) {
                    throw new IllegalStateException("the frontier did not reach " + lsn + " within " + atMost, failure);
                }
                sightings.wait(leftMs);
            }
            int low = 0;
            int high = sightings.size() - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (lsn.isAfter(sightings.get(middle).lsn())) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return sightings.get(low).nanos();
        }
    }

    @Override
    public void close() throws InterruptedException, SQLException {
        stopped = true;
        thread.join();
        connection.close();
    }
}
