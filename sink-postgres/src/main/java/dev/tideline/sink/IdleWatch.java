package dev.tideline.sink;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.sink.postgres.TargetSession;
import java.time.Duration;
import java.util.Objects;

/**
 * Looks after what no epoch would bring up: without epochs nobody notices that the target is gone, and a problem that an
 * earlier session recorded is over once epochs are applied again, or none is pending for a while.
 */
final class IdleWatch {

    private static final Duration QUIET = Duration.ofSeconds(1);

    private final TargetSession session;
    private Lsn reached;
    private boolean moved;
    private boolean cleared;
    private long quietSinceNanos = System.nanoTime();

    IdleWatch(TargetSession session) {
        this.session = session;
    }

    /** To be called after every round. */
    void after(GenerationPipeline live, GenerationPipeline next) {
        var current = live != null ? live : next;
        if (current == null) {
            return;
        }
        var lsn = current.generation().lsn();
        boolean movedNow = reached != null && !Objects.equals(lsn, reached);
        moved |= movedNow;
        reached = lsn;
        long now = System.nanoTime();
        boolean quiet = now - quietSinceNanos > QUIET.toNanos();
        if (!cleared && (moved || quiet && !current.hasPending())) {
            session.problem(current.generation().id(), null);
            cleared = true;
        }
        if (movedNow) {
            quietSinceNanos = now;
        } else if (quiet) {
            session.probe();
            quietSinceNanos = now;
        }
    }
}
