package dev.tideline.ingest;

import static org.awaitility.Awaitility.await;

import dev.tideline.ingest.capture.BareDebezium;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;

/**
 * Measures how fast ingest drains a backlog, beside Debezium's task alone as it comes. Not a test: run its {@code main}
 * with the test class path.
 */
final class Throughput {

    private static final int TRANSACTIONS = Integer.getInteger("transactions", 40_000);
    private static final int ROWS = 10;
    private static final int IDLE_SECONDS = 10;

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        try (var bench = new IngestBench()) {
            bench.with(
                            "CREATE TABLE t (id int PRIMARY KEY, a int, b bigint, c numeric(12,2), d text, e timestamptz,"
                                    + " f boolean, g varchar(20))",
                            "INSERT INTO t SELECT i, i, i, i, 'text ' || i, now(), true, 'v' FROM generate_series(1, "
                                    + ROWS * 1000 + ") i")
                    .publishing("t")
                    .start();
            bench.stop();
            String bare = bench.prefix + "_bare";
            for (int round = 1; round <= 2; round++) {
                System.out.println(round == 1 ? "warming up:" : "warm:");
                bench.with("SELECT pg_copy_logical_replication_slot('" + bench.prefix + "', '" + bare + "')");
                load(bench);
                long total = (long) TRANSACTIONS * ROWS;
                long cpu = processCpuNanos();
                long started = System.nanoTime();
                BareDebezium.drain(bench.database, bare, bench.prefix, total);
                report("bare Debezium", total, started, cpu);
                await().ignoreExceptions()
                        .untilAsserted(() -> bench.with("SELECT pg_drop_replication_slot('" + bare + "')"));

                cpu = processCpuNanos();
                started = System.nanoTime();
                bench.start();
                var target = bench.currentLsn();
                while (bench.ingest.health().lsn() == null
                        || bench.ingest.health().lsn().compareTo(target) < 0) {
                    Thread.sleep(20);
                }
                report("ingest", total, started, cpu);
                reportIdle();
                bench.stop();
            }
            System.out.println(bench.manifests().size() + " epochs");
        }
        System.exit(0);
    }

    private static void load(IngestBench bench) throws SQLException {
        try (var connection = bench.database.connect();
                var statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN FOR i IN 1.." + TRANSACTIONS
                    + " LOOP UPDATE t SET a = a + 1, e = now(), d = 'text ' || i"
                    + " WHERE id BETWEEN (i % 1000) * " + ROWS + " + 1 AND (i % 1000 + 1) * " + ROWS
                    + "; COMMIT; END LOOP; END $$");
        }
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void reportIdle() throws InterruptedException {
        var threads = ManagementFactory.getThreadMXBean();
        var before = new HashMap<Long, Long>();
        for (long id : threads.getAllThreadIds()) {
            before.put(id, threads.getThreadCpuTime(id));
        }
        long cpu = processCpuNanos();
        Thread.sleep(IDLE_SECONDS * 1_000);
        System.out.printf("idle: %.1f %% of a core%n", (processCpuNanos() - cpu) / 1e7 / IDLE_SECONDS);
        for (var thread : before.entrySet()) {
            double share = (threads.getThreadCpuTime(thread.getKey()) - thread.getValue()) / 1e7 / IDLE_SECONDS;
            if (share >= 0.3) {
                System.out.printf(
                        "    %.1f %% %s%n",
                        share, threads.getThreadInfo(thread.getKey()).getThreadName());
            }
        }
    }

    private static void report(String what, long rows, long startedNanos, long cpuBefore) {
        var elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
        double cpuMicros = (processCpuNanos() - cpuBefore) / 1_000.0 / rows;
        System.out.printf(
                "%-14s %,d rows in %.1f s: %,.0f rows/s, %.1f µs of processor time per row%n",
                what, rows, elapsed.toMillis() / 1e3, rows / (elapsed.toMillis() / 1e3), cpuMicros);
    }
}
