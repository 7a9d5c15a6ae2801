package dev.tideline.ingest.capture;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationMessage;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;

/** Debezium's replication stream, with every value as PostgreSQL's text and a bound on what is read ahead. */
@SuppressWarnings("try")
final class RawTextStream implements ReplicationStream {

    private static final long PAUSE_MS = 1;

    /** Debezium looks for messages hundreds of times a second. Behind this time without any, it is slowed down. */
    private static final long IDLE_NANOS = 100_000_000;

    private static final long IDLE_PAUSE_MS = 4;

    private final ReplicationStream stream;
    private final InFlightBytes inFlight;
    private final Arrivals arrivals;
    private long lastMessageNanos = System.nanoTime();

    RawTextStream(ReplicationStream stream, InFlightBytes inFlight, Arrivals arrivals) {
        this.stream = stream;
        this.inFlight = inFlight;
        this.arrivals = arrivals;
    }

    @Override
    public void read(ReplicationMessageProcessor processor) throws SQLException, InterruptedException {
        stream.read(message -> process(message, processor));
    }

    @Override
    public boolean readPending(ReplicationMessageProcessor processor) throws SQLException, InterruptedException {
        if (inFlight.exhausted()) {
            // Reported as "no message", so that Debezium's loop goes on watching for its stop and its connection.
            Thread.sleep(PAUSE_MS);
            return false;
        }
        boolean received = stream.readPending(message -> process(message, processor));
        long now = System.nanoTime();
        if (received) {
            lastMessageNanos = now;
        } else if (now - lastMessageNanos > IDLE_NANOS) {
            Thread.sleep(IDLE_PAUSE_MS);
        }
        return received;
    }

    private void process(ReplicationMessage message, ReplicationMessageProcessor processor)
            throws SQLException, InterruptedException {
        processor.process(raw(message));
        arrivals.arrive();
    }

    private ReplicationMessage raw(ReplicationMessage message) {
        if (message.isSkippedMessage()) {
            return message;
        }
        switch (message.getOperation()) {
            case INSERT, UPDATE, DELETE -> {
                var raw = new RawMessage(message);
                inFlight.beginMessage(raw.size());
                return raw;
            }
            default -> {
                inFlight.beginMessage(0);
                return message;
            }
        }
    }

    @Override
    public void flushLsn(Lsn lsn) throws SQLException {
        stream.flushLsn(lsn);
    }

    @Override
    public Lsn lastReceivedLsn() {
        return stream.lastReceivedLsn();
    }

    @Override
    public Lsn startLsn() {
        return stream.startLsn();
    }

    @Override
    public void startKeepAlive(ExecutorService service) {
        stream.startKeepAlive(service);
    }

    @Override
    public void stopKeepAlive() {
        stream.stopKeepAlive();
    }

    @Override
    public void close() throws Exception {
        stream.close();
    }
}
