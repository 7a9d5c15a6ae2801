package dev.tideline.deploy.run;

import dev.tideline.deploy.http.Check;
import dev.tideline.deploy.http.OperationsServer;
import dev.tideline.deploy.kafka.KafkaConnection;
import dev.tideline.embedded.EmbeddedKafka;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Tideline in this process: the embedded broker if the configuration asks for one, the chosen parts, and the HTTP
 * server that watches over them.
 */
public final class Pipeline implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Pipeline.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<RunningPart> parts = new CopyOnWriteArrayList<>();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, String> kafka;
    private final int httpPort;

    private Pipeline(
            TidelineConfig config, List<TopologyFile> topologies, Set<Part> chosen, Consumer<String> progress) {
        try {
            kafka = kafka(config, chosen, progress);
            watchJvm();
            // Before the parts: whoever watches sees them come up one after the other.
            var server = OperationsServer.start(config.httpHost(), config.httpPort(), this::checks, meters);
            started.push(server);
            httpPort = server.port();
            var installation = new Installation(config, topologies, kafka, meters);
            for (var part : chosen) {
                progress.accept("starting " + part.word());
                var running = Parts.start(part, installation);
                parts.add(running);
                started.push(running);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts, and returns when all chosen parts have been started (which does not mean that views are live).
     *
     * @param chosen in the order in which they start
     * @throws DiagnosticException for what the user must mend first
     */
    public static Pipeline start(
            TidelineConfig config, List<TopologyFile> topologies, Set<Part> chosen, Consumer<String> progress) {
        return new Pipeline(config, topologies, chosen, progress);
    }

    private Map<String, String> kafka(TidelineConfig config, Set<Part> chosen, Consumer<String> progress) {
        if (!config.kafka().embedded()) {
            var properties = config.kafka().clientProperties();
            // The engine waits for Kafka by itself: alone, it may be started first.
            if (!chosen.equals(Set.of(Part.ENGINE))) {
                progress.accept("connecting to Kafka at " + properties.get(KafkaConnection.SERVERS));
                KafkaConnection.reach(properties);
            }
            return properties;
        }
        if (chosen.size() < Part.values().length) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.CONFIG_INVALID,
                    "The embedded Kafka broker serves only a Tideline that runs in one process, without --only.",
                    "Leave out --only, or name your own brokers in kafka.bootstrap.servers.",
                    null));
        }
        var broker = EmbeddedKafka.in(KafkaConnection.embeddedDirectory(config))
                .stopOnExit(false) // it must go last, after everything that still commits
                .progress(progress::accept)
                .start();
        started.push(broker);
        return KafkaConnection.properties(config, broker.bootstrapServers());
    }

    private void watchJvm() {
        var gc = new JvmGcMetrics();
        gc.bindTo(meters);
        started.push(gc);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
    }

    /** How the parts are now, in the order in which they were started. */
    public List<Check> checks() {
        var checks = new ArrayList<Check>();
        parts.forEach(part -> checks.add(part.check()));
        return checks;
    }

    /** What the user must mend before everything can be live. */
    public List<Diagnostic> obstacles() {
        return parts.stream().flatMap(part -> part.obstacles().stream()).toList();
    }

    /** What every Kafka client of this installation needs. */
    public Map<String, String> kafka() {
        return kafka;
    }

    public int httpPort() {
        return httpPort;
    }

    /** Stops everything, last started first; one that fails to stop does not keep the others from it. */
    @Override
    public void close() {
        Thread.interrupted(); // what interrupted the start must not cut the stopping short
        while (!started.isEmpty()) {
            var next = started.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOGGER.warn("Stopping {} failed", next.getClass().getSimpleName(), e);
            }
        }
    }
}
