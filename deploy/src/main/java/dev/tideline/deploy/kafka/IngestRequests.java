package dev.tideline.deploy.kafka;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends wishes to ingest and waits for its answers. Not thread-safe. */
public final class IngestRequests implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final String KAFKA_TIMEOUT_MS = "20000";

    private final Map<String, String> kafka;
    private final TopicNames topics;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> replies;

    /** Opens; answers to what is sent from now on will not be missed. */
    public IngestRequests(Map<String, String> kafka, TopicNames topics) {
        this.kafka = kafka;
        this.topics = topics;
        var properties = new Properties();
        properties.putAll(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("allow.auto.create.topics", "false");
        properties.put("default.api.timeout.ms", KAFKA_TIMEOUT_MS);
        properties.put("max.block.ms", KAFKA_TIMEOUT_MS);
        properties.put("delivery.timeout.ms", KAFKA_TIMEOUT_MS);
        properties.put("request.timeout.ms", "10000");
        try {
            replies = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
            producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
            if (replies.partitionsFor(topics.replies()).isEmpty()) {
                throw noIngest();
            }
            var partition = List.of(new TopicPartition(topics.replies(), 0));
            replies.assign(partition);
            replies.seekToEnd(partition);
            replies.position(partition.get(0));
        } catch (KafkaException e) {
            throw KafkaConnection.unreachable(kafka, e);
        }
    }

    /** Sends without waiting for the answer. */
    public void send(IngestRequest request) {
        try {
            producer.send(new ProducerRecord<>(topics.requests(), request.id(), WireJson.write(request)))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure
                    ? KafkaConnection.unreachable(kafka, failure)
                    : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking ingest", e);
        } catch (KafkaException e) {
            throw KafkaConnection.unreachable(kafka, e);
        }
    }

    /**
     * Sends, and waits for the answer of this type.
     *
     * @throws DiagnosticException if ingest refuses, or does not answer before {@code deadline}
     */
    public <T extends IngestReply> T ask(IngestRequest request, Class<T> answer, Instant deadline) {
        send(request);
        try {
            while (Instant.now().isBefore(deadline)) {
                for (var row : replies.poll(POLL)) {
                    if (!request.id().equals(row.key())) {
                        continue;
                    }
                    var reply = WireJson.read(row.value(), IngestReply.class);
                    if (reply instanceof IngestReply.Refused refused) {
                        throw new DiagnosticException(Diagnostic.error(
                                DiagnosticCode.COMMAND, "Ingest refuses: " + refused.message(), refused.hint(), null));
                    }
                    if (answer.isInstance(reply)) {
                        return answer.cast(reply);
                    }
                }
            }
        } catch (KafkaException e) {
            throw KafkaConnection.unreachable(kafka, e);
        }
        throw new DiagnosticException(Diagnostic.error(
                DiagnosticCode.TIMED_OUT,
                "Ingest does not answer.",
                "See whether tideline run is running, and what its /readyz?verbose says.",
                null));
    }

    private DiagnosticException noIngest() {
        return new DiagnosticException(Diagnostic.error(
                DiagnosticCode.KAFKA_TOPIC,
                "There is no topic " + topics.replies() + ": ingest has never run with this topic.prefix.",
                "Start it with: tideline run",
                null));
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        replies.close();
    }
}
