package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.WireJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;

/**
 * Puts a {@link Stage} into Kafka Streams. It decides when to commit: at once when an epoch is complete after a quiet moment, and
 * otherwise at a steady pace, since a commit costs milliseconds.
 *
 * <p>The stage's work is done before each commit, in a call that only an internal interface of Kafka Streams gives us
 * ({@link StageStore}). Until that call has been seen once, everything is done record by record, which is slow but needs no such
 * call; if it does not come, the stage stops instead of losing rows.
 *
 * <p>A stage is opened once per Kafka Streams client ({@link ReopenedException}). Kafka Streams may initialise the same object again,
 * so {@link #init} makes everything that lives in memory.
 */
final class StageProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String NAME = "stage";
    static final String STORE = "state";
    static final String EPOCHS_SINK = "result-epochs";

    private static final long COMMIT_SPACING_MS = 20;
    /**
     * A stage that is behind makes fewer and larger commits, in which what changes often is written once: it puts a commit off by this
     * part of what it is behind anyway, but not longer than the maximum.
     */
    private static final int COMMITS_IN_LAG = 8;

    private static final long COMMIT_SPACING_AT_MOST_MS = 250;

    private static final long BEHIND_MS = 2_000;
    private static final long STALLED_MS = 10_000;
    /** Nothing has come for so long: there is nothing to read. */
    private static final long QUIET_MS = 1_000;

    private static final int RECORDS_WITHOUT_HOOK = 20_000;

    private final StageLayout layout;
    private final StageLimits limits;
    private final StageMetrics metrics;
    private final Consumer<StageProgress> observer;
    private final AtomicBoolean opened;
    private final String[] sinkOfView;

    private InternalProcessorContext<byte[], byte[]> context;
    private ProcessorNode<?, ?, ?, ?> node;
    private StageStore store;
    private Stage stage;
    private StagePositions positions;
    private Output output;
    private Cancellable wakeUp;
    private Cancellable quietCheck;
    private long lastCommitMs;
    private long lastTimestampMs;
    private long lastRecordMs;
    private boolean broken;
    private int recordsWithoutHook;
    private long closedBefore;
    private long fillingBefore;
    private long fillingSinceMs;

    /**
     * @param opened shared by all processors of one Kafka Streams client: true once a stage has been opened
     */
    StageProcessor(
            StageLayout layout,
            StageLimits limits,
            StageMetrics metrics,
            Consumer<StageProgress> observer,
            AtomicBoolean opened) {
        this.opened = opened;
        this.layout = layout;
        this.limits = limits;
        this.metrics = metrics;
        this.observer = observer;
        sinkOfView = IntStream.range(0, layout.program().views().size())
                .mapToObj(StageProcessor::sink)
                .toArray(String[]::new);
    }

    static String sink(int view) {
        return "result-" + view;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        if (!opened.compareAndSet(false, true)) {
            throw new ReopenedException();
        }
        context = (InternalProcessorContext<byte[], byte[]>) processorContext;
        node = context.currentNode();
        Object cache = context.appConfigs().get(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG);
        if (((Number) cache).longValue() != 0) {
            throw new IllegalStateException("Kafka Streams' own caching must be off, or commits lose their order");
        }
        store = context.getStateStore(STORE);
        wakeUp = null;
        quietCheck = null;
        lastCommitMs = 0;
        lastRecordMs = 0;
        lastTimestampMs = Long.MAX_VALUE;
        broken = false;
        recordsWithoutHook = 0;
        var states = new StageStates(store);
        positions = new StagePositions(states.state("positions"), layout);
        output = new Output();
        stage = new Stage(layout, states, limits, output, metrics, store::isFull);
        closedBefore = stage.gate().openFrom() - 1;
        fillingBefore = stage.gate().filling();
        fillingSinceMs = context.currentSystemTimeMs();
        store.beforeCommit(this::beforeCommit);
        if (stage.hasTurn()) {
            wakeUpAfter(1);
        }
        publish();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        broken = true; // unless it ends well
        Integer channel = layout.channelOf(context.recordContext().topic());
        if (!positions.advance(channel, context.recordContext().offset())) {
            metrics.repeated();
        } else if (channel == null) {
            stage.manifest(WireJson.read(record.value(), EpochManifest.class), record.timestamp());
        } else {
            stage.change(epoch(record), new RawChange(channel, record.key(), record.value(), unavailable(record)));
        }
        lastTimestampMs = record.timestamp();
        lastRecordMs = context.currentSystemTimeMs();
        if (!store.wasFlushedBeforeCommit()) {
            withoutHook();
        }
        broken = false;
        if (stage.isFull()) {
            context.commit();
        } else if (stage.hasTurn()) {
            commitSoon();
        }
    }

    private long epoch(Record<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.EPOCH);
        if (header == null) {
            throw new IllegalStateException("a record without header " + Headers.EPOCH + " in "
                    + context.recordContext().topic() + ": somebody else writes to this topic");
        }
        return Headers.epoch(header.value());
    }

    private static byte[] unavailable(Record<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.UNAVAILABLE);
        return header == null ? null : header.value();
    }

    private void withoutHook() {
        if (++recordsWithoutHook > RECORDS_WITHOUT_HOOK) {
            throw new IllegalStateException("this version of Kafka Streams does not call CachedStateStore.flushCache()"
                    + " before commits; it cannot carry Tideline");
        }
        work();
        context.commit();
    }

    private void commitSoon() {
        long now = context.currentSystemTimeMs();
        long spacingMs = (now - lastTimestampMs) / COMMITS_IN_LAG;
        long waitMs = lastCommitMs + Math.max(COMMIT_SPACING_MS, Math.min(spacingMs, COMMIT_SPACING_AT_MOST_MS)) - now;
        if (waitMs <= 0) {
            context.commit();
        } else {
            wakeUpAfter(waitMs);
        }
    }

    private void wakeUpAfter(long waitMs) {
        if (wakeUp == null) {
            wakeUp = context.schedule(Duration.ofMillis(waitMs), PunctuationType.WALL_CLOCK_TIME, now -> {
                wakeUp.cancel();
                wakeUp = null;
                context.commit();
            });
        }
    }

    /** Called by Kafka Streams through the store, when no node is current. */
    private void beforeCommit() {
        if (broken) {
            return; // the task is being closed after a failure; nothing of it will be committed
        }
        broken = true;
        ProcessorNode<?, ?, ?, ?> before = context.currentNode();
        context.setCurrentNode(node);
        try {
            work();
            publish();
        } finally {
            context.setCurrentNode(before);
        }
        broken = false;
    }

    /**
     * First everything is computed, then everything is sent. So a transaction holds all of a turn or nothing, even when Kafka
     * Streams commits the transaction of a failed task, which it does ({@link StagePositions}).
     */
    private void work() {
        boolean done = stage.beforeCommit();
        positions.flush();
        output.send();
        store.write();
        lastCommitMs = context.currentSystemTimeMs();
        if (!done) {
            wakeUpAfter(1);
        }
    }

    /** What the commit before this one closed is now known to be committed. */
    private void publish() {
        long closed = stage.gate().openFrom() - 1;
        long filling = stage.gate().filling();
        long now = context.currentSystemTimeMs();
        if (filling != fillingBefore) {
            fillingBefore = filling;
            fillingSinceMs = now;
        }
        long behindMs = behindMs(now);
        if (behindMs > BEHIND_MS) {
            checkWhenQuiet();
        }
        boolean stalled = now - fillingSinceMs > STALLED_MS && stage.gate().knowsLaterEpochs();
        observer.accept(new StageProgress(
                closedBefore,
                closed,
                stage.lsn(),
                behindMs,
                stage.gate().waiting(),
                now,
                stalled ? fillingSinceMs : 0,
                stalled ? stage.gate().missing() : null));
        closedBefore = closed;
    }

    private long behindMs(long now) {
        boolean none = lastTimestampMs == Long.MAX_VALUE || now - lastRecordMs >= QUIET_MS;
        return none ? 0 : Math.max(0, now - lastTimestampMs);
    }

    /** The newest record of all may be an old one: then no later commit would tell that it was the last. */
    private void checkWhenQuiet() {
        if (quietCheck == null) {
            quietCheck = context.schedule(Duration.ofMillis(QUIET_MS), PunctuationType.WALL_CLOCK_TIME, now -> {
                quietCheck.cancel();
                quietCheck = null;
                context.commit();
            });
        }
    }

    /** Keeps results until all of the turn are there. */
    private final class Output implements StageOutput {

        private final List<Record<byte[], byte[]>> records = new ArrayList<>();
        private final List<String> sinks = new ArrayList<>();
        private long timestampMs;
        private RecordHeaders headers;

        @Override
        public void begin(long epoch, long timestamp) {
            timestampMs = Math.max(0, timestamp);
            headers = new RecordHeaders();
            headers.add(Headers.EPOCH, Headers.epoch(epoch));
        }

        @Override
        public void row(int view, byte[] key, byte[] value) {
            add(sinkOfView[view], key, value);
        }

        @Override
        public void manifest(ResultManifest manifest) {
            add(EPOCHS_SINK, null, WireJson.write(manifest));
        }

        private void add(String sink, byte[] key, byte[] value) {
            records.add(new Record<>(key, value, timestampMs, headers));
            sinks.add(sink);
        }

        void send() {
            for (int i = 0; i < records.size(); i++) {
                context.forward(records.get(i), sinks.get(i));
            }
            records.clear();
            sinks.clear();
        }
    }
}
