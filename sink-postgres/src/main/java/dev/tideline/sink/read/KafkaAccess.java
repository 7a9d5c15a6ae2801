package dev.tideline.sink.read;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TopicSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Clients for one Kafka cluster. Thread-safe; the consumers it makes are not. */
public final class KafkaAccess implements AutoCloseable {

    private static final int REQUEST_TIMEOUT_SECONDS = 10;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final int FETCH_BYTES_MAX = 16 << 20;
    private static final int POLL_RECORDS_MAX = 10_000;

    /** A topic's identity and how many partitions it has. */
    public record Topic(String id, int partitions) {}

    private final Map<String, String> properties;
    private final short replicationFactor;
    private final Admin admin;

    /**
     * @param properties go to every client as they are; must hold {@code bootstrap.servers}
     * @param replicationFactor of topics that are created; -1 leaves it to the broker
     */
    public KafkaAccess(Map<String, String> properties, short replicationFactor) {
        this.properties = Map.copyOf(properties);
        this.replicationFactor = replicationFactor;
        var settings = new HashMap<String, Object>(properties);
        settings.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, "tideline-sink-admin");
        this.admin = Admin.create(settings);
    }

    /**
     * Makes sure that Kafka answers and that the topic of descriptors is there.
     *
     * @throws DiagnosticException if it does not answer
     */
    public void preflight(String descriptorTopic) {
        try {
            ensureTopic(TopicSettings.compacted(descriptorTopic));
        } catch (KafkaFailure e) {
            throw new DiagnosticException(
                    List.of(Diagnostic.error(
                            DiagnosticCode.KAFKA_UNREACHABLE,
                            "cannot reach Kafka at " + properties.get("bootstrap.servers") + ": " + e.getMessage(),
                            "Check that the brokers run there and that kafka.bootstrap.servers names them.",
                            null)),
                    e);
        }
    }

    /** The topic, or null if there is none of this name. */
    public Topic topic(String name) {
        return topics(Set.of(name)).get(name);
    }

    /** Those of the topics that exist. */
    Map<String, Topic> topics(Collection<String> names) {
        var found = new HashMap<String, Topic>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                var topic = description.get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS);
                found.put(
                        name,
                        new Topic(topic.topicId().toString(), topic.partitions().size()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw KafkaFailure.of(e, "describing topic '" + name + "'");
                }
            } catch (TimeoutException e) {
                throw KafkaFailure.of(e, "describing topic '" + name + "'");
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
        return found;
    }

    /** The very end of a partition, open transactions included. */
    long end(TopicPartition partition) {
        try {
            return admin.listOffsets(
                            Map.of(partition, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(partition)
                    .get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw KafkaFailure.of(e, "asking for the end of " + partition);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A consumer that sees only what was committed, and fails where its position is gone instead of skipping. */
    KafkaConsumer<byte[], byte[]> consumer(String purpose) {
        var settings = new HashMap<String, Object>(properties);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tideline-sink-" + purpose);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(FETCH_BYTES_MAX));
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(POLL_RECORDS_MAX));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        // Requests that nobody waits for any more would keep it open for a minute.
        admin.close(CLOSE_TIMEOUT);
    }

    private void ensureTopic(TopicSettings settings) {
        var topic = new NewTopic(
                        settings.name(),
                        Optional.of(settings.partitions()),
                        replicationFactor < 0 ? Optional.empty() : Optional.of(replicationFactor))
                .configs(settings.config());
        try {
            admin.createTopics(List.of(topic)).all().get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw KafkaFailure.of(e, "creating topic '" + settings.name() + "'");
            }
        } catch (TimeoutException e) {
            throw KafkaFailure.of(e, "creating topic '" + settings.name() + "'");
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RuntimeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaFailure("interrupted", e);
    }
}
