package dev.tideline.ingest;

import dev.tideline.schemas.config.TidelineConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;

/**
 * What ingest needs to know.
 *
 * @param kafkaProperties for every Kafka client, with {@code bootstrap.servers}
 * @param retention of change and snapshot topics
 * @param replicationFactor of new topics; -1 leaves it to the broker
 * @param targetIsSource whether the views' tables are in the source database
 */
public record IngestSettings(
        TidelineConfig.Source source,
        Map<String, String> kafkaProperties,
        String topicPrefix,
        Duration retention,
        short replicationFactor,
        boolean targetIsSource,
        MeterRegistry meters,
        IngestLimits limits) {

    public IngestSettings {
        kafkaProperties = Map.copyOf(kafkaProperties);
    }
}
