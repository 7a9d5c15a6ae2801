package dev.tideline.schemas.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code tideline.yaml}, validated and with all variables filled in.
 *
 * @param dataDir where state, the embedded broker and the embedded database keep their files
 * @param httpPort 0 picks a free port
 */
public record TidelineConfig(
        Source source,
        Kafka kafka,
        Database target,
        List<Path> topologyFiles,
        Path dataDir,
        String httpHost,
        int httpPort) {

    public TidelineConfig {
        topologyFiles = List.copyOf(topologyFiles);
    }

    /** A PostgreSQL database and how to log in. */
    public record Database(String url, String user, Secret password) {}

    /** The database whose changes are captured. */
    public record Source(Database database, String publication, String slot) {}

    /**
     * @param embedded true if {@code bootstrap.servers: embedded}; {@code clientProperties} then lacks the servers, which are
     *     known only when the broker runs
     * @param clientProperties what goes to every Kafka client as it is
     * @param retention how long change and result topics keep their records
     * @param replicationFactor of the topics that Tideline creates; -1 leaves it to the broker
     */
    public record Kafka(
            boolean embedded,
            String topicPrefix,
            Map<String, String> clientProperties,
            Duration retention,
            short replicationFactor) {

        public Kafka {
            clientProperties = Map.copyOf(clientProperties);
        }
    }
}
