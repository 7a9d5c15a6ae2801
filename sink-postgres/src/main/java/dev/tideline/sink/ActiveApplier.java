package dev.tideline.sink;

import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.postgres.TargetSession;
import dev.tideline.sink.postgres.catalog.Generation;
import dev.tideline.sink.read.KafkaAccess;
import dev.tideline.sink.read.KafkaFailure;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the only writer of a topology does for as long as it holds the lock: it applies the live generation, and gathers the
 * next one out of sight until that can replace it.
 */
final class ActiveApplier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveApplier.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration POLL_OF_TWO = Duration.ofMillis(5);

    /** This close behind it, the next generation is let past the frontier by stopping the live one. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(2);

    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);

    private final TargetSession session;
    private final KafkaAccess kafka;
    private final SinkLimits limits;
    private final SinkMetrics metrics;
    private GenerationPipeline live;
    private GenerationPipeline next;
    private Generation shown;
    private TopologyDescriptor adopted;
    private String waitingFor;
    private Lsn probedWith;
    private long probedAt = System.nanoTime();

    ActiveApplier(TargetSession session, KafkaAccess kafka, SinkLimits limits, SinkMetrics metrics) {
        this.session = session;
        this.kafka = kafka;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** One round: takes note of the descriptor, reads, applies. */
    void step(TopologyDescriptor descriptor) {
        if (!descriptor.equals(adopted)) {
            adopt(descriptor);
        }
        if (live != null && !isOvertakenSoon()) {
            stepLive(next == null ? POLL : POLL_OF_TWO);
        }
        if (next != null) {
            stepNext(live == null ? POLL : POLL_OF_TWO);
        }
        if (live == null && next == null) {
            pause();
        }
        probeIfIdle();
    }

    /** What is shown of the topology, or null. */
    Lsn frontier() {
        return live != null ? live.generation().lsn() : shown == null ? null : shown.lsn();
    }

    /** The generation that is shown, or built if none is. */
    int generation() {
        if (live != null) {
            return live.generation().descriptor().generation();
        }
        return adopted == null ? 0 : adopted.generation();
    }

    /** Why nothing moves, or null. */
    String waitingFor() {
        if (waitingFor == null && next != null && live == null && shown == null) {
            return next.generation().epoch() == null ? "waiting for the first content" : "waiting for the hold to end";
        }
        return waitingFor;
    }

    /** Shows in the target why the topology stopped. */
    void report(String problem) {
        var concerned = next != null ? next.generation() : live != null ? live.generation() : pending();
        if (concerned != null) {
            session.problem(concerned.id(), problem);
        }
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
        if (next != null) {
            next.close();
        }
    }

    private void adopt(TopologyDescriptor descriptor) {
        var topic = kafka.topic(descriptor.resultEpochs());
        if (topic == null) {
            waitingFor = "waiting for topic " + descriptor.resultEpochs();
            return;
        }
        if (live != null && live.generation().is(descriptor, topic.id())) {
            session.describe(live.target(), descriptor);
            adopted = descriptor;
            return;
        }
        if (next != null && next.generation().is(descriptor, topic.id())) {
            session.describe(next.target(), descriptor);
            adopted = descriptor;
            return;
        }
        Generation building = null;
        Generation current = null;
        for (var generation : session.generations()) {
            if (generation.live()) {
                current = generation;
            } else {
                building = generation;
            }
        }
        shown = current;
        boolean isShown = current != null && current.is(descriptor, topic.id());
        if (building != null && (isShown || !building.is(descriptor, topic.id()))) {
            closeNext();
            session.abandon(building);
            building = null;
        }
        if (isShown) {
            live = live != null ? live : open(current);
            if (live != null) {
                session.describe(live.target(), descriptor);
            }
        } else {
            openSuperseded(current);
            next = open(building != null ? building : session.create(descriptor, topic.id()));
            if (next != null) {
                session.describe(next.target(), descriptor);
            }
        }
        boolean opened = isShown ? live != null : next != null;
        waitingFor = opened ? null : "waiting for the result topics";
        adopted = opened ? descriptor : null;
    }

    private GenerationPipeline open(Generation generation) {
        return GenerationPipeline.open(session, kafka, generation, limits, metrics);
    }

    /** The generation that is shown but no longer wanted goes on while it can, so that its views stay fresh meanwhile. */
    private void openSuperseded(Generation generation) {
        if (generation == null || live != null) {
            return;
        }
        try {
            live = open(generation);
        } catch (DiagnosticException | KafkaFailure e) {
            LOG.info(
                    "topology {}: generation {} stays at {} until its successor is complete: {}",
                    generation.descriptor().topology(),
                    generation.descriptor().generation(),
                    generation.lsn(),
                    e.getMessage());
        }
    }

    private void stepLive(Duration timeout) {
        if (next == null) {
            live.step(timeout);
            return;
        }
        try {
            live.step(timeout);
        } catch (DiagnosticException | KafkaFailure e) {
            LOG.info(
                    "topology {}: generation {} stays at {} until its successor is complete: {}",
                    live.generation().descriptor().topology(),
                    live.generation().descriptor().generation(),
                    live.generation().lsn(),
                    e.getMessage());
            shown = live.generation();
            live.close();
            live = null;
        }
    }

    private void stepNext(Duration timeout) {
        next.step(timeout);
        if (next.generation().epoch() == null) {
            return;
        }
        var before = live != null ? live.generation() : shown;
        if (next.target().replace(before)) {
            LOG.info(
                    "topology {}: generation {} is shown as of {}",
                    next.generation().descriptor().topology(),
                    next.generation().descriptor().generation(),
                    next.generation().lsn());
            if (live != null) {
                live.close();
            }
            live = next;
            next = null;
            shown = live.generation();
        }
    }

    private boolean isOvertakenSoon() {
        if (next == null || next.lastCut() == null || live.lastCut() == null || live.isBlocked()) {
            return false;
        }
        var behind = Duration.between(next.lastCut().asOf(), live.lastCut().asOf());
        return behind.compareTo(CAUGHT_UP) < 0;
    }

    private void probeIfIdle() {
        long now = System.nanoTime();
        Lsn reached = live != null
                ? live.generation().lsn()
                : next != null ? next.generation().lsn() : null;
        if (!Objects.equals(reached, probedWith)) {
            probedWith = reached;
            probedAt = now;
        } else if (now - probedAt > PROBE_EVERY.toNanos()) {
            session.probe();
            probedAt = now;
        }
    }

    private void closeNext() {
        if (next != null) {
            next.close();
            next = null;
        }
    }

    private Generation pending() {
        return session.generations().stream().reduce((first, second) -> second).orElse(null);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
