package dev.tideline.engine.runtime;

import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** Makes Kafka Streams clients; tests put clients in that fail. */
@FunctionalInterface
public interface StreamsFactory {

    KafkaStreams create(Topology topology, Properties settings);
}
