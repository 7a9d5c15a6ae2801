package dev.tideline.deploy.kafka;

import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.WireJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Which topologies the engine has announced, with their views' columns. */
public final class RunningTopologies {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READ_WITHIN = Duration.ofSeconds(20);

    private RunningTopologies() {}

    /**
     * The last descriptor of each topology, by name; empty if the engine has never run.
     *
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if Kafka cannot be read
     */
    public static Map<String, TopologyDescriptor> read(Map<String, String> kafka, TopicNames topics) {
        var properties = new Properties();
        properties.putAll(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("allow.auto.create.topics", "false");
        properties.put("default.api.timeout.ms", Long.toString(READ_WITHIN.toMillis()));
        var descriptors = new HashMap<String, TopologyDescriptor>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            var known = consumer.partitionsFor(topics.topologies());
            if (known == null || known.isEmpty()) {
                return descriptors;
            }
            var partition = new TopicPartition(topics.topologies(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (var row : consumer.poll(POLL)) {
                    if (row.value() == null) {
                        descriptors.remove(row.key());
                    } else {
                        descriptors.put(row.key(), WireJson.read(row.value(), TopologyDescriptor.class));
                    }
                }
            }
            return descriptors;
        } catch (KafkaException e) {
            throw KafkaConnection.unreachable(kafka, e);
        }
    }
}
