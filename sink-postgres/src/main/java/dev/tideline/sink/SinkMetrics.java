package dev.tideline.sink;

import dev.tideline.sink.epoch.Batch;
import dev.tideline.sink.postgres.apply.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** The sink's meters for one topology. */
final class SinkMetrics {

    private final MeterRegistry registry;
    private final String topology;
    private final Counter epochs;
    private final Timer transactions;
    private final Timer freshness;

    SinkMetrics(MeterRegistry registry, String topology) {
        this.registry = registry;
        this.topology = topology;
        this.epochs = Counter.builder("tideline.sink.epochs")
                .description("Result epochs applied")
                .tag("topology", topology)
                .register(registry);
        this.transactions = Timer.builder("tideline.sink.transaction.seconds")
                .description("Duration of the target transactions that apply epochs")
                .tag("topology", topology)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.freshness = Timer.builder("tideline.sink.freshness.seconds")
                .description("Age of the newest source transaction when its rows were committed to the target")
                .tag("topology", topology)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void applied(Batch batch, java.util.Map<String, Written> written, Duration took, boolean shown) {
        epochs.increment(batch.cuts().size());
        transactions.record(took);
        written.forEach((view, rows) -> {
            count(view, "upsert", rows.upserted());
            count(view, "delete", rows.deleted());
        });
        var committedAt = batch.last().committedAt();
        if (shown && batch.rows() > 0 && committedAt != null) {
            var age = Duration.between(committedAt, Instant.now());
            freshness.record(age.isNegative() ? Duration.ZERO : age);
        }
    }

    private void count(String view, String operation, long rows) {
        Counter.builder("tideline.sink.rows")
                .description("Rows written to the target")
                .tag("topology", topology)
                .tag("view", view)
                .tag("operation", operation)
                .register(registry)
                .increment(rows);
    }
}
