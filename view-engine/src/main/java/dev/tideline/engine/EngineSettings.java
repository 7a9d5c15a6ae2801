package dev.tideline.engine;

import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an engine needs to run.
 *
 * @param source the database that analyses the queries
 * @param topologies of different names
 * @param kafka properties for all Kafka clients, with {@code bootstrap.servers}
 * @param retention how long result topics keep their records
 * @param replicationFactor of the topics that the engine creates; -1 leaves it to the broker
 * @param stateDirectory where state is kept between starts, of this process alone
 */
public record EngineSettings(
        TidelineConfig.Database source,
        List<TopologyFile> topologies,
        Map<String, String> kafka,
        String topicPrefix,
        Duration retention,
        short replicationFactor,
        Path stateDirectory,
        MeterRegistry meters) {

    public EngineSettings {
        topologies = List.copyOf(topologies);
        kafka = Map.copyOf(kafka);
    }
}
