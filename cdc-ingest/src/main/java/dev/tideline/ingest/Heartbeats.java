package dev.tideline.ingest;

import dev.tideline.ingest.source.SourceLock;
import dev.tideline.schemas.wire.Lsn;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Writes heartbeats into the source's log, on the session that holds the lock: soon after the last captured change, so that
 * a reader who waits for an LSN behind it gets there, and otherwise now and then, so that the slot moves on.
 */
final class Heartbeats implements AutoCloseable {

    private static final long TICK_MS = 25;

    private final SourceLock lock;
    private final Consumer<Lsn> written;
    private final long afterChangeNanos;
    private final long intervalNanos;
    private final Thread thread;

    private volatile long lastChangeNanos;
    private volatile boolean changed = true;
    private volatile Exception failure;
    private volatile boolean closed;
    private long lastBeatNanos;

    Heartbeats(SourceLock lock, IngestLimits limits, Consumer<Lsn> written) {
        this.lock = lock;
        this.written = written;
        this.afterChangeNanos = limits.heartbeatAfterChange().toNanos();
        this.intervalNanos = limits.heartbeatInterval().toNanos();
        this.lastChangeNanos = System.nanoTime() - afterChangeNanos;
        this.lastBeatNanos = System.nanoTime();
        this.thread = new Thread(this::run, "tideline-ingest-heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    /** A transaction with captured rows has come. */
    void changed() {
        lastChangeNanos = System.nanoTime();
        changed = true;
    }

    /** Writes one now. */
    synchronized Lsn beat() throws SQLException {
        lastBeatNanos = System.nanoTime();
        changed = false;
        var lsn = lock.heartbeat();
        written.accept(lsn);
        return lsn;
    }

    /** Rethrows what went wrong: the session is lost, and the lock with it. */
    void check() throws SQLException {
        var now = failure;
        if (now instanceof SQLException lost) {
            throw lost;
        }
        if (now != null) {
            throw new IllegalStateException("no heartbeats", now);
        }
    }

    private void run() {
        try {
            while (!closed) {
                long now = System.nanoTime();
                boolean quiet = changed && now - lastChangeNanos >= afterChangeNanos;
                if (quiet || now - lastBeatNanos >= intervalNanos) {
                    beat();
                }
                Thread.sleep(TICK_MS);
            }
        } catch (SQLException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
