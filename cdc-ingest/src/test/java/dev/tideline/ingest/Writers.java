package dev.tideline.ingest;

import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes to a keyed table {@code k (id bigint, writer int, n int, t text)} and a bag {@code b (x int, t text)} in overlapping
 * transactions, some of which are rolled back.
 */
final class Writers implements AutoCloseable {

    static final String[] TABLES = {
        "CREATE TABLE k (id bigint PRIMARY KEY, writer int, n int, t text)",
        "CREATE TABLE b (x int, t text)",
        "ALTER TABLE b REPLICA IDENTITY FULL"
    };

    private final PostgresDatabase database;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicLong transactions = new AtomicLong();
    private final long pauseMs;
    private volatile boolean closed;

    Writers(PostgresDatabase database, int count, long seed, long pauseMs) {
        this.database = database;
        this.pauseMs = pauseMs;
        for (int writer = 0; writer < count; writer++) {
            int number = writer;
            var thread = new Thread(() -> run(number, new Random(seed + number)), "writer-" + writer);
            threads.add(thread);
            thread.start();
        }
    }

    long transactions() {
        return transactions.get();
    }

    /** Waits until so many more transactions have been committed. */
    void awaitTransactions(int more) {
        long before = transactions.get();
        await().atMost(IngestBench.PATIENCE).until(() -> failure.get() != null || transactions.get() >= before + more);
    }

    private void run(int writer, Random random) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit TO off");
            connection.setAutoCommit(false);
            long next = writer * 1_000_000_000L;
            while (!closed) {
                int changes = random.nextInt(20) == 0 ? 200 : 1 + random.nextInt(8);
                for (int i = 0; i < changes; i++) {
                    next = change(statement, writer, random, next);
                    if (changes < 10 && random.nextInt(4) == 0) {
                        statement.execute("SELECT pg_sleep(" + random.nextInt(4) / 1000.0 + ")");
                    }
                }
                if (random.nextInt(8) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    transactions.incrementAndGet();
                }
                Thread.sleep(pauseMs);
            }
        } catch (SQLException | InterruptedException e) {
            failure.compareAndSet(null, e);
        }
    }

    private static long change(Statement statement, int writer, Random random, long next) throws SQLException {
        long known = writer * 1_000_000_000L + random.nextInt((int) (next - writer * 1_000_000_000L) + 1);
        int kind = random.nextInt(10);
        if (kind < 4) {
            statement.execute("INSERT INTO k VALUES (" + next + ", " + writer + ", 0, 'new')");
            return next + 1;
        }
        statement.execute(
                switch (kind) {
                    case 4, 5 -> "UPDATE k SET n = n + 1 WHERE id = " + known;
                    case 6 -> "DELETE FROM k WHERE id = " + known;
                    case 7, 8 -> "INSERT INTO b VALUES (" + random.nextInt(50) + ", 'w" + writer + "')";
                    default -> "DELETE FROM b WHERE ctid = (SELECT ctid FROM b WHERE t = 'w" + writer + "' LIMIT 1)";
                });
        return next;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure.get() != null) {
            throw new AssertionError("a writer failed", failure.get());
        }
    }
}
