package dev.tideline.engine.runtime;

import dev.tideline.engine.state.KeyedState.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.Task;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * All state of one task: ordered bytes in one RocksDB database with one changelog. What is written stays in memory until the
 * commit, so that an entry that changes often reaches RocksDB and the changelog once per commit.
 *
 * <p>It is a {@link CachedStateStore} because that internal interface has the only call that Kafka Streams makes before every
 * commit: {@link #flushCache()} comes before the producer is flushed and before the offsets are taken. There the stage does what it
 * has put off. Checked at start by {@link #wasFlushedBeforeCommit()}.
 *
 */
final class StageStore implements StateStore, CachedStateStore<byte[], byte[]> {

    /** With so much unwritten state a commit should come. */
    private static final long FULL_BYTES = 48L << 20;

    private static final int ENTRY_OVERHEAD_BYTES = 100;
    private static final byte[] REMOVED = new byte[0];

    private final KeyValueStore<Bytes, byte[]> inner;
    private InternalProcessorContext<?, ?> context;
    private TreeMap<byte[], byte[]> unwritten;
    private long unwrittenBytes;
    private Runnable beforeCommit;
    private boolean opened;
    private boolean flushed;

    StageStore(KeyValueStore<Bytes, byte[]> inner) {
        this.inner = inner;
    }

    @Override
    public void init(StateStoreContext stateStoreContext, StateStore root) {
        if (opened && context.taskType() == Task.TaskType.ACTIVE) {
            throw new ReopenedException(); // sooner than the stage would notice: before the state is restored
        }
        context = (InternalProcessorContext<?, ?>) stateStoreContext;
        unwritten = new TreeMap<>(Arrays::compareUnsigned);
        unwrittenBytes = 0;
        beforeCommit = null;
        inner.init(stateStoreContext, root); // fails if the last stop was not clean; then we are called again
        opened = true;
    }

    /** What is to be done before every commit from now on. */
    void beforeCommit(Runnable action) {
        beforeCommit = action;
    }

    /** True once Kafka Streams has called {@link #flushCache()}: our proof that this version still makes that call. */
    boolean wasFlushedBeforeCommit() {
        return flushed;
    }

    byte[] get(byte[] key) {
        byte[] value = unwritten.get(key);
        if (value != null) {
            return value == REMOVED ? null : value;
        }
        return inner.get(Bytes.wrap(key));
    }

    void put(byte[] key, byte[] value) {
        byte[] kept = value == null ? REMOVED : value;
        byte[] before = unwritten.put(key, kept);
        unwrittenBytes +=
                before == null ? key.length + kept.length + ENTRY_OVERHEAD_BYTES : kept.length - before.length;
    }

    boolean isFull() {
        return unwrittenBytes > FULL_BYTES;
    }

    /** The entries with {@code from <= key < to}; {@code to} null means to the end. */
    Cursor range(byte[] from, byte[] to, boolean backward) {
        return new StageCursor(
                backward
                        ? inner.reverseRange(Bytes.wrap(from), Bytes.wrap(to))
                        : inner.range(Bytes.wrap(from), Bytes.wrap(to)),
                to == null ? unwritten.tailMap(from, true) : unwritten.subMap(from, true, to, false),
                to,
                backward,
                REMOVED);
    }

    long approximateEntries() {
        return inner.isOpen() ? inner.approximateNumEntries() : 0;
    }

    @Override
    public void flushCache() {
        flushed = true;
        if (beforeCommit != null) {
            beforeCommit.run();
        }
    }

    /** Sends what is unwritten to RocksDB and the changelog. */
    void write() {
        if (unwritten.isEmpty()) {
            return;
        }
        List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>(unwritten.size());
        unwritten.forEach((key, value) -> batch.add(KeyValue.pair(Bytes.wrap(key), value == REMOVED ? null : value)));
        unwritten.clear();
        unwrittenBytes = 0;
        inner.putAll(batch);
        long now = context.currentSystemTimeMs();
        var none = new RecordHeaders();
        var nowhere = Position.emptyPosition();
        for (KeyValue<Bytes, byte[]> entry : batch) {
            context.logChange(name(), entry.key, entry.value, now, none, nowhere);
        }
    }

    /** Called when the task changes hands; all was written by the commit before. */
    @Override
    public void clearCache() {
        unwritten.clear();
        unwrittenBytes = 0;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        inner.commit(changelogOffsets);
    }

    @Override
    public Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // Streams asks, and RocksDB does manage them
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public void close() {
        beforeCommit = null;
        inner.close();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public Position getPosition() {
        return inner.getPosition();
    }
}
