package dev.tideline.deploy.kafka;

import dev.tideline.embedded.EmbeddedKafka;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Where Kafka is and how to get in. */
public final class KafkaConnection {

    public static final String SERVERS = "bootstrap.servers";

    private KafkaConnection() {}

    /** Where the embedded broker of an installation keeps its files. */
    public static Path embeddedDirectory(TidelineConfig config) {
        return config.dataDir().resolve("kafka");
    }

    /**
     * What every Kafka client of this installation gets, for a command beside a running Tideline.
     *
     * @throws DiagnosticException if the broker is the embedded one and does not run
     */
    public static Map<String, String> properties(TidelineConfig config) {
        if (!config.kafka().embedded()) {
            return config.kafka().clientProperties();
        }
        var servers = EmbeddedKafka.runningIn(embeddedDirectory(config))
                .orElseThrow(() -> new DiagnosticException(Diagnostic.error(
                        DiagnosticCode.KAFKA_UNREACHABLE,
                        "The embedded Kafka broker does not run.",
                        "It runs as a part of tideline run; start that first.",
                        null)));
        return properties(config, servers);
    }

    /** The same when the servers of an embedded broker are known. */
    public static Map<String, String> properties(TidelineConfig config, String servers) {
        var properties = new HashMap<>(config.kafka().clientProperties());
        properties.put(SERVERS, servers);
        return properties;
    }

    static DiagnosticException unreachable(Map<String, String> properties, KafkaException e) {
        return new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.KAFKA_UNREACHABLE,
                        "Cannot work with Kafka at " + properties.get(SERVERS) + ": " + e.getMessage(),
                        "Check that the brokers run, that kafka.bootstrap.servers is right, and that this user may read and"
                                + " write topics of the prefix.",
                        null)),
                e);
    }
}
