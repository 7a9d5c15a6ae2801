package dev.tideline.schemas.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code tideline.yaml}, validated and with all variables filled in. Its text form shows no passwords.
 *
 * @param target the source database if the file names no other
 * @param topologyFiles all globs expanded, each file once
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

    /**
     * A PostgreSQL database and how to log in.
     *
     * @param url a JDBC URL without user and password, but perhaps with a password of another kind (that of a TLS key): only
     *     {@link #shownUrl()} may be shown
     */
    public record Database(String url, String user, Secret password) {

        private static final Pattern PASSWORD = Pattern.compile("(?i)(\\w*password)=[^&]*");

        /** The URL in a form that may be shown. */
        public String shownUrl() {
            return PASSWORD.matcher(url).replaceAll("$1=********");
        }

        @Override
        public String toString() {
            return "Database[url=" + shownUrl() + ", user=" + user + "]";
        }
    }

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

        /** Names the client properties without their values, among which there are passwords. */
        @Override
        public String toString() {
            return "Kafka[embedded=" + embedded + ", topicPrefix=" + topicPrefix + ", clientProperties="
                    + new TreeSet<>(clientProperties.keySet()) + ", retention=" + retention + ", replicationFactor="
                    + replicationFactor + "]";
        }
    }
}
