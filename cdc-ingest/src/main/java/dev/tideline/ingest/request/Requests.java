package dev.tideline.ingest.request;

import dev.tideline.ingest.publish.KafkaClients;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.WireJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests and writes replies. What an earlier ingest has not answered for good is asked again; how far requests have
 * been read is stored nowhere, because the replies tell.
 */
public final class Requests implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Requests.class);

    private final TopicNames names;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<IngestRequest> unanswered;
    private final Set<String> snapshotTopics = new HashSet<>();
    private final Set<String> answered = new HashSet<>();

    private Requests(KafkaClients kafka, TopicNames names) {
        this.names = names;
        var open = new LinkedHashMap<String, IngestRequest>();
        long next = readRequests(kafka, open);
        readReplies(kafka, open);
        this.unanswered = List.copyOf(open.values());
        this.consumer = kafka.consumer("tideline-ingest-requests");
        var partition = new TopicPartition(names.requests(), 0);
        consumer.assign(List.of(partition));
        consumer.seek(partition, next);
        this.producer = kafka.producer("tideline-ingest-replies");
    }

    /** Reads all that has been asked and answered so far. */
    public static Requests open(KafkaClients kafka, TopicNames names) {
        return new Requests(kafka, names);
    }

    private long readRequests(KafkaClients kafka, Map<String, IngestRequest> open) {
        long[] next = {0};
        kafka.readToEnd(names.requests(), record -> {
            next[0] = record.offset() + 1;
            parse(record).ifPresent(request -> open.put(request.id(), request));
        });
        return next[0];
    }

    private void readReplies(KafkaClients kafka, Map<String, IngestRequest> open) {
        kafka.readToEnd(names.replies(), record -> {
            var reply = WireJson.read(record.value(), IngestReply.class);
            if (reply instanceof IngestReply.SnapshotReady ready) {
                ready.tables().forEach(table -> snapshotTopics.add(table.topic()));
            }
            if (!(reply instanceof IngestReply.SnapshotProgress)) {
                answered.add(reply.id());
            }
        });
        // An answered wish for an epoch per transaction still holds until its time is over.
        open.values()
                .removeIf(request -> request instanceof IngestRequest.EpochPerTransaction wish
                        ? wish.until().isBefore(Instant.now())
                        : answered.contains(request.id()));
    }

    private Optional<IngestRequest> parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(WireJson.read(record.value(), IngestRequest.class));
        } catch (UncheckedIOException e) {
            LOGGER.warn("Skipping a record of {} at offset {}: {}", names.requests(), record.offset(), e.getMessage());
            return Optional.empty();
        }
    }

    /** What was asked before and is still to be done, in the order of asking. */
    public List<IngestRequest> unanswered() {
        return unanswered;
    }

    /** Whether an earlier ingest has answered this request. */
    public boolean isAnswered(String id) {
        return answered.contains(id);
    }

    /** The snapshot topics that somebody has been told of. */
    public Set<String> announcedSnapshotTopics() {
        return Set.copyOf(snapshotTopics);
    }

    /** Waits for new requests. Used by one thread. */
    public List<IngestRequest> poll(Duration timeout) {
        var requests = new ArrayList<IngestRequest>();
        consumer.poll(timeout).forEach(record -> parse(record).ifPresent(requests::add));
        return requests;
    }

    /** Writes a reply and returns when it is stored. May be used by any thread. */
    public void reply(IngestReply reply) {
        byte[] key = reply.id().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(names.replies(), 0, key, WireJson.write(reply)))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "a reply could not be written: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Ends a {@link #poll} of another thread, for good. */
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        producer.close(Duration.ofSeconds(5));
    }
}
