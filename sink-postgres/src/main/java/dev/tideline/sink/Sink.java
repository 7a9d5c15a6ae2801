package dev.tideline.sink;

import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.postgres.TargetConnector;
import dev.tideline.sink.postgres.TargetPreflight;
import dev.tideline.sink.read.DescriptorTail;
import dev.tideline.sink.read.KafkaAccess;
import dev.tideline.sink.read.KafkaFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the results of all topologies into the target database: in one transaction per epoch all views' rows, the frontier
 * and the offsets behind them.
 *
 * <p>Several processes may run one for the same target; for each topology one of them writes and the others stand by.
 * Outages of the target or of Kafka are waited out. The lifecycle methods are called by one thread; {@link #health()} may
 * be called by any.
 */
public final class Sink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);
    private static final Duration DESCRIPTOR_POLL = Duration.ofMillis(200);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    private record Running(TopologyApplier applier, Thread thread) {}

    private final SinkSettings settings;
    private final TopicNames topics;
    private final TargetConnector connector;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private Map<String, TopologyDescriptor> described = Map.of();
    private KafkaAccess kafka;
    private Thread tail;
    private volatile boolean stopping;
    private volatile boolean descriptorsRead;
    private volatile String kafkaTrouble = "not started";

    public Sink(SinkSettings settings) {
        this.settings = settings;
        this.topics = new TopicNames(settings.topicPrefix());
        this.connector = new TargetConnector(settings.target());
    }

    /**
     * Checks target and Kafka, prepares the {@code tideline} schema, and begins to apply.
     *
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if one of them cannot be used as it is
     */
    public void start() {
        TargetPreflight.run(connector);
        kafka = new KafkaAccess(settings.kafkaProperties(), settings.replicationFactor());
        try {
            kafka.preflight(topics.topologies());
        } catch (RuntimeException e) {
            kafka.close();
            kafka = null;
            throw e;
        }
        kafkaTrouble = null;
        tail = new Thread(this::followDescriptors, "tideline-sink-descriptors");
        tail.start();
    }

    /** How it is, now. */
    public SinkHealth health() {
        var reasons = new ArrayList<String>();
        String trouble = kafkaTrouble;
        if (trouble != null) {
            reasons.add(trouble);
        } else if (!descriptorsRead) {
            reasons.add("reading which topologies run");
        }
        var healths = new TreeMap<String, TopologyHealth>();
        running.forEach((topology, applier) -> healths.put(topology, applier.applier.health()));
        healths.values().stream()
                .filter(health -> !health.isReady())
                .forEach(health -> reasons.add("topology " + health.topology() + ": " + health.reason()));
        boolean live = tail == null || tail.isAlive();
        return new SinkHealth(live, live && reasons.isEmpty(), reasons, List.copyOf(healths.values()));
    }

    /** Ends after the transactions that are under way; those that take too long are rolled back. */
    @Override
    public void close() {
        stopping = true;
        join(tail);
        running.values().forEach(applier -> applier.applier.stop());
        for (var applier : running.values()) {
            if (!join(applier.thread)) {
                LOG.warn(
                        "{} has not ended within {}; rolling back what it writes",
                        applier.thread.getName(),
                        STOP_WITHIN);
                applier.applier.abort();
                applier.thread.interrupt();
                join(applier.thread);
            }
        }
        running.clear();
        if (kafka != null) {
            kafka.close();
        }
    }

    private void followDescriptors() {
        while (!stopping) {
            try (var descriptors = new DescriptorTail(kafka, topics.topologies())) {
                long probedAt = System.nanoTime();
                while (!stopping) {
                    var news = descriptors.poll(DESCRIPTOR_POLL);
                    if (news != null) {
                        described = news;
                        descriptorsRead = true;
                    }
                    reconcile(described);
                    if (System.nanoTime() - probedAt > PROBE_EVERY.toNanos()) {
                        descriptors.probe();
                        probedAt = System.nanoTime();
                    }
                    kafkaTrouble = null;
                }
            } catch (RuntimeException e) {
                kafkaTrouble = "Kafka: " + e.getMessage();
                if (e instanceof KafkaFailure) {
                    LOG.warn("Kafka does not answer: {}; trying again", e.getMessage());
                } else {
                    LOG.error("following the topologies failed; trying again", e);
                }
                pause();
            }
        }
    }

    /** Lets exactly the topologies that there are be applied; an applier that has ended is started again. */
    private void reconcile(Map<String, TopologyDescriptor> descriptors) {
        running.values().removeIf(applier -> !applier.thread.isAlive());
        descriptors.forEach((topology, descriptor) -> {
            if (settings.wants(topology)) {
                running.computeIfAbsent(topology, name -> start(descriptor))
                        .applier
                        .descriptor(descriptor);
            }
        });
        running.forEach((topology, applier) -> {
            if (!descriptors.containsKey(topology)) {
                applier.applier.retire();
            }
        });
    }

    private Running start(TopologyDescriptor descriptor) {
        var applier = new TopologyApplier(
                descriptor,
                connector,
                kafka,
                settings.limits(),
                new SinkMetrics(settings.meters(), descriptor.topology()));
        var thread = new Thread(applier, "tideline-sink-" + descriptor.topology());
        thread.start();
        return new Running(applier, thread);
    }

    private void pause() {
        long until = System.nanoTime() + RETRY_AFTER.toNanos();
        while (!stopping && System.nanoTime() < until) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean join(Thread thread) {
        if (thread == null) {
            return true;
        }
        try {
            thread.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
