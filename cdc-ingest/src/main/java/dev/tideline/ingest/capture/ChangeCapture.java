package dev.tideline.ingest.capture;

import dev.tideline.schemas.wire.Lsn;
import io.debezium.connector.postgresql.Module;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of changes from the slot. Driven by one thread: poll, make durable what was polled, acknowledge. Any
 * exception means that the stream has ended; what was not acknowledged comes again from a new capture.
 */
public final class ChangeCapture implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ChangeCapture.class);

    /** Debezium's queue is looked at this often even if nothing has come, for its errors. */
    private static final Duration IDLE_POLL_INTERVAL = Duration.ofMillis(50);

    private final RawTextTask task;
    private final Arrivals arrivals;
    private final StoredOffset offset;
    private final RecordReader reader;
    private boolean idle;

    private ChangeCapture(RawTextTask task, Arrivals arrivals, StoredOffset offset, RecordReader reader) {
        this.task = task;
        this.arrivals = arrivals;
        this.offset = offset;
        this.reader = reader;
    }

    /**
     * Connects and starts to stream in threads of its own.
     *
     * @param from the end of the last transaction that is durable; the first event is of the transaction after it
     */
    public static ChangeCapture start(CaptureSettings settings, Lsn from) {
        var config = CaptureConfiguration.of(settings);
        var inFlight = new InFlightBytes(settings.maxBytesInFlight());
        var offset = new StoredOffset(config, from.value());
        var arrivals = new Arrivals();
        var task = new RawTextTask(inFlight, arrivals);
        task.initialize(offset);
        var capture = new ChangeCapture(task, arrivals, offset, new RecordReader(inFlight));
        try {
            task.start(config);
            return capture;
        } catch (RuntimeException e) {
            capture.close();
            throw new CaptureException(e);
        }
    }

    /** The release of Debezium that runs here. */
    public static String debeziumVersion() {
        return Module.version();
    }

    /** True as soon as the slot delivers. */
    public boolean streaming() {
        return task.streaming();
    }

    /** Waits a short while for events; empty if there were none. */
    public List<SourceEvent> poll() throws InterruptedException {
        if (idle) {
            arrivals.await(IDLE_POLL_INTERVAL);
        }
        List<SourceRecord> records;
        try {
            records = task.poll();
        } catch (RuntimeException e) {
            throw new CaptureException(e);
        }
        idle = records == null || records.isEmpty();
        if (idle) {
            return List.of();
        }
        var events = new ArrayList<SourceEvent>(records.size());
        for (SourceRecord record : records) {
            var event = reader.read(record);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    /**
     * Lets the source forget everything up to here, with the next poll.
     *
     * @param durable the end of a transaction that is stored for good, with all before it
     */
    public void acknowledge(Lsn durable) throws InterruptedException {
        offset.moveTo(durable.value());
        task.commit();
    }

    @Override
    public void close() {
        try {
            task.stop();
        } catch (RuntimeException e) {
            LOGGER.warn("The capture did not stop cleanly", e);
        }
    }
}
