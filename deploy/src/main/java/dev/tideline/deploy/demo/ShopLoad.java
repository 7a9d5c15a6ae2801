package dev.tideline.deploy.demo;

import dev.tideline.embedded.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The shop's business: one writer that commits a steady number of transactions a second, over several tables, some of them
 * rolled back. The same seed does the same business.
 */
final class ShopLoad implements AutoCloseable {

    private static final long SEED = 7;
    private static final long STOP_WITHIN_MS = 10_000;
    private static final String INTEGRITY_VIOLATION = "23";
    private static final String TRANSACTION_ROLLBACK = "40";

    private final PostgresDatabase shop;
    private final int transactionsPerSecond;
    private final Consumer<Instant> committed;
    private final AtomicLong rows = new AtomicLong();
    private final Thread thread = new Thread(this::run, "demo-shop");
    private volatile boolean stopping;
    private volatile SQLException failure;

    /** @param committed is told the server's time just before each commit, right after the commit has returned */
    ShopLoad(PostgresDatabase shop, int transactionsPerSecond, Consumer<Instant> committed) {
        this.shop = shop;
        this.transactionsPerSecond = transactionsPerSecond;
        this.committed = committed;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How many rows have been changed so far, by commits. */
    long rows() {
        return rows.get();
    }

    /** Why it stopped by itself, or null. */
    SQLException failure() {
        return failure;
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (var connection = shop.connect()) {
            connection.setAutoCommit(false);
            var random = new Random(SEED);
            var business = new ShopBusiness(connection, random);
            long begin = System.nanoTime();
            for (long number = 1; !stopping; number++) {
                try {
                    transact(connection, business);
                } catch (SQLException e) {
                    if (!isOthersDoing(e)) {
                        throw e;
                    }
                    connection.rollback();
                    business = new ShopBusiness(connection, random);
                }
                long due = begin + number * 1_000_000_000L / transactionsPerSecond;
                while (!stopping && System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        } catch (SQLException e) {
            if (!stopping) {
                failure = e;
            }
        }
    }

    /** Whoever watches may write into the shop as well: then a key is taken already, or a row has gone. */
    private static boolean isOthersDoing(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith(INTEGRITY_VIOLATION) || state.startsWith(TRANSACTION_ROLLBACK);
    }

    private void transact(Connection connection, ShopBusiness business) throws SQLException {
        int changed = business.transact();
        if (changed == ShopBusiness.CHANGED_THEIR_MIND) {
            connection.rollback();
            return;
        }
        Instant before;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            before = row.getObject(1, OffsetDateTime.class).toInstant();
        }
        connection.commit();
        rows.addAndGet(changed);
        if (changed > 0) {
            committed.accept(before);
        }
    }
}
