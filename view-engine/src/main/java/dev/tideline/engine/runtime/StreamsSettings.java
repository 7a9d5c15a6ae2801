package dev.tideline.engine.runtime;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams is configured for a stage, and why. */
final class StreamsSettings {

    /** A row may have 64 MB, before and after together, and a record a little more. */
    private static final int LARGEST_RECORD_BYTES = 80 << 20;

    /** The default of 10 s lets the broker abort a commit that is only slow, which kills the thread. */
    private static final int TRANSACTION_TIMEOUT_MS = 60_000;

    /** How soon it is noticed that a process died. One that takes its place does not wait for it ({@link Generations#takeOver}). */
    private static final int SESSION_TIMEOUT_MS = 10_000;

    /** A consumer that is to be closed first awaits its last fetch: half of what a restart after a failure took by default. */
    private static final int FETCH_WAIT_MS = 150;

    private StreamsSettings() {}

    static Properties of(
            String application,
            Map<String, String> clientProperties,
            Path stateDirectory,
            String instance,
            short replicationFactor) {
        var settings = new HashMap<String, Object>(clientProperties);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replicationFactor);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // The stage asks for commits when it has results; this is for epochs that take long to arrive.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200L);
        settings.put(StreamsConfig.POLL_MS_CONFIG, 10L);
        // The gate restores the order, so there is no use in waiting for idle topics, and asking costs a microsecond
        // per row and topic.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbSettings.class);
        settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG, -1L);
        settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
        settings.put(consumer(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
        settings.put(consumer(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_WAIT_MS);
        settings.put(consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        settings.put(consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), SESSION_TIMEOUT_MS / 4);
        settings.put(consumer(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        settings.put(producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        settings.put(producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD_BYTES);
        settings.put(producer(ProducerConfig.BUFFER_MEMORY_CONFIG), (long) LARGEST_RECORD_BYTES * 2);
        settings.put(producer(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        var properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    private static String consumer(String name) {
        return StreamsConfig.mainConsumerPrefix(name);
    }

    private static String producer(String name) {
        return StreamsConfig.producerPrefix(name);
    }
}
