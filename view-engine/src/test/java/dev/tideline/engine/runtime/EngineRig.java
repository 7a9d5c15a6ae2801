package dev.tideline.engine.runtime;

import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.engine.gate.GateLimits;
import dev.tideline.engine.state.HeapBudget;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.wire.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.KafkaStreams;

/** An engine under test with its ingest double, on the shared broker under a prefix of its own. */
final class EngineRig implements AutoCloseable {

    /** Small, so that slices, turns, foldings and spills happen in small tests. */
    static final StageLimits SMALL =
            new StageLimits(37, 11, 100, new GateLimits(50, 20, 100_000), new HeapBudget(20_000));

    static final LedgerProgram PROGRAM = new LedgerProgram("ledger", 50);

    final String bootstrap = EmbeddedServers.kafka().bootstrapServers();
    final String prefix = EmbeddedServers.freshTopicPrefix();
    final TopicNames names = new TopicNames(prefix);
    final IngestDouble ingest;
    final Path directory;
    private final List<AutoCloseable> closeables = new ArrayList<>();

    EngineRig() {
        this(Long.getLong("tideline.test.seed", 1));
    }

    EngineRig(long seed) {
        System.out.println("seed " + seed);
        ingest = new IngestDouble(bootstrap, prefix, seed);
        closeables.add(ingest);
        try {
            directory = Files.createTempDirectory("tideline-engine");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EngineContext context(StageLimits limits) {
        return context(limits, KafkaStreams::new, new SimpleMeterRegistry());
    }

    /** With a Kafka Streams of the test's own, and what it counts. */
    EngineContext context(StageLimits limits, StreamsFactory streams, MeterRegistry meters) {
        return context(bootstrap, names, directory, limits, streams, meters);
    }

    static EngineContext context(
            String bootstrap,
            TopicNames names,
            Path directory,
            StageLimits limits,
            StreamsFactory streams,
            MeterRegistry meters) {
        return new EngineContext(
                names,
                Map.of("bootstrap.servers", bootstrap),
                Duration.ofDays(7),
                (short) -1,
                directory,
                Duration.ofSeconds(1),
                "engine-" + directory.getFileName(),
                limits,
                meters,
                streams);
    }

    static TopologyFile file(LedgerProgram program) {
        return new TopologyFile(
                "ledger-" + program.threshold(), program.topology(), null, "UTC", "public", 1, List.of());
    }

    /** The compiler of {@link #file}. */
    static StageProgram compile(TopologyFile file) {
        return new LedgerProgram(
                file.name(), Long.parseLong(file.file().substring(file.file().indexOf('-') + 1)));
    }

    /** Limits that differ from run to run. */
    static StageLimits limits(Random random) {
        return new StageLimits(
                1 + random.nextInt(60),
                1 + random.nextInt(40),
                1 + random.nextInt(300),
                new GateLimits(1 + random.nextInt(100), 1 + random.nextInt(50), 5_000 + random.nextInt(50_000)),
                new HeapBudget(1_000 + random.nextInt(100_000)));
    }

    Topologies start(StageLimits limits, LedgerProgram program) {
        return start(limits, program, EngineRig::compile);
    }

    Topologies start(StageLimits limits, LedgerProgram program, ProgramCompiler compiler) {
        return start(program, compiler, context(limits));
    }

    Topologies start(LedgerProgram program, ProgramCompiler compiler, EngineContext context) {
        var topologies = new Topologies(List.of(file(program)), compiler, context);
        topologies.start();
        closeables.add(topologies);
        return topologies;
    }

    ResultChecker checker(LedgerProgram program, int generation) {
        var checker = new ResultChecker(bootstrap, names, program, generation, ingest);
        closeables.add(checker);
        return checker;
    }

    Cluster cluster() {
        var cluster = new Cluster(Map.of("bootstrap.servers", bootstrap), (short) -1);
        closeables.add(cluster);
        return cluster;
    }

    @Override
    public void close() throws Exception {
        for (int i = closeables.size() - 1; i >= 0; i--) {
            closeables.get(i).close();
        }
        org.apache.kafka.common.utils.Utils.delete(directory.toFile());
    }
}
