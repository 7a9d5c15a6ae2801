package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What all topologies of an engine share.
 *
 * @param clientProperties with {@code bootstrap.servers}; go to every client as they are
 * @param retention how long result topics keep their records
 * @param replicationFactor of topics that are created; -1 leaves it to the broker
 * @param stateDirectory of this process alone
 * @param snapshotKept how long a snapshot's rows are kept after use: another topology may be about to read them
 * @param instance name of this process, the same after a restart: its old self in a consumer group is replaced at once
 */
public record EngineContext(
        TopicNames names,
        Map<String, String> clientProperties,
        Duration retention,
        short replicationFactor,
        Path stateDirectory,
        Duration snapshotKept,
        String instance,
        StageLimits limits,
        MeterRegistry meters,
        StreamsFactory streams) {

    public static final Duration SNAPSHOT_KEPT = Duration.ofSeconds(30);

    public EngineContext {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** With Kafka Streams as it is. */
    public EngineContext(
            TopicNames names,
            Map<String, String> clientProperties,
            Duration retention,
            short replicationFactor,
            Path stateDirectory,
            Duration snapshotKept,
            String instance,
            StageLimits limits,
            MeterRegistry meters) {
        this(
                names,
                clientProperties,
                retention,
                replicationFactor,
                stateDirectory,
                snapshotKept,
                instance,
                limits,
                meters,
                KafkaStreams::new);
    }
}
