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
                catchUp(source, target, connection);
                freshness(target, connection);
            }
        }
    }

    /** Both read the same backlog from slots of their own, one after the other. */
    private void catchUp(Source source, PostgresDatabase target, Connection writer) throws Exception {
        try (var tideline = TidelineRun.start(folder)) {
            awaitLive(target);
        }
        execute(writer, "SELECT pg_create_logical_replication_slot('" + DEBEZIUM_SLOT + "', 'pgoutput')");
        var stock = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            List<Commit> backlog = backlog(writer);
            long written = backlog.stream().mapToLong(Commit::rows).sum();
            Lsn end = backlog.get(backlog.size() - 1).lsn();
            stock.add(StockDebezium.drain(source, DEBEZIUM_SLOT, written, folder));
            awaitReleased(writer);
            execute(writer, "SELECT pg_replication_slot_advance('" + DEBEZIUM_SLOT + "', '" + end + "')");
            try (var watch = new FrontierWatch(target.connect());
                    var tideline = TidelineRun.start(folder)) {
                // Neither starting nor what came with the first move counts, for either of the two.
                var first = watch.firstMove();
                long last = watch.nanosAt(end, Duration.ofMinutes(10));
                long behindFirst = backlog.stream()
                        .filter(commit -> commit.lsn().isAfter(first.lsn()))
                        .mapToLong(Commit::rows)
                        .sum();
                ours.add(behindFirst * 1e9 / (last - first.nanos()));
            }
            System.out.printf(
                    "round %d: %,d changes; stock Debezium drains %,.0f/s, the whole pipeline %,.0f/s, ratio %.2f%n",
                    round, written, last(stock), last(ours), last(ours) / last(stock));
        }
        System.out.printf(
                "catch-up, median of %d: stock Debezium %,.0f/s, the whole pipeline %,.0f/s, ratio %.2f%n",
                rounds, median(stock), median(ours), median(ours) / median(stock));
    }

    /** A transaction of the workload; its LSN is one behind it. */
    private record Commit(long nanos, Lsn lsn, int rows) {}

    private void freshness(PostgresDatabase target, Connection writer) throws Exception {
        try (var tideline = TidelineRun.start(folder)) {
            awaitLive(target);
            var commits = new ArrayList<Commit>();
            var delays = new ArrayList<Double>();
            try (var watch = new FrontierWatch(target.connect())) {
                long warmUpEnd = System.nanoTime() + Duration.ofSeconds(5).toNanos();
                long start = System.nanoTime();
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
            System.out.printf(
                    "freshness at %,d changes/s over %d s, %,d commits: p50 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                    rate,
                    seconds,
                    delays.size(),
                    delays.get(delays.size() / 2),
                    delays.get(delays.size() * 99 / 100),
                    last(delays));
        }
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

    /** The server notices a little later that a reader has gone. */
    private static void awaitReleased(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        boolean active = true;
        while (active) {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(
                            "SELECT active FROM pg_replication_slots WHERE slot_name = '" + DEBEZIUM_SLOT + "'")) {
                result.next();
                active = result.getBoolean(1);
            }
            connection.commit();
            if (active && System.nanoTime() > deadline) {
                throw new IllegalStateException("slot " + DEBEZIUM_SLOT + " is still in use");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }
}
