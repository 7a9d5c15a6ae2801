package dev.tideline.bench;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's own engine as anyone would embed it, discarding its events: the yardstick. */
final class StockDebezium {

    private StockDebezium() {}

    /** Reads so many row changes from the slot, counting from the first; returns changes per second. */
    static double drain(Source source, String slot, long rows, Path folder) throws IOException, InterruptedException {
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
        Files.deleteIfExists(folder.resolve(slot + ".offsets"));

        var counter = new Counter(rows);
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        io.debezium.engine.format.ChangeEventFormat.of(Connect.class))
                .using(properties)
                .notifying(counter)
                .build();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.execute(engine);
        try {
            if (!counter.done.await(10, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        "stock Debezium delivered only " + counter.seen + " of " + rows + " changes");
            }
        } finally {
            engine.close();
            executor.shutdown();
            executor.awaitTermination(30, TimeUnit.SECONDS);
        }
        return counter.perSecond();
    }

    private static final class Counter implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

        private final long expected;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile long seen;
        private long firstNanos;
        private long lastNanos;

        Counter(long expected) {
            this.expected = expected;
        }

        @Override
        public void handleBatch(
                List<RecordChangeEvent<SourceRecord>> records,
                DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
                throws InterruptedException {
            if (seen == 0) {
                firstNanos = System.nanoTime();
            }
            for (var record : records) {
                committer.markProcessed(record);
            }
            seen += records.size();
            lastNanos = System.nanoTime();
            committer.markBatchFinished();
            if (seen >= expected) {
                done.countDown();
            }
        }

        double perSecond() {
            return seen * 1e9 / (lastNanos - firstNanos);
        }
    }
}
