package dev.tideline.deploy.verify;

import dev.tideline.deploy.kafka.IngestRequests;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has ingest close an epoch at every single transaction for as long as this is open, so that the target can stop exactly
 * between any two of them. The wish is short-lived and renewed: it costs throughput, and ends soon after we do, however we
 * end.
 */
final class EpochPerTransaction implements AutoCloseable {

    private static final Duration LIFE = Duration.ofSeconds(10);
    private static final long RENEW_EVERY_S = 3;

    private final IngestRequests requests;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "tideline-verify-epochs");
        thread.setDaemon(true);
        return thread;
    });

    private EpochPerTransaction(IngestRequests requests) {
        this.requests = requests;
    }

    /**
     * Returns when ingest has said that it does so.
     *
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if it does not answer before {@code deadline}
     */
    static EpochPerTransaction begin(IngestRequests requests, Instant deadline) {
        requests.ask(request(), IngestReply.EpochPerTransaction.class, deadline);
        var mode = new EpochPerTransaction(requests);
        // A wish that is lost makes the verification wait in vain for its LSN, never wrong; then it takes another.
        mode.renewal.scheduleAtFixedRate(mode::renew, RENEW_EVERY_S, RENEW_EVERY_S, TimeUnit.SECONDS);
        return mode;
    }

    private void renew() {
        requests.send(request());
    }

    private static IngestRequest request() {
        return new IngestRequest.EpochPerTransaction(
                "verify-" + UUID.randomUUID(), Instant.now().plus(LIFE));
    }

    @Override
    public void close() {
        renewal.shutdownNow();
    }
}
