package dev.tideline.schemas.wire;

import java.time.Duration;
import java.util.Map;

/**
 * How a topic is to be created. All parts of Tideline start in any order, and whichever comes first creates the topics
 * that they share, so all must agree; the replication factor is the configuration's.
 *
 * @param config Kafka's names and values of topic settings
 */
public record TopicSettings(String name, int partitions, Map<String, String> config) {

    /** Control messages are read within seconds; a day is for parts that were down. */
    private static final Duration CONTROL_RETENTION = Duration.ofDays(1);

    /** A row of the source, as JSON, before and after; the broker's own default would refuse one of a megabyte. */
    private static final int LARGEST_ROW_BYTES = 64 * 1024 * 1024;

    private static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    private static final String CLEANUP = "cleanup.policy";
    private static final String RETENTION = "retention.ms";
    private static final String SEGMENT_BYTES = "segment.bytes";
    private static final String SEGMENT_MS = "segment.ms";

    public TopicSettings {
        config = Map.copyOf(config);
    }

    /** Changes of a table, a table's rows of a snapshot, manifests: a log with a retention, never compacted. */
    public static TopicSettings log(String name, int partitions, Duration retention) {
        return new TopicSettings(
                name,
                partitions,
                Map.of(
                        CLEANUP,
                        "delete",
                        RETENTION,
                        Long.toString(retention.toMillis()),
                        MAX_MESSAGE_BYTES,
                        Integer.toString(LARGEST_ROW_BYTES)));
    }

    /** {@link TopicNames#requests()} and {@link TopicNames#replies()}. */
    public static TopicSettings control(String name) {
        return log(name, 1, CONTROL_RETENTION);
    }

    /** {@link TopicNames#topologies()} and {@link TopicNames#offsets()}: the last record of each key, forever. */
    public static TopicSettings compacted(String name) {
        return new TopicSettings(
                name,
                1,
                Map.of(
                        CLEANUP,
                        "compact",
                        "min.cleanable.dirty.ratio",
                        "0.1",
                        SEGMENT_BYTES,
                        Integer.toString(16 * 1024 * 1024),
                        SEGMENT_MS,
                        Long.toString(Duration.ofHours(1).toMillis())));
    }
}
