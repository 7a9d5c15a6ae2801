package dev.tideline.ingest;

import dev.tideline.ingest.request.Requests;
import dev.tideline.schemas.wire.IngestRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.WakeupException;

/** Waits for requests in a thread of its own. */
final class RequestDesk implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Requests requests;
    private final Consumer<IngestRequest> handler;
    private final Thread thread = new Thread(this::run, "tideline-ingest-requests");
    private volatile boolean closed;
    private volatile RuntimeException failure;

    RequestDesk(Requests requests, Consumer<IngestRequest> handler) {
        this.requests = requests;
        this.handler = handler;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            requests.unanswered().forEach(handler);
            while (!closed) {
                requests.poll(POLL).forEach(handler);
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (RuntimeException e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    /** Rethrows what went wrong in the thread. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        closed = true;
        requests.wakeUp();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
