package dev.tideline.sink.read;

import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the compacted topic of topology descriptors: which topologies run, and in which generation. Not thread-safe. */
public final class DescriptorTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DescriptorTail.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Map<String, TopologyDescriptor> descriptors = new HashMap<>();
    private boolean readOnce;

    public DescriptorTail(KafkaAccess kafka, String topic) {
        this.partition = new TopicPartition(topic, 0);
        this.consumer = kafka.consumer("descriptors");
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /**
     * Waits for news.
     *
     * @return the last descriptor of every topology that there is, or null if nothing has changed or not everything that
     *     stood in the topic at the start has been read yet
     */
    public Map<String, TopologyDescriptor> poll(Duration timeout) {
        try {
            var records = consumer.poll(timeout);
            records.forEach(entry -> {
                if (entry.key() != null) {
                    take(new String(entry.key(), StandardCharsets.UTF_8), entry.value());
                }
            });
            if (!readOnce) {
                readOnce = consumer.position(partition, REQUEST_TIMEOUT)
                        >= consumer.endOffsets(List.of(partition), REQUEST_TIMEOUT)
                                .get(partition);
                return readOnce ? Map.copyOf(descriptors) : null;
            }
            return records.isEmpty() ? null : Map.copyOf(descriptors);
        } catch (KafkaException e) {
            throw KafkaFailure.of(e, "reading " + partition.topic());
        }
    }

    /**
     * Asks Kafka for something, to learn whether it answers.
     *
     * @throws KafkaFailure if it does not
     */
    public void probe() {
        try {
            consumer.endOffsets(List.of(partition), REQUEST_TIMEOUT);
        } catch (KafkaException e) {
            throw KafkaFailure.of(e, "reading " + partition.topic());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void take(String topology, byte[] value) {
        if (value == null) {
            descriptors.remove(topology);
            return;
        }
        try {
            descriptors.put(topology, WireJson.read(value, TopologyDescriptor.class));
        } catch (RuntimeException e) {
            LOG.error("the descriptor of topology '{}' is unreadable and ignored: {}", topology, e.getMessage());
        }
    }
}
