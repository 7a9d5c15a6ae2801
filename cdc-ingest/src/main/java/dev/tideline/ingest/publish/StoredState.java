package dev.tideline.ingest.publish;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What ingest remembers in {@code prefix.offsets}.
 *
 * @param position null before the first start
 * @param topicIds ids of the topics that rows and manifests were written to, by name; another id is another topic, and
 *     what the first one held is gone
 */
public record StoredState(Position position, Map<String, String> topicIds) {

    static final String POSITION_KEY = "position";
    static final String TOPICS_KEY = "topics";

    public StoredState {
        topicIds = Map.copyOf(topicIds);
    }

    record TopicIds(@JsonProperty("ids") Map<String, String> ids) {}

    /** Reads all that is committed. No producer of an earlier ingest may be alive ({@code initTransactions} sees to it). */
    public static StoredState read(KafkaClients kafka, TopicNames names) {
        Position[] position = {null};
        var topicIds = new HashMap<String, String>();
        kafka.readToEnd(names.offsets(), record -> {
            var key = new String(record.key(), StandardCharsets.UTF_8);
            switch (key) {
                case POSITION_KEY -> position[0] = WireJson.read(record.value(), Position.class);
                case TOPICS_KEY -> {
                    topicIds.clear();
                    topicIds.putAll(
                            WireJson.read(record.value(), TopicIds.class).ids());
                }
                default -> throw new IllegalStateException("unknown key in " + names.offsets() + ": " + key);
            }
        });
        return new StoredState(position[0], topicIds);
    }

    static ProducerRecord<byte[], byte[]> record(TopicNames names, Position position) {
        return new ProducerRecord<>(names.offsets(), 0, bytes(POSITION_KEY), WireJson.write(position));
    }

    static ProducerRecord<byte[], byte[]> record(TopicNames names, Map<String, String> topicIds) {
        return new ProducerRecord<>(names.offsets(), 0, bytes(TOPICS_KEY), WireJson.write(new TopicIds(topicIds)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
