package dev.tideline.ingest.epoch;

import dev.tideline.ingest.capture.RowChange;
import dev.tideline.ingest.capture.SourceEvent;
import dev.tideline.ingest.convert.EnvelopeWriter;
import dev.tideline.ingest.convert.RowShape;
import dev.tideline.ingest.convert.RowShapes;
import dev.tideline.ingest.publish.ChangeTopics;
import dev.tideline.ingest.publish.EpochWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts whole source transactions into epochs.
 *
 * <pre>
 *             row                   buffer is full             Kafka's time is up
 *   buffered ─────▶ buffered        ─────────▶ streamed        ─────────▶ given up
 *      ▲              │ end: rows join            │ end: an epoch            │ end: an epoch without
 *      │              ▼ the open epoch            ▼ of its own               ▼ its rows, marked bulk
 *      └──────────────┴───────────────────────────┴──────────────────────────┘
 * </pre>
 *
 * Used by one thread.
 */
public final class EpochBuilder {

    private static final Logger LOGGER = LoggerFactory.getLogger(EpochBuilder.class);

    private enum State {
        BUFFERED,
        STREAMED,
        GIVEN_UP
    }

    private final EpochWriter writer;
    private final ChangeTopics topics;
    private final RowShapes shapes;
    private final EnvelopeWriter envelopes;
    private final EpochLimits limits;
    private final TransactionBuffer buffer = new TransactionBuffer();
    private final Map<String, Long> largeCounts = new HashMap<>();

    private State state = State.BUFFERED;
    private long rowsInTransaction;
    private long epochBytes;
    private long streamedSinceNanos;
    private long committedAtNanos = System.nanoTime();
    private Instant epochPerTransactionUntil = Instant.MIN;
    private int epochPerTransactionHolds;

    public EpochBuilder(
            EpochWriter writer, ChangeTopics topics, RowShapes shapes, EnvelopeWriter envelopes, EpochLimits limits) {
        this.writer = writer;
        this.topics = topics;
        this.shapes = shapes;
        this.envelopes = envelopes;
        this.limits = limits;
    }

    /** Takes the next event of the source. */
    public void accept(SourceEvent event) throws SQLException {
        if (event instanceof RowChange change) {
            row(change);
        } else if (event instanceof SourceEvent.TransactionEnd end) {
            end(end);
        } else if (event instanceof SourceEvent.Mark mark) {
            mark(mark);
        }
    }

    private void row(RowChange change) throws SQLException {
        rowsInTransaction++;
        RowShape shape = shapes.of(change.layout());
        String topic = topics.of(shape.table());
        if (state == State.GIVEN_UP) {
            largeCounts.merge(topic, 1L, Long::sum);
            return;
        }
        byte[] key = envelopes.key(shape, change);
        byte[] value = envelopes.value(shape, change);
        byte[] unavailable = envelopes.unavailable();
        if (state == State.STREAMED) {
            largeCounts.merge(topic, 1L, Long::sum);
            writer.row(topic, key, value, unavailable);
            giveUpIfTooLong();
            return;
        }
        buffer.add(topic, key, value, unavailable);
        if (buffer.exceeds(limits)) {
            commit();
            state = State.STREAMED;
            streamedSinceNanos = System.nanoTime();
            largeCounts.clear();
            buffer.countInto(largeCounts);
            buffer.moveTo(writer);
        }
    }

    private void giveUpIfTooLong() {
        var elapsed = Duration.ofNanos(System.nanoTime() - streamedSinceNanos);
        if (elapsed.compareTo(limits.largestTransaction()) > 0) {
            LOGGER.warn(
                    "A source transaction with more than {} rows takes longer than a Kafka transaction may; it is"
                            + " announced as a bulk load, and views of its tables are built anew from a snapshot",
                    rowsInTransaction);
            writer.abort();
            state = State.GIVEN_UP;
        }
    }

    private void end(SourceEvent.TransactionEnd end) {
        if (end.rows() != rowsInTransaction) {
            throw new IllegalStateException("transaction " + end.transactionId() + " has " + end.rows() + " rows, but "
                    + rowsInTransaction + " came");
        }
        if (rowsInTransaction == 0) {
            // Not even a heartbeat: the target's own writes would feed a loop if it is the source's database.
            return;
        }
        rowsInTransaction = 0;
        switch (state) {
            case BUFFERED -> {
                epochBytes += buffer.bytes();
                buffer.moveTo(writer);
                writer.transactionEnd(end.end(), end.committedAt());
                if (epochPerTransaction()) {
                    writer.closeEpochAlone();
                }
                if (writer.openRows() >= limits.rows() || epochBytes >= limits.bytes()) {
                    commit();
                }
            }
            case STREAMED -> {
                writer.transactionEnd(end.end(), end.committedAt());
                if (epochPerTransaction()) {
                    writer.closeEpochAlone();
                }
                commit();
            }
            case GIVEN_UP -> {
                writer.bulk(end.end(), end.committedAt(), largeCounts);
                commit();
            }
        }
        state = State.BUFFERED;
    }

    private void mark(SourceEvent.Mark mark) {
        if (rowsInTransaction > 0) {
            throw new IllegalStateException("a heartbeat in the midst of a transaction");
        }
        writer.heartbeat(mark.at(), Instant.parse(mark.content()));
    }

    /**
     * Commits if it is time.
     *
     * @param quiet true if the stream has nothing more to offer for now
     */
    public void commitIfDue(boolean quiet) {
        if (state != State.BUFFERED || !writer.dirty()) {
            return;
        }
        if (quiet
                || System.nanoTime() - committedAtNanos
                        >= limits.commitInterval().toNanos()) {
            commit();
        }
    }

    private void commit() {
        writer.commit();
        epochBytes = 0;
        committedAtNanos = System.nanoTime();
    }

    private boolean epochPerTransaction() {
        return epochPerTransactionHolds > 0 || Instant.now().isBefore(epochPerTransactionUntil);
    }

    /**
     * Makes every source transaction an epoch of its own until then.
     *
     * @return the first epoch of that kind
     */
    public long epochPerTransaction(Instant until) {
        if (until.isAfter(epochPerTransactionUntil)) {
            epochPerTransactionUntil = until;
        }
        return boundary();
    }

    /**
     * Makes every source transaction an epoch of its own until {@link #releaseEpochPerTransaction}.
     *
     * @return the first epoch of that kind
     */
    public long holdEpochPerTransaction() {
        epochPerTransactionHolds++;
        return boundary();
    }

    public void releaseEpochPerTransaction() {
        epochPerTransactionHolds--;
    }

    private long boundary() {
        if (state == State.BUFFERED) {
            writer.closeEpoch();
        }
        return writer.currentEpoch();
    }
}
