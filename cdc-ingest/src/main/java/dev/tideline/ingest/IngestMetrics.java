package dev.tideline.ingest;

import dev.tideline.ingest.publish.EpochListener;
import dev.tideline.ingest.publish.Position;
import dev.tideline.schemas.wire.EpochManifest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Ingest's meters. Rows, transactions and epochs are counted when they are written; a failed commit counts them again. */
final class IngestMetrics implements EpochListener {

    private final Counter rows;
    private final Counter transactions;
    private final Counter epochs;
    private final Counter bulkLoads;
    private final Counter restarts;
    private final Timer commits;

    IngestMetrics(MeterRegistry meters, IngestStatus status) {
        rows = Counter.builder("tideline.ingest.rows")
                .description("Changed rows written to Kafka")
                .register(meters);
        transactions = Counter.builder("tideline.ingest.transactions")
                .description("Source transactions written to Kafka")
                .register(meters);
        epochs = Counter.builder("tideline.ingest.epochs")
                .description("Epochs written to Kafka, heartbeats included")
                .register(meters);
        bulkLoads = Counter.builder("tideline.ingest.bulk.loads")
                .description("Source transactions too large to be written")
                .register(meters);
        restarts = Counter.builder("tideline.ingest.restarts")
                .description("Times that the stream was built anew after a failure")
                .register(meters);
        commits = Timer.builder("tideline.ingest.commit")
                .description("Time of a Kafka commit, with the flush before it")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        Gauge.builder("tideline.ingest.lag", status, IngestStatus::lagBytes)
                .description("Log of the source that is not durably in Kafka")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder(
                        "tideline.ingest.streaming",
                        status,
                        s -> s.health().active() && s.health().ready() ? 1 : 0)
                .description("1 while this ingest is the active one and changes flow")
                .register(meters);
    }

    @Override
    public void closed(EpochManifest epoch) {
        epochs.increment();
        transactions.increment(epoch.transactions());
        if (epoch.bulk()) {
            bulkLoads.increment();
            return;
        }
        long count = 0;
        for (var partitions : epoch.rows().values()) {
            for (long partition : partitions.values()) {
                count += partition;
            }
        }
        rows.increment(count);
    }

    @Override
    public void committed(Position position, Duration took) {
        commits.record(took);
    }

    void restarted() {
        restarts.increment();
    }
}
