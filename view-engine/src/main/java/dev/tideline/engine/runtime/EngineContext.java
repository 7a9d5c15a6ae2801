package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What all topologies of an engine share.
 *
 * @param clientProperties with {@code bootstrap.servers}; go to every client as they are
 * @param retention how long result topics keep their records
 * @param replicationFactor of topics that are created; -1 leaves it to the broker
 * @param stateDirectory of this process alone
 * @param instance name of this process, the same after a restart: its old self in a consumer group is replaced at once
 */
public record EngineContext(
        TopicNames names,
        Map<String, String> clientProperties,
        Duration retention,
        short replicationFactor,
        Path stateDirectory,
        String instance,
        StageLimits limits,
        MeterRegistry meters) {

    public EngineContext {
        clientProperties = Map.copyOf(clientProperties);
    }
}
