package dev.tideline.ingest.capture;

import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.SourceInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Tells Debezium's task where to resume and, each time it is to acknowledge, what is durable: always the end of a whole
 * transaction.
 *
 * <p>The offset is deliberately without {@code lsn_proc} and {@code transaction_*}. With them, Debezium searches the
 * stream for the last event and filters what comes before; when transactions overlap, it takes the wrong one for it and
 * loses rows. Without them, PostgreSQL itself resumes, exactly behind the last whole transaction.
 */
final class StoredOffset implements SourceTaskContext, OffsetStorageReader {

    private final Map<String, String> config;
    private volatile long lsn;

    StoredOffset(Map<String, String> config, long lsn) {
        this.config = config;
        this.lsn = lsn;
    }

    void moveTo(long lsn) {
        this.lsn = lsn;
    }

    @Override
    public Map<String, String> configs() {
        return config;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("there is no Connect worker whose metrics could be added to");
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return this;
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
        return Map.of(SourceInfo.LSN_KEY, lsn, PostgresOffsetContext.LAST_COMMIT_LSN_KEY, lsn);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        var offsets = new HashMap<Map<String, T>, Map<String, Object>>();
        for (var partition : partitions) {
            offsets.put(partition, offset(partition));
        }
        return offsets;
    }
}
