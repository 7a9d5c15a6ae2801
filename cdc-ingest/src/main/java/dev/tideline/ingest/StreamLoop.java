package dev.tideline.ingest;

import dev.tideline.ingest.capture.ChangeCapture;
import dev.tideline.ingest.capture.SourceEvent;
import dev.tideline.ingest.epoch.EpochBuilder;
import dev.tideline.ingest.epoch.EpochLog;
import dev.tideline.ingest.publish.ChangeTopics;
import dev.tideline.ingest.publish.EpochWriter;
import dev.tideline.ingest.publish.Position;
import dev.tideline.ingest.publish.Topics;
import dev.tideline.ingest.snapshot.ChangeStream;
import dev.tideline.ingest.source.SourceLock;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The loop of the active ingest: poll, put into epochs, commit, acknowledge. All of it on one thread. */
final class StreamLoop implements ChangeStream {

    private static final Duration TOPIC_CHECK_INTERVAL = Duration.ofSeconds(30);

    private final ChangeCapture capture;
    private final EpochBuilder builder;
    private final EpochWriter writer;
    private final EpochLog log;
    private final ChangeTopics changeTopics;
    private final Topics topics;
    private final SourceLock lock;
    private final Heartbeats heartbeats;
    private final StreamCommands commands = new StreamCommands();
    private Position acknowledged;
    private long topicsCheckedNanos = System.nanoTime();

    StreamLoop(
            ChangeCapture capture,
            EpochBuilder builder,
            EpochWriter writer,
            EpochLog log,
            ChangeTopics changeTopics,
            Topics topics,
            SourceLock lock,
            Heartbeats heartbeats) {
        this.capture = capture;
        this.builder = builder;
        this.writer = writer;
        this.log = log;
        this.changeTopics = changeTopics;
        this.topics = topics;
        this.lock = lock;
        this.heartbeats = heartbeats;
        this.acknowledged = writer.position();
    }

    /**
     * Runs until told to stop.
     *
     * @param check is called with every turn, and may throw to end the loop
     */
    void run(Runnable check, Runnable streaming, BooleanSupplier stopping) throws SQLException, InterruptedException {
        boolean announced = false;
        while (!stopping.getAsBoolean()) {
            turn();
            if (!announced && capture.streaming()) {
                streaming.run();
                announced = true;
            }
            check.run();
        }
        builder.commitIfDue(true);
    }

    private void turn() throws SQLException, InterruptedException {
        var events = capture.poll();
        for (SourceEvent event : events) {
            builder.accept(event);
            if (event instanceof SourceEvent.TransactionEnd end && end.rows() > 0) {
                heartbeats.changed();
            }
        }
        commands.drain();
        builder.commitIfDue(events.isEmpty());
        if (!writer.dirty() && writer.position() != acknowledged) {
            acknowledged = writer.position();
            capture.acknowledge(acknowledged.lsn());
        }
        heartbeats.check();
        if (System.nanoTime() - topicsCheckedNanos > TOPIC_CHECK_INTERVAL.toNanos()) {
            topics.verify(writer.topicIds());
            topicsCheckedNanos = System.nanoTime();
        }
    }

    /** Ends all waiting of other threads. */
    void ended() {
        var reason = new IllegalStateException("the stream of changes has ended");
        commands.close(reason);
        log.fail(reason);
    }

    /** Makes every source transaction an epoch of its own until then; see {@link EpochBuilder#epochPerTransaction}. */
    CompletableFuture<Long> epochPerTransaction(Instant until) {
        return commands.submit(() -> builder.epochPerTransaction(until));
    }

    @Override
    public EpochLog log() {
        return log;
    }

    @Override
    public Lsn heartbeat() throws SQLException {
        return heartbeats.beat();
    }

    @Override
    public Instant sourceTime() throws SQLException {
        return lock.now();
    }

    @Override
    public CompletableFuture<Void> prepareTopics(Collection<TableName> tables) {
        return commands.submit(() -> {
            tables.forEach(changeTopics::of);
            return null;
        });
    }

    @Override
    public CompletableFuture<Long> holdEpochPerTransaction() {
        return commands.submit(builder::holdEpochPerTransaction);
    }

    @Override
    public void releaseEpochPerTransaction() {
        commands.submit(() -> {
            builder.releaseEpochPerTransaction();
            return null;
        });
    }
}
