package dev.tideline.engine.runtime;

import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.wire.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An engine under test with its ingest double, on the shared broker under a prefix of its own. */
final class EngineRig implements AutoCloseable {

    /** Small, so that slices, turns, foldings and spills happen in small tests. */
    static final StageLimits SMALL = new StageLimits(37, 11, 100, new dev.tideline.engine.gate.GateLimits(50, 20));

    static final LedgerProgram PROGRAM = new LedgerProgram("ledger", 50);

    final String bootstrap = EmbeddedServers.kafka().bootstrapServers();
    final String prefix = EmbeddedServers.freshTopicPrefix();
    final TopicNames names = new TopicNames(prefix);
    final IngestDouble ingest;
    final Path directory;
    private final List<AutoCloseable> closeables = new ArrayList<>();

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
        return new EngineContext(
                names,
                Map.of("bootstrap.servers", bootstrap),
                Duration.ofDays(7),
                (short) -1,
                directory,
                "engine",
                limits,
                new SimpleMeterRegistry());
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

    Topologies start(StageLimits limits, LedgerProgram program) {
        var topologies = new Topologies(List.of(file(program)), EngineRig::compile, context(limits));
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
