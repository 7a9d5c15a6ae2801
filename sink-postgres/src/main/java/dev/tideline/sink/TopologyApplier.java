package dev.tideline.sink;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.TopologyHealth.Role;
import dev.tideline.sink.postgres.TargetConnector;
import dev.tideline.sink.postgres.TargetFailure;
import dev.tideline.sink.postgres.TargetSession;
import dev.tideline.sink.read.KafkaAccess;
import dev.tideline.sink.read.KafkaFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one topology applied, on a thread of its own: connects, waits to be the only writer, applies, and after any failure
 * begins anew from what the target holds.
 */
final class TopologyApplier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyApplier.class);
    private static final Duration STANDBY_POLL = Duration.ofMillis(250);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    /** How often something that only a person can mend is tried again. */
    private static final Duration STOPPED_RETRY = Duration.ofSeconds(5);

    private final String topology;
    private final TargetConnector connector;
    private final KafkaAccess kafka;
    private final SinkLimits limits;
    private final SinkMetrics metrics;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile TopologyDescriptor descriptor;
    private volatile boolean retired;
    private volatile TargetSession current;
    private volatile TopologyHealth health;
    private volatile Duration backoff = BACKOFF_MIN;

    TopologyApplier(
            TopologyDescriptor descriptor,
            TargetConnector connector,
            KafkaAccess kafka,
            SinkLimits limits,
            SinkMetrics metrics) {
        this.topology = descriptor.topology();
        this.descriptor = descriptor;
        this.connector = connector;
        this.kafka = kafka;
        this.limits = limits;
        this.metrics = metrics;
        this.health = new TopologyHealth(topology, Role.CONNECTING, 0, null, "connecting to the target", null);
    }

    /** The engine has described the topology anew. */
    void descriptor(TopologyDescriptor changed) {
        descriptor = changed;
        retired = false;
    }

    /** The topology is gone; the applier ends after it has said so in the target. */
    void retire() {
        retired = true;
    }

    /** Asks the thread to end soon. */
    void stop() {
        stop.countDown();
    }

    /** Ends what is under way in the target, which rolls it back; for a thread that does not end otherwise. */
    void abort() {
        var session = current;
        if (session != null) {
            session.abort();
        }
    }

    TopologyHealth health() {
        return health;
    }

    @Override
    public void run() {
        while (!isStopping()) {
            try (var session = TargetSession.open(connector, topology)) {
                current = session;
                if (becomeWriter(session)) {
                    write(session);
                }
            } catch (TargetFailure | KafkaFailure e) {
                if (isStopping()) {
                    return;
                }
                report(Role.CONNECTING, e.getMessage(), null);
                LOG.warn("topology {}: {}; trying again", topology, e.getMessage());
                await(backoff);
                backoff = min(backoff.multipliedBy(2), BACKOFF_MAX);
            } catch (DiagnosticException e) {
                stopped(e.diagnostics().get(0));
            } catch (RuntimeException e) {
                LOG.error("topology {}: unexpected failure", topology, e);
                report(Role.CONNECTING, String.valueOf(e), null);
                await(STOPPED_RETRY);
            }
        }
    }

    private boolean becomeWriter(TargetSession session) {
        while (!session.tryLock()) {
            report(Role.STANDBY, null, null);
            backoff = BACKOFF_MIN;
            if (await(STANDBY_POLL)) {
                return false;
            }
        }
        return true;
    }

    private void write(TargetSession session) {
        if (health.role() != Role.STOPPED) {
            LOG.info("topology {}: this process writes it", topology);
        }
        try (var applier = new ActiveApplier(session, kafka, limits, metrics)) {
            while (!isStopping()) {
                if (retired) {
                    session.retire();
                    stop();
                    return;
                }
                step(applier);
                var failure = applier.failure();
                health = new TopologyHealth(
                        topology,
                        Role.ACTIVE,
                        applier.generation(),
                        applier.frontier(),
                        failure == null ? applier.waitingFor() : failure.message(),
                        failure);
                backoff = BACKOFF_MIN;
            }
        }
    }

    private void step(ActiveApplier applier) {
        try {
            applier.step(descriptor);
        } catch (DiagnosticException e) {
            try {
                applier.report(e.getMessage());
            } catch (TargetFailure | DiagnosticException unreachable) {
                LOG.warn(
                        "topology {}: cannot record its problem in the target: {}", topology, unreachable.getMessage());
            }
            throw e;
        }
    }

    private void stopped(Diagnostic failure) {
        var before = health.failure();
        if (before == null || !before.message().equals(failure.message())) {
            LOG.error("topology {} stopped: {} {}", topology, failure.message(), failure.hint());
        }
        report(Role.STOPPED, failure.message(), failure);
        var failedOf = descriptor;
        for (long waitedMs = 0; waitedMs < STOPPED_RETRY.toMillis(); waitedMs += STANDBY_POLL.toMillis()) {
            if (await(STANDBY_POLL) || descriptor != failedOf) {
                return;
            }
        }
    }

    private void report(Role role, String reason, Diagnostic failure) {
        Lsn frontier = health.frontier();
        health = new TopologyHealth(topology, role, health.generation(), frontier, reason, failure);
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** Waits; true if the applier is to end. */
    private boolean await(Duration duration) {
        try {
            return stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop();
            return true;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
