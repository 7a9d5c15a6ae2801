package dev.tideline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.WireJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all committed records of a topic, as a reader of Tideline's topics would. */
final class TopicLog {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private TopicLog() {}

    /** A row of a change or snapshot topic. */
    record Row(long epoch, long timestampMs, JsonNode key, JsonNode value, List<String> unavailable) {

        String op() {
            return value.get("op").asText();
        }

        JsonNode after() {
            return value.get("after");
        }

        JsonNode before() {
            return value.get("before");
        }
    }

    static List<EpochManifest> manifests(String bootstrapServers, String topic) {
        return records(bootstrapServers, topic).stream()
                .map(record -> WireJson.read(record.value(), EpochManifest.class))
                .toList();
    }

    static List<Row> rows(String bootstrapServers, String topic) {
        return records(bootstrapServers, topic).stream().map(TopicLog::row).toList();
    }

    private static Row row(ConsumerRecord<byte[], byte[]> record) {
        var names = record.headers().lastHeader(Headers.UNAVAILABLE);
        return new Row(
                Headers.epoch(record.headers().lastHeader(Headers.EPOCH).value()),
                record.timestamp(),
                record.key() == null ? null : json(record.key()),
                json(record.value()),
                names == null
                        ? List.of()
                        : JSON.convertValue(
                                json(names.value()),
                                JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
    }

    static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ConsumerRecord<byte[], byte[]>> records(String bootstrapServers, String topic) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (!consumer.listTopics().containsKey(topic)) {
                return List.of();
            }
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }
}
