package dev.tideline.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes Kafka clients from the user's properties. */
public final class KafkaClients {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> properties;

    public KafkaClients(Map<String, ?> properties) {
        this.properties = Map.copyOf(properties);
    }

    public Admin admin() {
        var config = new HashMap<>(properties);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "tideline-ingest-admin");
        return Admin.create(config);
    }

    /**
     * A producer that writes in transactions; a second one under the same id ends the first.
     *
     * @param timeout how long one transaction may take; the brokers set a bound to it
     */
    public FencingProducer fencingProducer(String transactionalId, Duration timeout) {
        var config = producerConfig("tideline-ingest");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(timeout.toMillis()));
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        return new FencingProducer(new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** A producer that neither loses nor doubles a record. */
    public KafkaProducer<byte[], byte[]> producer(String clientId) {
        var config = producerConfig(clientId);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producerConfig(String clientId) {
        var config = new HashMap<>(properties);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 * 1024 * 1024);
        config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 96L * 1024 * 1024);
        return config;
    }

    /** A consumer of committed records that commits no offsets. */
    public KafkaConsumer<byte[], byte[]> consumer(String clientId) {
        var config = new HashMap<>(properties);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Where the committed records of partition 0 end. */
    public long endOffset(String topic) {
        try (var consumer = consumer("tideline-ingest-state")) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    /** Hands over the committed records of partition 0, from the first to the one that is last now. */
    public void readToEnd(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (var consumer = consumer("tideline-ingest-state")) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(reader);
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException("could not read " + topic + " to its end");
                }
            }
        }
    }
}
