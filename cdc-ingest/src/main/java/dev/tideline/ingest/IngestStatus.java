package dev.tideline.ingest;

import dev.tideline.ingest.publish.Position;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.Lsn;
import java.util.List;

/** What the threads of ingest tell about themselves; everybody may read it at any time. */
final class IngestStatus {

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
        phase = Phase.STREAMING;
        problem = null;
        failure = null;
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
        boolean ready = !dead && (now == Phase.STREAMING || now == Phase.STANDBY);
        var reasons = problem != null && !ready
                ? List.of(now.reason + ": " + problem)
                : now.reason == null ? List.<String>of() : List.of(now.reason);
        return new IngestHealth(
                !dead, ready, active, reasons, position == null ? null : position.lsn(), lagBytes(), failure);
    }
}
