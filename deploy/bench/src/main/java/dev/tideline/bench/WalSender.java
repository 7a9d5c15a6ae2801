package dev.tideline.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The server's process that feeds one slot's reader. Stopped while a backlog is written and then let go, it gives every reader the
 * same start: warm, connected, and with everything still to be read.
 */
final class WalSender {

    private final long pid;

    private WalSender(long pid) {
        this.pid = pid;
    }

    /** Waits until somebody reads from the slot. */
    static WalSender of(Connection connection, String slot) throws SQLException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < deadline) {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(
                            "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '" + slot + "'")) {
                if (result.next() && result.getLong(1) != 0) {
                    return new WalSender(result.getLong(1));
                }
            } finally {
                connection.commit();
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IllegalStateException("nobody reads from slot " + slot);
    }

    void stop() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Returns when. */
    long go() throws IOException, InterruptedException {
        long nanos = System.nanoTime();
        signal("-CONT");
        return nanos;
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder(List.of("kill", signal, Long.toString(pid)))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill " + signal + " " + pid + " ended with " + status);
        }
    }
}
