package dev.tideline.bench;

import dev.tideline.embedded.EmbeddedKafka;
import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.wire.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The first measurement: how fast a backlog goes through the whole pipeline beside what stock Debezium drains and throws away, and
 * how fresh the views are under a steady load.
 *
 * <p>{@code deploy/bench/run [--rows 200000] [--rounds 3] [--rate 2000] [--seconds 20]}
 */
public final class Bench {

    private static final String TIDELINE_SLOT = "bench_tideline";
    private static final String DEBEZIUM_SLOT = "bench_debezium";

    private final int rows;
    private final int rounds;
    private final int rate;
    private final int seconds;
    private final Path folder = Files.createTempDirectory("tideline-bench-");
    private final Workload workload = new Workload(42);

    private Bench(int rows, int rounds, int rate, int seconds) throws IOException {
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
        try (var postgres = EmbeddedPostgres.in(folder.resolve("postgres")).start();
                var kafka = EmbeddedKafka.in(folder.resolve("kafka")).start()) {
            var database = postgres.createDatabase("shop");
            var target = postgres.createDatabase("analytics");
            var source = new Source(database.url(), database.user(), database.password(), "bench");
            try (var connection = database.connect()) {
                Workload.prepare(connection);
                connection.setAutoCommit(false);
                writeConfiguration(source, target, kafka);
                try (var tideline = TidelineRun.start(folder)) {
                    awaitLive(target);
                    catchUp(source, target, connection);
                    freshness(target, connection);
                }
            }
        } finally {
            delete(folder);
        }
    }

    /** Both read the same backlog from slots of their own, one after the other. */
    private void catchUp(Source source, PostgresDatabase target, Connection writer) throws Exception {
        execute(writer, "SELECT pg_create_logical_replication_slot('" + DEBEZIUM_SLOT + "', 'pgoutput')");
        var stockRates = new ArrayList<Double>();
        var ourRates = new ArrayList<Double>();
        long total = 0;
        try (var stock = StockDebezium.start(source, DEBEZIUM_SLOT, folder);
                var watch = new FrontierWatch(target.connect())) {
            for (int round = 0; round <= rounds; round++) {
                var forStock = WalSender.of(writer, DEBEZIUM_SLOT);
                var forUs = WalSender.of(writer, TIDELINE_SLOT);
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
        try (var watch = new FrontierWatch(target.connect())) {
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
        return new Commit(System.nanoTime(), insertLsn(writer), changed);
    }

    private void writeConfiguration(Source source, PostgresDatabase target, EmbeddedKafka kafka) throws IOException {
        Files.writeString(folder.resolve("bench.yaml"), Workload.TOPOLOGY);
        Files.writeString(folder.resolve("tideline.yaml"), """
                source: {url: "%s", user: %s, password: %s, publication: %s, slot: %s}
                kafka: {bootstrap.servers: "%s", topic.prefix: bench}
                target: {url: "%s", user: %s, password: %s}
                topologies: [bench.yaml]
                data.dir: ./data
                http.port: 0
                """.formatted(
                        source.url(),
                        source.user(),
                        source.password(),
                        source.publication(),
                        TIDELINE_SLOT,
                        kafka.bootstrapServers(),
                        target.url(),
                        target.user(),
                        target.password()));
    }

    private static void awaitLive(PostgresDatabase target) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (System.nanoTime() < deadline) {
            try (var connection = target.connect();
                    var statement = connection.createStatement();
                    var result = statement.executeQuery(
                            "SELECT count(*) FILTER (WHERE state = 'live') FROM tideline.view_status WHERE lag < interval '5 s'")) {
                if (result.next() && result.getInt(1) == 2) {
                    return;
                }
            } catch (SQLException e) {
                if (!"3F000".equals(e.getSQLState()) && !"42P01".equals(e.getSQLState())) {
                    throw e;
                }
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new IllegalStateException("the views did not become live");
    }

    private static Lsn insertLsn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT pg_current_wal_insert_lsn()")) {
            result.next();
            return Lsn.parse(result.getString(1));
        } finally {
            connection.commit();
        }
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

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
