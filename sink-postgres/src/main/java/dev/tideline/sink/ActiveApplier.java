package dev.tideline.sink;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.postgres.GenerationTarget.Replacement;
import dev.tideline.sink.postgres.TargetSession;
import dev.tideline.sink.postgres.catalog.Generation;
import dev.tideline.sink.read.KafkaAccess;
import dev.tideline.sink.read.KafkaFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the only writer of a topology does for as long as it holds the lock: it applies the live generation, and gathers the
 * next one out of sight until that can replace it. As long as there is a live generation, trouble with the next one does not
 * stop it.
 */
final class ActiveApplier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveApplier.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration POLL_OF_TWO = Duration.ofMillis(5);

    /** This close behind it, the next generation is let past the frontier by stopping the live one. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(2);

    /** How often a next generation is tried again that only a person can mend. */
    private static final Duration NEXT_RETRY = Duration.ofSeconds(5);

    private final TargetSession session;
    private final KafkaAccess kafka;
    private final SinkLimits limits;
    private final SinkMetrics metrics;
    private final IdleWatch idle;
    private GenerationPipeline live;
    private GenerationPipeline next;

    /** The generation that users see, whether or not its results can still be read. */
    private Generation shown;

    private TopologyDescriptor adopted;
    private String waitingFor;
    private Replacement lastAttempt;
    private Diagnostic nextFailure;
    private long nextRetryAtNanos;

    ActiveApplier(TargetSession session, KafkaAccess kafka, SinkLimits limits, SinkMetrics metrics) {
        this.session = session;
        this.kafka = kafka;
        this.limits = limits;
        this.metrics = metrics;
        this.idle = new IdleWatch(session);
    }

    /** One round: takes note of the descriptor, reads, applies. */
    void step(TopologyDescriptor descriptor) {
        boolean retryNext = nextFailure != null && next == null && System.nanoTime() - nextRetryAtNanos > 0;
        if (!descriptor.equals(adopted) || retryNext) {
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
        idle.after(live, next);
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
        if (waitingFor == null && next != null && next.generation().epoch() == null) {
            return "waiting for the first content of generation "
                    + next.generation().descriptor().generation();
        }
        return waitingFor;
    }

    /** What keeps the next generation from being built, or null. */
    Diagnostic failure() {
        return nextFailure;
    }

    /** Shows in the target why the topology stopped. */
    void report(String problem) {
        var concerned = next != null ? next.generation() : live != null ? live.generation() : newest();
        if (concerned != null) {
            session.problem(concerned.id(), problem);
        }
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
        closeNext();
    }

    private void adopt(TopologyDescriptor descriptor) {
        var topic = kafka.topic(descriptor.resultEpochs());
        if (topic == null) {
            waitingFor = "waiting for topic " + descriptor.resultEpochs();
            return;
        }
        boolean adoptedNow;
        if (live != null && live.generation().is(descriptor, topic.id())) {
            abandonOthers(live.generation());
            session.describe(live.target(), descriptor);
            adoptedNow = true;
        } else if (next != null && next.generation().is(descriptor, topic.id())) {
            session.describe(next.target(), descriptor);
            adoptedNow = true;
        } else {
            adoptedNow = openFor(descriptor, topic.id());
        }
        waitingFor = adoptedNow ? null : "waiting for the result topics";
        adopted = adoptedNow ? descriptor : null;
    }

    /** Resumes or begins the described generation; false if its topics are not all there. */
    private boolean openFor(TopologyDescriptor descriptor, String resultEpochsId) {
        Generation building = null;
        shown = null;
        for (var generation : session.generations()) {
            if (generation.live()) {
                shown = generation;
            } else {
                building = generation;
            }
        }
        if (shown != null && shown.is(descriptor, resultEpochsId)) {
            abandonOthers(shown);
            live = open(shown);
            if (live != null) {
                session.describe(live.target(), descriptor);
            }
            return live != null;
        }
        if (building != null && !building.is(descriptor, resultEpochsId)) {
            closeNext();
            session.abandon(building);
            building = null;
            nextFailure = null;
        }
        openSuperseded();
        openNext(building != null ? building : session.create(descriptor, resultEpochsId), descriptor);
        return next != null || nextFailure != null;
    }

    private void openNext(Generation building, TopologyDescriptor descriptor) {
        try {
            next = open(building);
            if (next != null) {
                session.describe(next.target(), descriptor);
            }
        } catch (DiagnosticException e) {
            nextFailed(building, e);
        }
    }

    private GenerationPipeline open(Generation generation) {
        return GenerationPipeline.open(session, kafka, generation, limits, metrics);
    }

    /** The generation that is shown but no longer wanted goes on while it can, so that its views stay fresh meanwhile. */
    private void openSuperseded() {
        if (shown != null && live == null) {
            try {
                live = open(shown);
            } catch (DiagnosticException | KafkaFailure e) {
                logEndOf(shown, e);
            }
        }
    }

    private void stepLive(Duration timeout) {
        if (next == null && nextFailure == null) {
            live.step(timeout);
            return;
        }
        try {
            live.step(timeout);
        } catch (DiagnosticException | KafkaFailure e) {
            logEndOf(live.generation(), e);
            shown = live.generation();
            live.close();
            live = null;
        }
    }

    private void stepNext(Duration timeout) {
        try {
            next.step(timeout);
            if (next.generation().epoch() != null) {
                lastAttempt = next.target().replace(live != null ? live.generation() : shown);
            }
        } catch (DiagnosticException e) {
            var failed = next.generation();
            closeNext();
            nextFailed(failed, e);
            return;
        }
        if (lastAttempt == Replacement.DONE) {
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
            lastAttempt = null;
            nextFailure = null;
            shown = live.generation();
        }
    }

    /** Without a live generation there is nothing else to do, and the failure is the topology's. */
    private void nextFailed(Generation generation, DiagnosticException failure) {
        if (live == null) {
            throw failure;
        }
        var diagnostic = failure.diagnostics().get(0);
        if (nextFailure == null || !nextFailure.message().equals(diagnostic.message())) {
            LOG.error(
                    "topology {}: generation {} cannot be built: {} {}",
                    generation.descriptor().topology(),
                    generation.descriptor().generation(),
                    diagnostic.message(),
                    diagnostic.hint());
        }
        nextFailure = diagnostic;
        nextRetryAtNanos = System.nanoTime() + NEXT_RETRY.toNanos();
        session.problem(generation.id(), diagnostic.message());
    }

    /** A hold must be able to let the live generation reach exactly where it ends. */
    private boolean isOvertakenSoon() {
        if (next == null || next.lastCut() == null || live.lastCut() == null || lastAttempt == Replacement.HELD) {
            return false;
        }
        var behind = Duration.between(next.lastCut().asOf(), live.lastCut().asOf());
        return !live.isBlocked() && behind.compareTo(CAUGHT_UP) < 0;
    }

    private void abandonOthers(Generation wanted) {
        closeNext();
        nextFailure = null;
        for (var generation : session.generations()) {
            if (generation.id() != wanted.id()) {
                session.abandon(generation);
            }
        }
    }

    private void closeNext() {
        if (next != null) {
            next.close();
            next = null;
        }
    }

    private Generation newest() {
        return session.generations().stream().reduce((first, second) -> second).orElse(null);
    }

    private static void logEndOf(Generation generation, RuntimeException why) {
        LOG.info(
                "topology {}: generation {} stays at {} until its successor is complete: {}",
                generation.descriptor().topology(),
                generation.descriptor().generation(),
                generation.lsn(),
                why.getMessage());
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
