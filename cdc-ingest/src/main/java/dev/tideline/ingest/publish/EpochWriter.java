package dev.tideline.ingest.publish;

import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes epochs: rows, then the manifest with their counts; and, with each commit, where ingest stands. A Kafka transaction
 * holds whole epochs only, so that readers never see part of one, and the position moves with them or not at all.
 *
 * <p>Used by one thread. After any exception its producer must be closed: a new one finds out what was committed.
 */
public final class EpochWriter {

    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicNames names;
    private final Map<String, String> topicIds;
    private final EpochListener listener;

    private final AtomicReference<Exception> sendFailure = new AtomicReference<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private long sent;

    private Position position;
    private boolean transactionOpen;
    private boolean topicsChanged;
    private OpenEpoch open;

    /**
     * @param state what is remembered, read after the producer has fenced its predecessors
     * @param position the remembered position, or a first one
     */
    public EpochWriter(
            FencingProducer producer, TopicNames names, StoredState state, Position position, EpochListener listener) {
        this.producer = producer.kafka();
        this.names = names;
        this.listener = listener;
        this.topicIds = new HashMap<>(state.topicIds());
        this.position = position;
    }

    /** The state as of the last closed epoch; durable after {@link #commit}. */
    public Position position() {
        return position;
    }

    /** Number of the epoch that is open, or will be opened by the next row. */
    public long currentEpoch() {
        return position.epoch() + 1;
    }

    /** Whether there is anything that a commit would make durable. */
    public boolean dirty() {
        return transactionOpen;
    }

    /** Rows in the open epoch. */
    public long openRows() {
        return open == null ? 0 : open.rows;
    }

    /** Remembers the id of a topic that rows are going to. */
    public void rememberTopic(String name, String id) {
        if (!id.equals(topicIds.put(name, id))) {
            topicsChanged = true;
        }
    }

    public Map<String, String> topicIds() {
        return Map.copyOf(topicIds);
    }

    /**
     * Adds a row to the open epoch.
     *
     * @param unavailable value of {@link Headers#UNAVAILABLE}, or null
     */
    public void row(String topic, byte[] key, byte[] value, byte[] unavailable) {
        if (open == null) {
            begin();
            open = new OpenEpoch(currentEpoch(), Math.max(System.currentTimeMillis(), position.timestampMs()));
        }
        var record = new ProducerRecord<>(topic, 0, open.timestampMs, key, value);
        record.headers().add(Headers.EPOCH, open.header);
        if (unavailable != null) {
            record.headers().add(Headers.UNAVAILABLE, unavailable);
        }
        send(record);
        open.count(topic);
    }

    /** The source transaction that the last rows belong to has ended. */
    public void transactionEnd(Lsn end, Instant committedAt) {
        open.transactions++;
        open.lsn = end;
        open.committedAt = committedAt;
    }

    /** Closes the open epoch, if there is one: writes its manifest. Only between source transactions. */
    public void closeEpoch() {
        closeEpoch(false);
    }

    /** The same for an epoch that must stay one on its way, too: nobody may close it together with others. */
    public void closeEpochAlone() {
        closeEpoch(true);
    }

    private void closeEpoch(boolean alone) {
        if (open == null) {
            return;
        }
        if (open.lsn == null) {
            throw new IllegalStateException("epoch " + open.number + " ends in the midst of a transaction");
        }
        close(
                new EpochManifest(
                        open.number,
                        open.lsn,
                        open.committedAt,
                        open.committedAt,
                        open.transactions,
                        open.counts(),
                        false,
                        alone),
                open.timestampMs);
        open = null;
    }

    /** An epoch without rows that only moves the LSN on. */
    public void heartbeat(Lsn lsn, Instant asOf) {
        closeEpoch();
        begin();
        long timestampMs = Math.max(System.currentTimeMillis(), position.timestampMs());
        close(new EpochManifest(currentEpoch(), lsn, position.committedAt(), asOf, 0, Map.of(), false), timestampMs);
    }

    /**
     * An epoch for a transaction whose rows could not be written.
     *
     * @param rows how many there were, by topic
     */
    public void bulk(Lsn end, Instant committedAt, Map<String, Long> rows) {
        closeEpoch();
        begin();
        var counts = new HashMap<String, Map<Integer, Long>>();
        rows.forEach((topic, count) -> counts.put(topic, Map.of(0, count)));
        close(
                new EpochManifest(currentEpoch(), end, committedAt, committedAt, 1, counts, true),
                Math.max(System.currentTimeMillis(), position.timestampMs()));
    }

    private void close(EpochManifest manifest, long timestampMs) {
        var record = new ProducerRecord<byte[], byte[]>(names.epochs(), 0, timestampMs, null, WireJson.write(manifest));
        record.headers().add(Headers.EPOCH, Headers.epoch(manifest.epoch()));
        send(record);
        position = new Position(
                manifest.lsn(),
                manifest.epoch(),
                manifest.committedAt(),
                manifest.asOf(),
                position.systemIdentifier(),
                position.timeline(),
                timestampMs);
        listener.closed(manifest);
    }

    /** Closes the open epoch and makes all closed ones durable, together with the position behind them. */
    public void commit() {
        closeEpoch();
        if (!transactionOpen) {
            return;
        }
        long startedNanos = System.nanoTime();
        if (topicsChanged) {
            send(StoredState.record(names, topicIds));
        }
        send(StoredState.record(names, position));
        // Without the flush, the end of the transaction can overtake records that are still in the producer.
        producer.flush();
        failIfRefused();
        producer.commitTransaction();
        failIfRefused();
        if (acknowledged.get() != sent) {
            throw new KafkaException(
                    "committed, but only " + acknowledged.get() + " of " + sent + " records are written");
        }
        transactionOpen = false;
        topicsChanged = false;
        listener.committed(position, Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    /** Makes a first position durable that no epoch belongs to. */
    public void commitPosition() {
        begin();
        commit();
    }

    /** Throws away the open epoch and all that was written since the last commit. */
    public void abort() {
        if (transactionOpen) {
            producer.abortTransaction();
            transactionOpen = false;
        }
        sendFailure.set(null);
        acknowledged.set(0);
        sent = 0;
        open = null;
    }

    private void begin() {
        if (!transactionOpen) {
            producer.beginTransaction();
            transactionOpen = true;
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        sent++;
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                acknowledged.incrementAndGet();
            } else {
                sendFailure.compareAndSet(null, failure);
            }
        });
        failIfRefused();
    }

    private void failIfRefused() {
        var failure = sendFailure.get();
        if (failure != null) {
            throw failure instanceof RuntimeException refusal ? refusal : new KafkaException(failure);
        }
    }

    private static final class OpenEpoch {

        private final long number;
        private final byte[] header;
        private final long timestampMs;
        private final Map<String, long[]> rowsByTopic = new HashMap<>();
        private long rows;
        private int transactions;
        private Lsn lsn;
        private Instant committedAt;

        OpenEpoch(long number, long timestampMs) {
            this.number = number;
            this.header = Headers.epoch(number);
            this.timestampMs = timestampMs;
        }

        void count(String topic) {
            rows++;
            rowsByTopic.computeIfAbsent(topic, name -> new long[1])[0]++;
        }

        Map<String, Map<Integer, Long>> counts() {
            var counts = new HashMap<String, Map<Integer, Long>>();
            rowsByTopic.forEach((topic, count) -> counts.put(topic, Map.of(0, count[0])));
            return counts;
        }
    }
}
