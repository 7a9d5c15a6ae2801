package dev.tideline.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

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
        return new WalSender(await(connection, slot, pid -> pid != 0));
    }

    /** Waits until nobody reads from the slot any more. */
    static void awaitGone(Connection connection, String slot) throws SQLException {
        await(connection, slot, pid -> pid == 0);
    }

    private static long await(Connection connection, String slot, LongPredicate expected) throws SQLException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < deadline) {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(
                            "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '" + slot + "'")) {
                if (result.next() && expected.test(result.getLong(1))) {
                    return result.getLong(1);
                }
            } finally {
                connection.commit();
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IllegalStateException("the reader of slot " + slot + " did not come or go");
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
