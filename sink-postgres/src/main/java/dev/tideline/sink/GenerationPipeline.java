package dev.tideline.sink;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.sink.epoch.Batch;
import dev.tideline.sink.epoch.Cut;
import dev.tideline.sink.epoch.EpochAssembler;
import dev.tideline.sink.epoch.Position;
import dev.tideline.sink.postgres.BatchSource;
import dev.tideline.sink.postgres.GenerationTarget;
import dev.tideline.sink.postgres.TargetSession;
import dev.tideline.sink.postgres.catalog.Generation;
import dev.tideline.sink.read.KafkaAccess;
import dev.tideline.sink.read.ResultReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One generation from Kafka to the target: reads records, waits for complete epochs, applies them. */
final class GenerationPipeline implements BatchSource, AutoCloseable {

    /** Rows that a manifest promises come with it or a moment later; only then is it worth asking whether they are lost. */
    private static final Duration LACKING_MAX = Duration.ofSeconds(5);

    private static final Duration HELD_POLL = Duration.ofMillis(20);

    private final GenerationTarget target;
    private final EpochAssembler assembler;
    private final ResultReader reader;
    private final SinkLimits limits;
    private final SinkMetrics metrics;
    private boolean blocked;
    private Cut lastCut;
    private Instant lackingSince;

    private GenerationPipeline(
            GenerationTarget target,
            EpochAssembler assembler,
            ResultReader reader,
            SinkLimits limits,
            SinkMetrics metrics) {
        this.target = target;
        this.assembler = assembler;
        this.reader = reader;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Resumes a generation where the target left off; null if its topics do not exist yet. */
    static GenerationPipeline open(
            TargetSession session, KafkaAccess kafka, Generation generation, SinkLimits limits, SinkMetrics metrics) {
        var target = session.attach(generation);
        long applied = generation.epoch() == null ? EpochAssembler.NONE : generation.epoch();
        var assembler = new EpochAssembler(generation.descriptor(), applied);
        var reader = ResultReader.open(kafka, generation.descriptor(), assembler, session.positions(generation));
        return reader == null ? null : new GenerationPipeline(target, assembler, reader, limits, metrics);
    }

    GenerationTarget target() {
        return target;
    }

    Generation generation() {
        return target.generation();
    }

    /** The last cut applied by this process, or null. */
    Cut lastCut() {
        return lastCut;
    }

    /** True if records of epochs that are not applied have come. */
    boolean hasPending() {
        return assembler.hasPending();
    }

    /** True while a hold keeps the next epoch back. */
    boolean isBlocked() {
        return blocked;
    }

    /** Reads once, for at most {@code timeout}, and applies what is complete. */
    void step(Duration timeout) {
        boolean full = assembler.heapBytes() > limits.waitingBytesMax();
        if (full && assembler.nextCut() == null) {
            assembler.spill(target::stage);
        }
        // What is complete but held back stays in memory, so while that is full nothing more is read.
        boolean waitsForHold = blocked && full;
        if (!waitsForHold) {
            reader.poll(blocked ? HELD_POLL : timeout);
        } else {
            pause(HELD_POLL);
        }
        blocked = false;
        while (!blocked && assembler.nextCut() != null) {
            applyOnce();
        }
        watchForLostRows();
    }

    @Override
    public Batch upTo(Lsn lsnMax) {
        return assembler.batch(lsnMax, limits.transactionRowsMax());
    }

    @Override
    public Cut next() {
        return assembler.nextCut();
    }

    @Override
    public List<Position> positionsAfter(Batch batch) {
        return reader.positionsAfter(batch.last().epoch());
    }

    @Override
    public void close() {
        reader.close();
    }

    private void applyOnce() {
        long startedAt = System.nanoTime();
        var applied = target.apply(this);
        if (applied.batch() == null) {
            blocked = true;
            return;
        }
        assembler.applied(applied.batch());
        lastCut = applied.batch().last();
        metrics.applied(
                applied.batch(),
                applied.written(),
                Duration.ofNanos(System.nanoTime() - startedAt),
                generation().live());
    }

    private void watchForLostRows() {
        if (assembler.lacking().isEmpty()) {
            lackingSince = null;
        } else if (lackingSince == null) {
            lackingSince = Instant.now();
        } else if (lackingSince.plus(LACKING_MAX).isBefore(Instant.now())) {
            reader.checkNothingLost();
            lackingSince = Instant.now();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
