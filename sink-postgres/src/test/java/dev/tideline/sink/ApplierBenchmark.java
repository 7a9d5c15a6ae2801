package dev.tideline.sink;

import static dev.tideline.sink.Views.view;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * How fast the sink catches up, in rows a second. Not a test: run its main method by hand.
 *
 * <p>Half of the rows of an epoch are new and half update earlier ones, in a view of five columns.
 */
final class ApplierBenchmark {

    private static final int ROWS = Integer.getInteger("rows", 400_000);

    private ApplierBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        for (int rowsPerEpoch : new int[] {1_000, 100, 10_000, 1_000}) {
            try (var bed = new SinkTestBed()) {
                measure(bed, rowsPerEpoch);
            }
        }
        System.exit(0);
    }

    private static void measure(SinkTestBed bed, int rowsPerEpoch) throws Exception {
        bed.results.begin(
                1,
                List.of(view("v", "id bigint!", "country text", "n integer", "amount numeric(12,2)", "at timestamptz")
                        .key("id")
                        .build()));
        var sink = bed.startSink();
        bed.results
                .epoch()
                .put("v", -1, "DE", 1, "1.00", "2024-01-01 00:00:00+00")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        sink.close();
        var random = new Random(1);
        long next = 0;
        for (int epochs = ROWS / rowsPerEpoch; epochs > 0; epochs--) {
            var epoch = bed.results.epoch();
            for (int i = 0; i < rowsPerEpoch; i++) {
                long id = i % 2 == 0 ? next++ : (long) (random.nextDouble() * next);
                epoch.put("v", id, "country " + id % 100, i, id + ".50", "2024-01-01 00:00:00.123456+00");
            }
            epoch.commit();
        }
        long startedAt = System.nanoTime();
        bed.startSink();
        while (!bed.results.lastLsn().toString().equals(bed.frontier("sales"))) {
            Thread.sleep(5);
        }
        double serverSeconds = serverSeconds(bed);
        double clientSeconds = clientSeconds();
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        var transactions = bed.meters.get("tideline.sink.transaction.seconds").timer();
        System.out.printf(
                "%d rows in epochs of %d: %.1f s, %.0f rows/s; in %d transactions of %.1f ms, %.0f rows/s while"
                        + " writing; processor per row: %.1f µs here, %.1f µs in PostgreSQL%n",
                ROWS,
                rowsPerEpoch,
                took.toMillis() / 1e3,
                ROWS / (took.toMillis() / 1e3),
                transactions.count(),
                transactions.mean(java.util.concurrent.TimeUnit.MILLISECONDS),
                ROWS / transactions.totalTime(java.util.concurrent.TimeUnit.SECONDS),
                clientSeconds / ROWS * 1e6,
                serverSeconds / ROWS * 1e6);
    }

    /** Processor time of the applier's backend, from Linux's process table; it does not depend on what else runs. */
    private static double serverSeconds(SinkTestBed bed) throws Exception {
        String pid = bed.value(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'tideline sink sales' AND datname = current_database()");
        var fields = Files.readString(Path.of("/proc/" + pid + "/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static double clientSeconds() {
        var threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().equals("tideline-sink-sales")) {
                return threads.getThreadCpuTime(id) / 1e9;
            }
        }
        return 0;
    }
}
