package dev.tideline.sink;

import dev.tideline.schemas.config.TidelineConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;

/**
 * What a {@link Sink} needs to run.
 *
 * @param kafkaProperties go to every Kafka client as they are; must hold {@code bootstrap.servers}
 * @param replicationFactor of topics that are created; -1 leaves it to the broker
 * @param topologies names of those to apply; null for all
 */
public record SinkSettings(
        TidelineConfig.Database target,
        Map<String, String> kafkaProperties,
        String topicPrefix,
        short replicationFactor,
        MeterRegistry meters,
        Set<String> topologies,
        SinkLimits limits) {

    public SinkSettings {
        kafkaProperties = Map.copyOf(kafkaProperties);
        topologies = topologies == null ? null : Set.copyOf(topologies);
    }

    /** Settings for all topologies with the usual limits. */
    public SinkSettings(
            TidelineConfig.Database target,
            Map<String, String> kafkaProperties,
            String topicPrefix,
            short replicationFactor,
            MeterRegistry meters) {
        this(target, kafkaProperties, topicPrefix, replicationFactor, meters, null, SinkLimits.DEFAULT);
    }

    boolean wants(String topology) {
        return topologies == null || topologies.contains(topology);
    }
}
