package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.TopologyDescriptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generation of a topology at work: a Kafka Streams application of its own. It does not heal itself: any failure stops it, and
 * its owner decides by {@link #failure()} whether to {@link #start()} it again.
 */
final class Generation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final StageLayout layout;
    private final TopologyDescriptor descriptor;
    private final EngineContext context;
    private final StageMetrics metrics;
    private final AtomicReference<StageProgress> progress = new AtomicReference<>();
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final Restore restore = new Restore();
    private KafkaStreams streams;
    private long confirmedBefore;

    Generation(StageLayout layout, TopologyDescriptor descriptor, EngineContext context, StageMetrics metrics) {
        this.layout = layout;
        this.descriptor = descriptor;
        this.context = context;
        this.metrics = metrics;
    }

    void start() {
        failure.set(null);
        confirmedBefore = confirmed();
        String application = layout.application();
        new LocalState(context.stateDirectory(), application).opening();
        streams = context.streams()
                .create(
                        StageTopology.build(layout, context.limits(), metrics, progress::set),
                        StreamsSettings.of(
                                application,
                                context.clientProperties(),
                                context.stateDirectory(),
                                context.instance(),
                                context.replicationFactor()));
        streams.setUncaughtExceptionHandler(thrown -> {
            Failure judged = Failure.of(thrown, descriptor.topology());
            failure.compareAndSet(null, judged);
            if (judged.kind() == Failure.Kind.STOP) {
                LOG.error("{}: {}", application, judged.diagnostic().message(), thrown);
            } else {
                LOG.warn("{}: {}", application, judged.diagnostic().message(), thrown);
            }
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setGlobalStateRestoreListener(restore);
        streams.start();
    }

    private long confirmed() {
        StageProgress now = progress.get();
        return now == null ? -1 : now.confirmedEpoch();
    }

    /** True if an epoch was committed since the last start. */
    boolean hasGotOn() {
        return confirmed() > confirmedBefore;
    }

    /** Why it stopped, or null. */
    Failure failure() {
        return failure.get();
    }

    TopologyDescriptor descriptor() {
        return descriptor;
    }

    int number() {
        return descriptor.generation();
    }

    StageLayout layout() {
        return layout;
    }

    /** As of the last commit; null before the stage has opened its state. */
    StageProgress progress() {
        return progress.get();
    }

    /** True while state is read back from its changelog. */
    boolean restoring() {
        return restore.running;
    }

    long restored() {
        return restore.restored;
    }

    long toRestore() {
        return restore.total;
    }

    /** True once the snapshot has become the first result epoch, and that is committed. */
    boolean firstContentIsOut() {
        StageProgress now = progress.get();
        return now != null && now.confirmedEpoch() >= layout.gate().firstEpoch();
    }

    /** Stops it for a while: its place in the consumer group is kept. */
    @Override
    public void close() {
        close(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    /** Stops it for good. */
    void leave() {
        close(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    }

    private void close(CloseOptions.GroupMembershipOperation membership) {
        if (streams != null) {
            boolean ended = streams.close(CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(membership));
            if (ended && failure.get() == null) {
                new LocalState(context.stateDirectory(), layout.application()).closed();
            }
            streams = null;
        }
    }

    private static final class Restore implements StateRestoreListener {

        private volatile boolean running;
        private volatile long restored;
        private volatile long total;

        @Override
        public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
            restored = 0;
            total = to - from;
            running = true;
        }

        @Override
        public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
            restored += count;
        }

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long count) {
            running = false;
        }

        @Override
        public void onRestoreSuspended(TopicPartition partition, String store, long count) {
            running = false;
        }
    }
}
