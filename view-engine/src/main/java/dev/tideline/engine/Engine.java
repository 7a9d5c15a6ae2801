package dev.tideline.engine;

import dev.tideline.engine.runtime.EngineContext;
import dev.tideline.engine.runtime.ProgramCompiler;
import dev.tideline.engine.runtime.StageLimits;
import dev.tideline.engine.runtime.Topologies;
import dev.tideline.engine.runtime.TopologyHealth;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The engine: keeps all topologies running until it is closed. Its parts start in any order; it waits for Kafka, for the source and
 * for ingest, and {@link #health()} says for what.
 */
public final class Engine implements AutoCloseable {

    private static final String INSTANCE_FILE = "instance";

    private final Topologies topologies;

    public Engine(EngineSettings settings, ProgramCompiler compiler) {
        this(settings, compiler, StageLimits.DEFAULT);
    }

    /** With other limits than are good for work, for tests. */
    Engine(EngineSettings settings, ProgramCompiler compiler, StageLimits limits) {
        topologies = new Topologies(
                settings.topologies(),
                compiler,
                new EngineContext(
                        new TopicNames(settings.topicPrefix()),
                        settings.kafka(),
                        settings.retention(),
                        settings.replicationFactor(),
                        settings.stateDirectory(),
                        EngineContext.SNAPSHOT_KEPT,
                        instance(settings.stateDirectory()),
                        limits,
                        settings.meters()));
    }

    /** Begins the work, on threads of its own. */
    public void start() {
        topologies.start();
    }

    /** How each topology is doing, in the order of the settings. */
    public List<TopologyHealth> health() {
        return topologies.health();
    }

    /**
     * Lets another version of a topology's file hold from now on. If its plan differs, a new generation is built beside the running
     * one, which it replaces once it has caught up.
     */
    public void replace(TopologyFile file) {
        topologies.replace(file);
    }

    /** Stops cleanly: what was read is finished and committed, and the next start needs no restoring. */
    @Override
    public void close() {
        topologies.close();
    }

    /** A name for this process that lives as long as its state does. */
    private static String instance(Path stateDirectory) {
        Path file = stateDirectory.resolve(INSTANCE_FILE);
        try {
            Files.createDirectories(stateDirectory);
            if (!Files.exists(file)) {
                Path fresh = Files.createTempFile(stateDirectory, INSTANCE_FILE, ".new");
                Files.writeString(fresh, UUID.randomUUID().toString());
                Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new DiagnosticException(
                    List.of(Diagnostic.error(
                            DiagnosticCode.FILE_UNREADABLE,
                            "The engine cannot keep its state in " + stateDirectory + ": " + e.getMessage(),
                            "Make data.dir a directory that this user may write to.",
                            null)),
                    e);
        }
    }
}
