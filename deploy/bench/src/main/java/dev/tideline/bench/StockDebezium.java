package dev.tideline.bench;

import io.debezium.data.Envelope;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's own engine as anyone would embed it, discarding its events: the yardstick. */
final class StockDebezium implements AutoCloseable {

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Counter counter = new Counter();

    private StockDebezium(Properties properties) {
        engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .notifying(counter)
                .build();
        executor.execute(engine);
    }

    /** Reads what comes after the slot's place. */
    static StockDebezium start(Source source, String slot, Path folder) throws IOException {
        var properties = new Properties();
        properties.putAll(source.connectorProperties());
        properties.setProperty("name", "bench");
        properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("topic.prefix", "bench");
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", slot);
        properties.setProperty("publication.name", source.publication());
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("snapshot.mode", "no_data");
        properties.setProperty("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
        properties.setProperty(
                "offset.storage.file.filename",
                folder.resolve(slot + ".offsets").toString());
        return new StockDebezium(properties);
    }

    /** When so many row changes had been delivered, counting from the start. */
    long nanosAt(long changes, Duration atMost) throws InterruptedException {
        return counter.nanosAt(changes, atMost);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        engine.close();
        executor.shutdown();
        executor.awaitTermination(30, TimeUnit.SECONDS);
    }

    private static final class Counter implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

        private long seen;
        private long lastNanos;

        @Override
        public void handleBatch(
                List<RecordChangeEvent<SourceRecord>> records,
                DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
                throws InterruptedException {
            int changes = 0;
            for (var record : records) {
                committer.markProcessed(record);
                changes += isChange(record.record()) ? 1 : 0;
            }
            committer.markBatchFinished();
            synchronized (this) {
                seen += changes;
                lastNanos = System.nanoTime();
                notifyAll();
            }
        }

        /** A row's change: the tombstone behind a delete and the heartbeats are none. */
        private static boolean isChange(SourceRecord record) {
            return record.valueSchema() != null && Envelope.isEnvelopeSchema(record.valueSchema());
        }

        synchronized long nanosAt(long changes, Duration atMost) throws InterruptedException {
            long deadline = System.nanoTime() + atMost.toNanos();
            while (seen < changes) {
                long leftMs = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    throw new IllegalStateException(
                            "stock Debezium delivered only " + seen + " of " + changes + " changes");
                }
                wait(leftMs);
            }
            return lastNanos;
        }
    }
}
