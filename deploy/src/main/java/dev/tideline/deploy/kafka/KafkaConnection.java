package dev.tideline.deploy.kafka;

import dev.tideline.embedded.EmbeddedKafka;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Where Kafka is and how to get in. */
public final class KafkaConnection {

    public static final String SERVERS = "bootstrap.servers";

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);

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

    /**
     * Waits a short time for an answer of the brokers, so that a wrong address is told of soon and with its name.
     *
     * @throws DiagnosticException if there is none
     */
    public static void reach(Map<String, String> properties) {
        var patience = new HashMap<String, Object>(properties);
        patience.put("default.api.timeout.ms", Long.toString(ANSWERS_WITHIN.toMillis()));
        patience.put("request.timeout.ms", Long.toString(ANSWERS_WITHIN.toMillis() / 2));
        try (var admin = Admin.create(patience)) {
            admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw unreachable(
                    properties,
                    e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause()));
        } catch (KafkaException e) {
            throw unreachable(properties, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for Kafka", e);
        }
    }

    static DiagnosticException unreachable(Map<String, String> properties, KafkaException e) {
        return new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.KAFKA_UNREACHABLE,
                        "Cannot work with Kafka at " + properties.get(SERVERS) + ": " + reason(e),
                        "Check that the brokers run, that kafka.bootstrap.servers is right, and that this user may read and"
                                + " write topics of the prefix.",
                        null)),
                e);
    }

    /** Kafka's words, with those of the cause where its own are about the call and not about the matter. */
    private static String reason(KafkaException e) {
        if (e instanceof TimeoutException) {
            return "it does not answer.";
        }
        var cause = e.getCause() == null ? null : e.getCause().getMessage();
        return cause == null || cause.equals(e.getMessage()) ? e.getMessage() : e.getMessage() + ": " + cause;
    }
}
