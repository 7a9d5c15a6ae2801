package dev.tideline.engine.runtime;

import dev.tideline.engine.gate.Admission;
import dev.tideline.engine.gate.Closing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** What one topology's stage counts and times. The meters outlive restarts of the stage. */
final class StageMetrics {

    private final Counter admitted;
    private final Counter dropped;
    private final Counter emitted;
    private final Counter epochs;
    private final Counter closings;
    private final Counter waited;
    private final Counter repeated;
    private final Timer step;
    private final DistributionSummary slice;

    StageMetrics(MeterRegistry meters, String topology) {
        var tags = Tags.of("topology", topology);
        admitted = Counter.builder("tideline.engine.rows")
                .description("Change and snapshot rows read")
                .tags(tags)
                .register(meters);
        dropped = Counter.builder("tideline.engine.rows.dropped")
                .description("Rows that the snapshot held already")
                .tags(tags)
                .register(meters);
        waited = Counter.builder("tideline.engine.rows.waited")
                .description("Rows that came before their epoch's turn")
                .tags(tags)
                .register(meters);
        repeated = Counter.builder("tideline.engine.rows.repeated")
                .description("Records that came again after a failure and were skipped")
                .tags(tags)
                .register(meters);
        emitted = Counter.builder("tideline.engine.result.rows")
                .description("Result records written")
                .tags(tags)
                .register(meters);
        epochs = Counter.builder("tideline.engine.epochs")
                .description("Source epochs closed")
                .tags(tags)
                .register(meters);
        closings = Counter.builder("tideline.engine.result.epochs")
                .description("Result epochs written; one may close several source epochs")
                .tags(tags)
                .register(meters);
        step = Timer.builder("tideline.engine.step")
                .description("Time of one step of the circuit")
                .tags(tags)
                .register(meters);
        slice = DistributionSummary.builder("tideline.engine.slice.rows")
                .description("Changes that one step consumed")
                .tags(tags)
                .register(meters);
    }

    void row(Admission admission) {
        switch (admission) {
            case ADMITTED -> admitted.increment();
            case DROPPED -> dropped.increment();
            case WAITING -> {
                admitted.increment();
                waited.increment();
            }
        }
    }

    void repeated() {
        repeated.increment();
    }

    void step(int rows, Runnable action) {
        slice.record(rows);
        step.record(action);
    }

    void emitted(long rows) {
        emitted.increment(rows);
    }

    void closed(Closing closing) {
        epochs.increment(closing.epoch() - closing.from() + 1);
        closings.increment();
    }
}
