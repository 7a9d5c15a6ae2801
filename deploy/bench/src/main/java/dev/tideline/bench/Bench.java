package dev.tideline.bench;

import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The first measurement: how fast a backlog goes through the whole pipeline beside what stock Debezium drains and throws away, and
 * how fresh the views are under a steady load.
 *
 * <p>{@code deploy/bench/run [--rows 200000] [--rounds 3] [--rate 2000] [--seconds 20]}
 */
public final class Bench {

    private static final String DEBEZIUM_SLOT = "bench_debezium";

    private final int rows;
    private final int rounds;
    private final int rate;
    private final int seconds;
    private final Workload workload = new Workload(42);

    private Bench(int rows, int rounds, int rate, int seconds) {
        this.rows = rows;
        this.rounds = rounds;
        this.rate = rate;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        var options = Arrays.asList(arguments);
        new Bench(
                        option(options, "--rows", 200_000),
                        option(options, "--rounds", 3),
                        option(options, "--rate", 2_000),
                        option(options, "--seconds", 20))
                .run();
    }

    private static int option(List<String> options, String name, int otherwise) {
        int at = options.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(options.get(at + 1));
    }

    private void run() throws Exception {
        try (var installation = Installation.start();
                var connection = installation.source().connect()) {
            Workload.prepare(connection);
            connection.setAutoCommit(false);
            try (var tideline = installation.run(Map.of("bench.yaml", Workload.TOPOLOGY))) {
                installation.awaitLive("bench", 2, tideline, Duration.ofMinutes(3));
                catchUp(installation, connection);
                freshness(installation.target(), connection);
            }
        }
    }

    /** Both read the same backlog from slots of their own, one after the other. */
    private void catchUp(Installation installation, Connection writer) throws Exception {
        execute(writer, "SELECT pg_create_logical_replication_slot('" + DEBEZIUM_SLOT + "', 'pgoutput')");
        var stockRates = new ArrayList<Double>();
        var ourRates = new ArrayList<Double>();
        long total = 0;
        try (var stock = StockDebezium.start(installation.stockSource(), DEBEZIUM_SLOT, installation.folder());
                var watch = new FrontierWatch(installation.target().connect(), "bench")) {
            for (int round = 0; round <= rounds; round++) {
                var forStock = WalSender.of(writer, DEBEZIUM_SLOT);
                var forUs = WalSender.of(writer, Installation.SLOT);
                forStock.stop();
                forUs.stop();
                List<Commit> backlog = backlog(writer);
                long changes = backlog.stream().mapToLong(Commit::rows).sum();
                total += changes;
                Lsn end = backlog.get(backlog.size() - 1).lsn();
                long stockStart = forStock.go();
                double stockRate = changes * 1e9 / (stock.nanosAt(total, Duration.ofMinutes(10)) - stockStart);
                long ourStart = forUs.go();
                double ourRate = changes * 1e9 / (watch.nanosAt(end, Duration.ofMinutes(10)) - ourStart);
                System.out.printf(
                        "%s: %,d changes; stock Debezium drains %,.0f/s, the whole pipeline %,.0f/s, ratio %.2f%n",
                        round == 0 ? "warm-up, not counted" : "round " + round,
                        changes,
                        stockRate,
                        ourRate,
                        ourRate / stockRate);
                if (round > 0) {
                    stockRates.add(stockRate);
                    ourRates.add(ourRate);
                }
            }
        }
        WalSender.awaitGone(writer, DEBEZIUM_SLOT);
        execute(writer, "SELECT pg_drop_replication_slot('" + DEBEZIUM_SLOT + "')");
        System.out.printf(
                "catch-up, median of %d: stock Debezium %,.0f/s, the whole pipeline %,.0f/s, ratio %.2f%n",
                rounds, median(stockRates), median(ourRates), median(ourRates) / median(stockRates));
    }

    /** A transaction of the workload; its LSN is one behind it. */
    private record Commit(long nanos, Lsn lsn, int rows) {}

    private void freshness(PostgresDatabase target, Connection writer) throws Exception {
        var commits = new ArrayList<Commit>();
        var delays = new ArrayList<Double>();
        try (var watch = new FrontierWatch(target.connect(), "bench")) {
            long start = System.nanoTime();
            long warmUpEnd = start + Duration.ofSeconds(5).toNanos();
            long end = warmUpEnd + Duration.ofSeconds(seconds).toNanos();
            long changed = 0;
            while (System.nanoTime() < end) {
                Commit commit = commit(writer, 10);
                changed += commit.rows();
                if (commit.nanos() > warmUpEnd) {
                    commits.add(commit);
                }
                LockSupport.parkNanos(start + changed * 1_000_000_000L / rate - System.nanoTime());
            }
            for (Commit commit : commits) {
                delays.add((watch.nanosAt(commit.lsn(), Duration.ofMinutes(1)) - commit.nanos()) / 1e6);
            }
        }
        delays.sort(null);
        long measured = commits.stream().mapToLong(Commit::rows).sum();
        System.out.printf(
                "freshness at %,d changes/s over %d s, %,d commits: p50 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                measured / seconds,
                seconds,
                delays.size(),
                delays.get(delays.size() / 2),
                delays.get(delays.size() * 99 / 100),
                delays.get(delays.size() - 1));
    }

    private List<Commit> backlog(Connection writer) throws SQLException {
        var backlog = new ArrayList<Commit>();
        for (long written = 0;
                written < rows;
                written += backlog.get(backlog.size() - 1).rows()) {
            backlog.add(commit(writer, workload.size()));
        }
        return backlog;
    }

    private Commit commit(Connection writer, int size) throws SQLException {
        int changed = workload.transaction(writer, size);
        long nanos = System.nanoTime();
        Lsn lsn = Installation.insertLsn(writer);
        writer.commit();
        return new Commit(nanos, lsn, changed);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
