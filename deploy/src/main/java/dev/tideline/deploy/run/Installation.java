package dev.tideline.deploy.run;

import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/**
 * Everything that the parts need to be made.
 *
 * @param kafka what every Kafka client gets, with {@code bootstrap.servers}
 */
record Installation(
        TidelineConfig config, List<TopologyFile> topologies, Map<String, String> kafka, MeterRegistry meters) {

    Installation {
        topologies = List.copyOf(topologies);
        kafka = Map.copyOf(kafka);
    }

    boolean targetIsSource() {
        return Compilers.targetIsSource(config);
    }
}
