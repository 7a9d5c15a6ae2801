package dev.tideline.engine.runtime;

import com.sun.management.OperatingSystemMXBean;
import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.engine.compile.TopologyCompiler;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyLoader;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.WireJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Measures the engine alone, from change topic to view topic, with the real circuit. For each view: how fast it works off backlogs, in
 * rows a second and CPU of this process per row (the broker is another process, and the rows were written before), and how long a
 * small epoch takes until a reader of committed records can see its results.
 *
 * <p>Run {@code main} with the tests' class path. Arguments: views (of {@link #VIEWS}, separated by commas; each runs alone), rows of
 * a backlog, backlogs, seconds of the latency run.
 */
final class EngineBench {

    private static final Map<String, String> VIEWS = Map.of(
            "join",
            "SELECT c.country, o.day, count(*) AS orders, sum(o.cents) AS cents FROM orders o JOIN customers c ON c.id ="
                    + " o.customer_id GROUP BY 1, 2",
            "hot",
            "SELECT status, count(*) AS orders, sum(cents) AS cents FROM orders GROUP BY status",
            "filter",
            "SELECT id, customer_id, cents FROM orders WHERE status = 's1'");

    private static final int CUSTOMERS = 50_000;
    private static final int ROWS_OF_EPOCH = 500;
    private static final int ROWS_OF_SMALL_EPOCH = 20;
    private static final int SMALL_ROWS_PER_SECOND = 2_000;
    private static final int UNMEASURED_SECONDS = 5;

    private final String view;
    private final String bootstrap = EmbeddedServers.kafka().bootstrapServers();
    private final TopicNames names = new TopicNames(EmbeddedServers.freshTopicPrefix());
    private final Path directory;
    private final TopologyFile topology;
    private final TopologyCompiler compiler;

    private EngineBench(String view) throws Exception {
        this.view = view;
        directory = Files.createTempDirectory("tideline-bench");
        var database = EmbeddedServers.freshDatabase();
        database.execute(
                "CREATE TABLE customers (id bigint PRIMARY KEY, country text NOT NULL)",
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, day date NOT NULL, cents bigint NOT"
                        + " NULL, status text NOT NULL, note text)");
        topology = file();
        compiler = new TopologyCompiler(
                new Database(database.url(), database.user(), new Secret(database.password())), Set.of());
    }

    private TopologyFile file() throws IOException {
        Path file = directory.resolve("bench.yaml");
        Files.writeString(file, "topology: bench\nviews:\n  shown:\n    query: " + VIEWS.get(view) + "\n");
        return TopologyLoader.load(List.of(file)).orThrow().get(0);
    }

    public static void main(String[] arguments) throws Exception {
        String views = arguments.length > 0 ? arguments[0] : "join,hot";
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300_000;
        int backlogs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        int seconds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 20;
        for (String view : views.split(",")) {
            new EngineBench(view).run(rows, backlogs, seconds);
        }
        System.exit(0);
    }

    private void run(int rows, int backlogs, int seconds) throws Exception {
        try (var source = new BenchSource(bootstrap, names, CUSTOMERS)) {
            try (var engine = engine()) {
                source.answerRequest();
                await(engine, 0);
            }
            for (int backlog = 1; backlog <= backlogs; backlog++) {
                for (int written = 0; written < rows; written += ROWS_OF_EPOCH) {
                    source.write(ROWS_OF_EPOCH);
                }
                try (var engine = engine()) {
                    workOff(engine, source.epoch());
                }
            }
            if (seconds > 0) {
                try (var engine = engine()) {
                    await(engine, source.epoch());
                    latency(source, seconds);
                }
            }
        }
    }

    private Topologies engine() {
        var context = new EngineContext(
                names,
                Map.of("bootstrap.servers", bootstrap),
                Duration.ofDays(7),
                (short) -1,
                directory,
                EngineContext.SNAPSHOT_KEPT,
                "bench",
                StageLimits.DEFAULT,
                new SimpleMeterRegistry());
        var engine = new Topologies(List.of(topology), compiler, context);
        engine.start();
        return engine;
    }

    private static TopologyHealth await(Topologies engine, long epoch) {
        while (true) {
            TopologyHealth health = engine.health().get(0);
            if (health.state() == TopologyHealth.State.FAILED) {
                throw new IllegalStateException(health.toString());
            }
            if (health.epoch() >= epoch) {
                return health;
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Measured from the first epoch that is closed to the last. */
    private void workOff(Topologies engine, long last) {
        long first = await(engine, 0).epoch();
        first = await(engine, first + 1).epoch();
        long fromNanos = System.nanoTime();
        long fromCpuNanos = cpuNanos();
        await(engine, last);
        double seconds = (System.nanoTime() - fromNanos) / 1e9;
        long rows = (last - first) * ROWS_OF_EPOCH;
        System.out.printf(
                "%s: %d rows in %.2f s, %.0f rows/s, %.2f us CPU/row%n",
                view, rows, seconds, rows / seconds, (cpuNanos() - fromCpuNanos) / 1e3 / rows);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** From when an epoch's rows are committed to when its results are seen. */
    private void latency(BenchSource source, int seconds) throws InterruptedException, ExecutionException {
        int epochs = (UNMEASURED_SECONDS + seconds) * SMALL_ROWS_PER_SECOND / ROWS_OF_SMALL_EPOCH;
        long before = source.epoch();
        long last = before + epochs;
        var seen = new FutureTask<>(() -> seenNanos(before, last));
        new Thread(seen, "bench-reader").start();
        var committed = new long[epochs];
        long intervalNanos = 1_000_000_000L * ROWS_OF_SMALL_EPOCH / SMALL_ROWS_PER_SECOND;
        long startedNanos = System.nanoTime();
        for (int i = 0; i < epochs; i++) {
            long waitNanos;
            while ((waitNanos = startedNanos + i * intervalNanos - System.nanoTime()) > 0) {
                LockSupport.parkNanos(waitNanos);
            }
            source.write(ROWS_OF_SMALL_EPOCH);
            committed[i] = System.nanoTime();
        }
        double tookSeconds = (System.nanoTime() - startedNanos) / 1e9;
        long[] shown = seen.get();
        int unmeasured = epochs * UNMEASURED_SECONDS / (UNMEASURED_SECONDS + seconds);
        var micros = new long[epochs - unmeasured];
        Arrays.setAll(micros, i -> (shown[unmeasured + i] - committed[unmeasured + i]) / 1_000);
        Arrays.sort(micros);
        System.out.printf(
                "%s at %.0f changes/s, ms until seen: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f%n",
                view,
                epochs * ROWS_OF_SMALL_EPOCH / tookSeconds,
                at(micros, 0.5),
                at(micros, 0.9),
                at(micros, 0.99),
                at(micros, 1));
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)] / 1_000.0;
    }

    /** When the results of the epochs behind {@code before} were seen. */
    private long[] seenNanos(long before, long last) {
        var seen = new long[(int) (last - before)];
        var partitions = new ArrayList<TopicPartition>();
        partitions.add(new TopicPartition(names.resultEpochs("bench", 1), 0));
        partitions.add(new TopicPartition(names.results("bench", "shown", 1), 0));
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            for (long closed = before; closed < last; ) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.topic().equals(partitions.get(0).topic())) {
                        ResultManifest manifest = WireJson.read(record.value(), ResultManifest.class);
                        long now = System.nanoTime();
                        for (closed = manifest.from(); closed <= manifest.epoch(); closed++) {
                            seen[(int) (closed - before - 1)] = now;
                        }
                        closed = manifest.epoch();
                    }
                }
            }
        }
        return seen;
    }
}
