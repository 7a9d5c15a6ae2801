package dev.tideline.ingest;

import dev.tideline.ingest.publish.Position;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.Lsn;
import java.time.Duration;
import java.util.List;

/** What the threads of ingest tell about themselves; everybody may read it at any time. */
final class IngestStatus {

    private static final Duration STUCK = Duration.ofSeconds(10);

    private enum Phase {
        STARTING("starting"),
        STANDBY("another ingest of this slot is active; standing by"),
        PREPARING("preparing the source and Kafka"),
        STREAMING(null),
        RECOVERING("recovering from a failure"),
        STOPPED("stopped");

        private final String reason;

        Phase(String reason) {
            this.reason = reason;
        }
    }

    private volatile Phase phase = Phase.STARTING;
    private volatile String problem;
    private volatile Diagnostic failure;
    private volatile Position durable;
    private volatile Lsn lastHeartbeat = Lsn.ZERO;
    private volatile boolean dead;
    private volatile long lastTurnNanos;

    void standby() {
        phase = Phase.STANDBY;
        durable = null;
        problem = null;
        failure = null;
    }

    void preparing() {
        phase = Phase.PREPARING;
    }

    void streaming() {
        turned();
        phase = Phase.STREAMING;
        problem = null;
        failure = null;
    }

    /** The stream's loop has gone round. */
    void turned() {
        lastTurnNanos = System.nanoTime();
    }

    void recovering(String problem, Diagnostic failure) {
        phase = Phase.RECOVERING;
        this.problem = problem;
        this.failure = failure;
    }

    void stopped() {
        phase = Phase.STOPPED;
    }

    void died() {
        dead = true;
    }

    void durable(Position position) {
        durable = position;
    }

    void heartbeat(Lsn lsn) {
        lastHeartbeat = lsn;
    }

    long lagBytes() {
        var position = durable;
        return position == null
                ? 0
                : Math.max(0, lastHeartbeat.value() - position.lsn().value());
    }

    IngestHealth health() {
        var now = phase;
        var position = durable;
        boolean active = now == Phase.STREAMING || now == Phase.PREPARING || now == Phase.RECOVERING;
        boolean stuck = now == Phase.STREAMING && System.nanoTime() - lastTurnNanos > STUCK.toNanos();
        boolean ready = !dead && !stuck && (now == Phase.STREAMING || now == Phase.STANDBY);
        return new IngestHealth(
                !dead,
                ready,
                active,
                reasons(now, stuck),
                position == null ? null : position.lsn(),
                lagBytes(),
                failure);
    }

    private List<String> reasons(Phase now, boolean stuck) {
        if (dead) {
            return List.of("its thread has died; see the log");
        }
        if (stuck) {
            return List.of("Kafka or the source has not answered for " + STUCK.toSeconds() + " s");
        }
        if (now.reason == null) {
            return List.of();
        }
        var why = problem;
        return List.of(now == Phase.RECOVERING && why != null ? now.reason + ": " + why : now.reason);
    }
}
