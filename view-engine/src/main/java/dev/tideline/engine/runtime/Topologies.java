package dev.tideline.engine.runtime;

import dev.tideline.schemas.config.TopologyFile;
import io.micrometer.core.instrument.Gauge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All topologies of an engine, each kept running on its own. Thread-safe. */
public final class Topologies implements AutoCloseable {

    private final Map<String, TopologyRunner> runners = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if two files have the same name
     */
    public Topologies(List<TopologyFile> files, ProgramCompiler compiler, EngineContext context) {
        for (TopologyFile file : files) {
            var runner = new TopologyRunner(file, compiler, context);
            if (runners.put(file.name(), runner) != null) {
                throw new IllegalArgumentException("two topologies are named " + file.name());
            }
            gauges(runner, context);
        }
    }

    private static void gauges(TopologyRunner runner, EngineContext context) {
        for (TopologyHealth.State state : TopologyHealth.State.values()) {
            Gauge.builder("tideline.engine.state", runner, r -> r.health().state() == state ? 1 : 0)
                    .description("1 for the state that the topology is in")
                    .tag("topology", runner.topology())
                    .tag("state", state.name().toLowerCase(java.util.Locale.ROOT))
                    .register(context.meters());
        }
        Gauge.builder("tideline.engine.epoch", runner, r -> r.health().epoch())
                .description("Last source epoch that has been closed")
                .tag("topology", runner.topology())
                .register(context.meters());
        Gauge.builder("tideline.engine.rows.waiting", runner, r -> r.health().waitingRows())
                .description("Rows that came before their epoch's turn")
                .tag("topology", runner.topology())
                .register(context.meters());
    }

    public void start() {
        runners.values().forEach(TopologyRunner::start);
    }

    /**
     * Lets another version of a file hold. What runs goes on until the new version has caught up.
     *
     * @throws IllegalArgumentException if there is no topology of that name
     */
    public void replace(TopologyFile file) {
        TopologyRunner runner = runners.get(file.name());
        if (runner == null) {
            throw new IllegalArgumentException("no topology is named " + file.name());
        }
        runner.replace(file);
    }

    public List<TopologyHealth> health() {
        return runners.values().stream().map(TopologyRunner::health).toList();
    }

    /** The program of a topology, once it has been analysed. */
    public Optional<StageProgram> program(String topology) {
        TopologyRunner runner = runners.get(topology);
        return runner == null ? Optional.empty() : Optional.ofNullable(runner.program());
    }

    /** Stops all topologies cleanly, so that the next start needs no restoring. */
    @Override
    public void close() {
        // Together, since each may take a while.
        var closers = new ArrayList<Thread>();
        for (TopologyRunner runner : runners.values()) {
            var closer = new Thread(runner::close, "tideline-close-" + runner.topology());
            closer.start();
            closers.add(closer);
        }
        boolean interrupted = false;
        for (Thread closer : closers) {
            while (closer.isAlive()) {
                try {
                    closer.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
