package dev.tideline.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.config.Secret;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Debezium's task as it comes: its own values, its own metrics, its own offsets. */
public final class BareDebezium {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private BareDebezium() {}

    /** Reads so many rows from a slot and forgets them; the slot stays where it is. */
    public static void drain(PostgresDatabase database, String slot, String publication, long rows)
            throws InterruptedException {
        long[] seen = {0};
        poll(settings(database, slot, publication), null, batch -> {
            for (var record : batch) {
                if (!record.topic().endsWith(".transaction")) {
                    seen[0]++;
                }
            }
            return seen[0] >= rows;
        });
    }

    /** All records from an offset on, until they suffice. */
    static List<SourceRecord> records(
            CaptureSettings settings, Map<String, Object> offset, Predicate<List<SourceRecord>> enough)
            throws InterruptedException {
        var records = new ArrayList<SourceRecord>();
        poll(settings, offset, batch -> {
            records.addAll(batch);
            return enough.test(records);
        });
        return records;
    }

    private static void poll(CaptureSettings settings, Map<String, Object> offset, Predicate<List<SourceRecord>> enough)
            throws InterruptedException {
        var config = CaptureConfiguration.of(settings);
        config.keySet().removeIf(key -> key.startsWith("raw.") || key.equals("converters"));
        config.remove("sourceinfo.struct.maker");
        config.remove("topic.naming.strategy");
        var task = new PostgresConnectorTask();
        task.initialize(new FixedOffset(config, offset));
        task.start(config);
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (var batch = task.poll(); batch == null || !enough.test(batch); batch = task.poll()) {
                assertThat(System.nanoTime() - deadline).as("time over").isNegative();
            }
        } finally {
            task.stop();
        }
    }

    static CaptureSettings settings(PostgresDatabase database, String slot, String publication) {
        var url = Pattern.compile("jdbc:postgresql://([^/]+)/(\\w+).*").matcher(database.url());
        assertThat(url.matches()).isTrue();
        return new CaptureSettings(
                "bare",
                List.of(url.group(1)),
                url.group(2),
                database.user(),
                new Secret(database.password()),
                Map.of(),
                slot,
                publication,
                "none",
                List.of(),
                Duration.ofMillis(5),
                1 << 24);
    }

    private record FixedOffset(Map<String, String> configs, Map<String, Object> value)
            implements SourceTaskContext, OffsetStorageReader {

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException();
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return this;
        }

        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return value;
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            var offsets = new HashMap<Map<String, T>, Map<String, Object>>();
            partitions.forEach(partition -> offsets.put(partition, value));
            return offsets;
        }
    }
}
