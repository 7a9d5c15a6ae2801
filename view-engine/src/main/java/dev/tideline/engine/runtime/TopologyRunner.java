package dev.tideline.engine.runtime;

import dev.tideline.engine.runtime.TopologyHealth.State;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.IngestReply.SnapshotReady;
import dev.tideline.schemas.wire.TopologyDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one topology running, on a thread of its own: analyses it, resumes its generation or begins a new one from a snapshot,
 * starts it again after bad moments, replaces it when its plan has changed or its input is gone, and stops it when going on would be
 * wrong.
 *
 * <p>A new generation runs beside the old one until it has caught up; only then the old one is stopped and removed.
 */
final class TopologyRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyRunner.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration CALM = Duration.ofMinutes(2);
    private static final Duration TIDIED_EVERY = Duration.ofSeconds(5);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(40);

    /** What may be tried again without anybody doing anything but wait. */
    private static final Set<DiagnosticCode> RETRIED = Set.of(
            DiagnosticCode.KAFKA_UNREACHABLE,
            DiagnosticCode.SOURCE_UNREACHABLE,
            DiagnosticCode.SOURCE_PUBLICATION,
            DiagnosticCode.SOURCE_PRIVILEGE);

    private final EngineContext context;
    private final ProgramCompiler compiler;
    private final StageMetrics metrics;
    private final String topology;
    private final Thread thread;
    private final Backoff preparing = new Backoff();
    private final Backoff running = new Backoff();

    private volatile TopologyFile file;
    private volatile StageProgram program;
    private volatile boolean closed;
    private volatile State state = State.ANALYSING;
    private volatile List<Diagnostic> diagnostics = List.of();
    private volatile List<Diagnostic> failures = List.of();
    private volatile Diagnostic rehydrated;
    private volatile Generation current;
    private volatile Generation next;
    private volatile Hydration hydration;

    private Cluster cluster;
    private ControlTopics control;
    private Generations generations;
    private TopologyFile compiled;
    private Instant startedAt = Instant.EPOCH;
    private Instant snapshotCheckAt;
    private Instant retireAt;
    private TopologyDescriptor replaced;

    TopologyRunner(TopologyFile file, ProgramCompiler compiler, EngineContext context) {
        this.file = file;
        this.topology = file.name();
        this.compiler = compiler;
        this.context = context;
        this.metrics = new StageMetrics(context.meters(), topology);
        this.thread = new Thread(this::run, "tideline-topology-" + topology);
    }

    void start() {
        thread.start();
    }

    /** From now on another version of the file holds. The running generation is replaced once the new one has caught up. */
    void replace(TopologyFile newer) {
        file = newer;
    }

    /** What is running or being prepared; null before the first analysis. */
    StageProgram program() {
        return program;
    }

    String topology() {
        return topology;
    }

    private void run() {
        while (!closed) {
            try {
                connect();
                work();
            } catch (DiagnosticException e) {
                failed(e);
            } catch (ProducerFencedException e) {
                fenced();
            } catch (InterruptException e) {
                break; // only close() interrupts
            } catch (KafkaException e) {
                LOG.warn("{}: {}", topology, e.toString());
                failed(Cluster.unreachable(e));
            } catch (RuntimeException e) {
                LOG.error("{}: stopped by an error of its own", topology, e);
                failed(new DiagnosticException(
                        List.of(Diagnostic.error(
                                DiagnosticCode.KAFKA_TOPIC,
                                "Topology " + topology + " has stopped: " + e,
                                "Please report this together with the log.",
                                null)),
                        e));
            }
        }
        shutDown();
        state = State.STOPPED;
    }

    private void connect() {
        if (generations == null) {
            cluster = new Cluster(context.clientProperties(), context.replicationFactor());
            control = new ControlTopics(context.clientProperties(), context.names(), topology);
            generations = new Generations(context, cluster, control);
        }
    }

    private void work() {
        while (!closed) {
            if (compiled != file) {
                analyse();
            }
            if (hydration != null) {
                hydrate();
            } else {
                pause(TICK);
            }
            watchCurrent();
            watchNext();
            tidy();
        }
    }

    private void analyse() {
        TopologyFile analysed = file;
        state = State.ANALYSING;
        StageProgram newer = compiler.compile(analysed);
        compiled = analysed;
        diagnostics = List.of();
        if (current != null && newer.planHash().equals(current.descriptor().planHash())) {
            preparing.reset();
            return;
        }
        program = newer;
        stopPreparing();
        if (current == null) {
            resumeOrBegin();
        } else {
            LOG.info("{}: the plan has changed; a new generation is prepared", topology);
            begin();
        }
    }

    private void resumeOrBegin() {
        TopologyDescriptor descriptor = generations.current(topology);
        if (descriptor == null) {
            begin();
        } else if (!descriptor.planHash().equals(program.planHash())) {
            LOG.info("{}: the plan has changed since generation {}", topology, descriptor.generation());
            replaced = descriptor;
            begin();
        } else {
            String obstacle = generations.obstacle(descriptor);
            if (obstacle != null) {
                replaced = descriptor;
                rehydrate(obstacle);
            } else {
                current = generation(descriptor);
                LOG.info("{}: generation {} goes on", topology, descriptor.generation());
                generations.takeOver(descriptor);
                startCurrent();
            }
        }
    }

    private void rehydrate(String obstacle) {
        rehydrated = Diagnostic.warning(
                DiagnosticCode.KAFKA_TOPIC,
                "The views of topology " + topology + " are built anew from a snapshot: " + obstacle + ".",
                "Until they have caught up, the tables keep their last state.",
                null);
        LOG.warn("{}: {}", topology, rehydrated.message());
        begin();
    }

    private void begin() {
        hydration = new Hydration(program, cluster, control, context.names(), context.retention());
    }

    private void hydrate() {
        SnapshotReady snapshot = hydration.poll(TICK);
        if (snapshot == null) {
            return;
        }
        TopologyDescriptor before = generations.current(topology);
        int number = generations.next(program, before);
        var layout = new StageLayout(program, context.names(), number, snapshot);
        TopologyDescriptor descriptor = generations.begin(layout, snapshot, hydration.starts());
        hydration.close();
        hydration = null;
        var generation = new Generation(layout, descriptor, context, metrics);
        if (current == null) {
            current = generation;
            startCurrent();
        } else {
            next = generation;
            next.start();
        }
        snapshotCheckAt = null;
    }

    private Generation generation(TopologyDescriptor descriptor) {
        var layout = new StageLayout(program, context.names(), descriptor.generation(), descriptor.snapshot());
        return new Generation(layout, descriptor, context, metrics);
    }

    private void startCurrent() {
        preparing.reset();
        startedAt = Instant.now();
        current.start();
    }

    private void watchCurrent() {
        Generation watched = current;
        if (watched == null) {
            return;
        }
        if (watched.hasGotOn()) {
            running.reset();
        }
        Failure failure = watched.failure();
        if (failure == null) {
            if (startedAt.plus(CALM).isBefore(Instant.now())) {
                failures = List.of();
            }
            return;
        }
        switch (failure.kind()) {
            case STOP -> {
                watched.close();
                current = null;
                throw new DiagnosticException(List.of(failure.diagnostic()), failure.cause());
            }
            case TRANSIENT -> {
                watched.close();
                failures = List.of(failure.diagnostic());
                pause(running.failed());
                String obstacle = generations.obstacle(watched.descriptor());
                if (obstacle == null) {
                    startCurrent();
                } else {
                    abandon(watched, obstacle);
                }
            }
            case REHYDRATE -> {
                String obstacle = generations.obstacle(watched.descriptor());
                abandon(watched, obstacle != null ? obstacle : rootMessage(failure));
            }
        }
    }

    private static String rootMessage(Failure failure) {
        for (Throwable cause = failure.cause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BulkLoadException bulk) {
                return bulk.getMessage();
            }
        }
        return "records that were not read yet are gone from Kafka";
    }

    /** The current generation cannot go on. One that is being prepared takes its place, else a new one begins. */
    private void abandon(Generation abandoned, String obstacle) {
        replaced = abandoned.descriptor();
        abandoned.leave();
        current = null;
        if (next != null) {
            current = next;
            next = null;
        } else if (hydration == null) {
            rehydrate(obstacle);
        }
    }

    private void watchNext() {
        Generation young = next;
        if (young == null) {
            return;
        }
        Failure failure = young.failure();
        if (failure != null) {
            young.close();
            if (failure.kind() == Failure.Kind.TRANSIENT) {
                pause(preparing.failed());
                young.start();
            } else if (failure.kind() == Failure.Kind.REHYDRATE) {
                next = null;
                begin();
            } else {
                next = null;
                diagnostics = List.of(failure.diagnostic());
            }
            return;
        }
        StageProgress old = current.progress();
        if (young.firstContentIsOut() && (old == null || young.progress().confirmedEpoch() >= old.closedEpoch())) {
            LOG.info("{}: generation {} has caught up and replaces {}", topology, young.number(), current.number());
            replaced = current.descriptor();
            current.leave();
            current = young;
            next = null;
            preparing.reset();
        }
    }

    /** Removes what is not needed any more, once the current generation stands. */
    private void tidy() {
        if (current == null || next != null || !current.firstContentIsOut()) {
            return;
        }
        Instant now = Instant.now();
        if (snapshotCheckAt == null) {
            if (rehydrated != null) {
                LOG.info("{}: the views have been built anew", topology);
                rehydrated = null;
            }
            snapshotCheckAt = now.plus(context.snapshotKept());
            retireAt = now;
        }
        if (now.isAfter(retireAt)) {
            boolean all = generations.retireBefore(current.descriptor(), replaced);
            replaced = null;
            retireAt = all ? Instant.MAX : now.plus(TIDIED_EVERY);
        }
        if (now.isAfter(snapshotCheckAt)) {
            boolean all = generations.emptySnapshot(current.descriptor());
            snapshotCheckAt = all ? Instant.MAX : now.plus(TIDIED_EVERY);
        }
    }

    /**
     * The current step cannot be done. What runs goes on. If time may mend it, it is tried again; otherwise another version of the
     * file is awaited.
     */
    private void failed(DiagnosticException e) {
        if (closed) {
            return;
        }
        diagnostics = e.diagnostics();
        state = State.FAILED;
        stopPreparing();
        if (e.diagnostics().stream().anyMatch(diagnostic -> RETRIED.contains(diagnostic.code()))) {
            LOG.warn("{}: {}", topology, e.getMessage());
            disconnect();
            pause(preparing.failed());
            compiled = null;
        } else {
            LOG.error("{}: {}", topology, e.getMessage());
            compiled = file;
        }
    }

    /** Another process works on this topology and began later. Connecting again would fence it in turn. */
    private void fenced() {
        shutDown();
        diagnostics = List.of(Diagnostic.error(
                DiagnosticCode.KAFKA_TOPIC,
                "Another engine process has taken topology " + topology + " over.",
                "Run one engine process per topology, or give this one another kafka.topic.prefix.",
                null));
        state = State.FAILED;
        LOG.error("{}: {}", topology, diagnostics.get(0).message());
        TopologyFile fencedFile = file;
        while (!closed && file == fencedFile) {
            pause(TICK);
        }
        compiled = null;
    }

    private void pause(Duration duration) {
        synchronized (thread) {
            if (!closed) {
                try {
                    thread.wait(duration.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptException(e);
                }
            }
        }
    }

    private void stopPreparing() {
        if (hydration != null) {
            hydration.close();
            hydration = null;
        }
        if (next != null) {
            next.close();
            next = null;
        }
    }

    private void shutDown() {
        boolean interrupted = Thread.interrupted();
        stopPreparing();
        if (current != null) {
            current.close();
            current = null;
        }
        disconnect();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void disconnect() {
        if (control != null) {
            control.close();
            control = null;
        }
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
        generations = null;
    }

    TopologyHealth health() {
        var known = new ArrayList<>(diagnostics);
        known.addAll(failures);
        Diagnostic reason = rehydrated;
        if (reason != null) {
            known.add(reason);
        }
        return TopologyHealth.of(topology, state, current, next, hydration, known);
    }

    @Override
    public void close() {
        synchronized (thread) {
            closed = true;
            thread.notifyAll();
        }
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        boolean interrupted = !join(STOPS_WITHIN);
        if (thread.isAlive()) {
            thread.interrupt(); // it waits for a server that does not answer
            interrupted |= !join(Duration.ZERO);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if this thread was interrupted meanwhile. */
    private boolean join(Duration within) {
        try {
            thread.join(within.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
