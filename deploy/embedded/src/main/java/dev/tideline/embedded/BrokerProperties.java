package dev.tideline.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * Settings of a KRaft broker that is its own controller and shares a small machine with everything else. Nothing may be
 * created by a mistyped name, nothing is replicated, internal topics have one partition.
 */
final class BrokerProperties {

    private static final int NODE_ID = 1;

    /** The largest row that a source table may have comes in one record. */
    private static final int MESSAGE_BYTES_MAX = 32 << 20;

    private static final Duration RETENTION = Duration.ofDays(7);

    /** A source transaction of any size is one Kafka transaction, and may take this long. */
    private static final Duration TRANSACTION_TIMEOUT_MAX = Duration.ofMinutes(15);

    private BrokerProperties() {}

    static Properties of(Path logDirectory, int port, int controllerPort, Map<String, String> further) {
        var properties = new Properties();
        listeners(properties, port, controllerPort);
        properties.put("log.dirs", logDirectory.toString());
        oneNode(properties);
        smallMachine(properties);
        properties.put("message.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
        properties.put("replica.fetch.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
        properties.put("log.retention.ms", Long.toString(RETENTION.toMillis()));
        properties.put("transaction.max.timeout.ms", Long.toString(TRANSACTION_TIMEOUT_MAX.toMillis()));
        properties.putAll(further);
        return properties;
    }

    private static void listeners(Properties properties, int port, int controllerPort) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
    }

    private static void oneNode(Properties properties) {
        properties.put("auto.create.topics.enable", "false");
        properties.put("num.partitions", "1");
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // After a kill the controller lets the broker back in only when its old session has run out.
        properties.put("broker.heartbeat.interval.ms", "1000");
        properties.put("broker.session.timeout.ms", "5000");
    }

    private static void smallMachine(Properties properties) {
        properties.put("num.network.threads", "1");
        properties.put("num.io.threads", "2");
        properties.put("background.threads", "1");
        properties.put("num.recovery.threads.per.data.dir", "2");
        // Compaction can wait for the end of a burst; unbounded it would take a processor for itself in the middle of
        // one.
        properties.put("log.cleaner.io.max.bytes.per.second", Integer.toString(20 << 20));
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(20 << 20));
        properties.put("metrics.num.samples", "2");
    }
}
