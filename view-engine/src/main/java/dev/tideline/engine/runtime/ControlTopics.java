package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics by which the engine talks to ingest and sink: it writes requests and topologies, and reads replies and, at start,
 * what topologies there are. Writing is fenced: of several engine processes the one that came last to a topology may write.
 */
final class ControlTopics implements AutoCloseable {

    private static final int BLOCK_MS = 15_000;

    private final Map<String, String> clientProperties;
    private final TopicNames names;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Fences earlier writers for the same topology. */
    ControlTopics(Map<String, String> clientProperties, TopicNames names, String topology) {
        this.clientProperties = clientProperties;
        this.names = names;
        var settings = new HashMap<String, Object>(clientProperties);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, names.prefix() + ".engine." + topology);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (TimeoutException e) {
            producer.close(Duration.ZERO);
            throw Cluster.unreachable(e);
        }
    }

    void request(IngestRequest request) {
        write(names.requests(), request.id(), request);
    }

    void publish(TopologyDescriptor descriptor) {
        write(names.topologies(), descriptor.topology(), descriptor);
    }

    private void write(String topic, String key, Object message) {
        try {
            producer.beginTransaction();
            producer.send(
                    new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), WireJson.write(message)));
            producer.flush();
            producer.commitTransaction();
        } catch (TimeoutException e) {
            throw Cluster.unreachable(e);
        }
    }

    /** The descriptors of all topologies, by name. */
    Map<String, TopologyDescriptor> topologies() {
        var descriptors = new LinkedHashMap<String, TopologyDescriptor>();
        var partition = new TopicPartition(names.topologies(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Duration within = Duration.ofMillis(BLOCK_MS);
            long end = consumer.endOffsets(List.of(partition), within).get(partition);
            while (consumer.position(partition, within) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    String topology = new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        descriptors.remove(topology);
                    } else {
                        descriptors.put(topology, WireJson.read(record.value(), TopologyDescriptor.class));
                    }
                }
            }
        } catch (TimeoutException e) {
            throw Cluster.unreachable(e);
        }
        return descriptors;
    }

    /** Reads the replies that come from now on. */
    Replies replies() {
        return new Replies(consumer(), new TopicPartition(names.replies(), 0));
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var settings = new HashMap<String, Object>(clientProperties);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    /** A reader of replies. */
    static final class Replies implements AutoCloseable {

        private final KafkaConsumer<byte[], byte[]> consumer;

        Replies(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
            this.consumer = consumer;
            consumer.assign(List.of(partition));
            try {
                long end = consumer.endOffsets(List.of(partition), Duration.ofMillis(BLOCK_MS))
                        .get(partition);
                consumer.seek(partition, end);
            } catch (TimeoutException e) {
                consumer.close();
                throw Cluster.unreachable(e);
            }
        }

        List<IngestReply> poll(Duration within) {
            var replies = new ArrayList<IngestReply>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(within)) {
                replies.add(WireJson.read(record.value(), IngestReply.class));
            }
            return replies;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
