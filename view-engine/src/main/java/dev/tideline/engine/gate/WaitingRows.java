package dev.tideline.engine.gate;

import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;

/**
 * The rows of one epoch that must wait, first in, first out. The oldest are in memory, behind them those that are only in state;
 * once there are some in state only, all later ones go there, so that the order stays.
 */
final class WaitingRows<R> {

    static final int PREFIX = 'w';
    private static final int RELOAD = 1_000;
    private static final long RELOAD_BYTES = 4L << 20;

    private final long epoch;
    private final ArrayDeque<Entry<R>> inMemory = new ArrayDeque<>();
    private long bytesInMemory;
    private long nextSequence;
    private long inStateOnly;
    private long firstInStateOnly;

    WaitingRows(long epoch) {
        this.epoch = epoch;
    }

    long size() {
        return inMemory.size() + inStateOnly;
    }

    int inMemory() {
        return inMemory.size();
    }

    long bytesInMemory() {
        return bytesInMemory;
    }

    boolean isEmpty() {
        return inMemory.isEmpty() && inStateOnly == 0;
    }

    void add(int channel, R row, boolean toMemory, KeyedState state, RowBytes<R> bytes) {
        var entry = new Entry<>(nextSequence++, channel, row);
        if (toMemory && inStateOnly == 0) {
            inMemory.add(entry);
            bytesInMemory += bytes.size(row);
        } else {
            if (inStateOnly++ == 0) {
                firstInStateOnly = entry.sequence;
            }
            store(entry, state, bytes);
        }
    }

    /** Takes note of a row found in state when the gate was opened. */
    void found(long sequence) {
        if (inStateOnly++ == 0) {
            firstInStateOnly = sequence;
        }
        nextSequence = sequence + 1;
    }

    /** Takes the oldest row out, of memory and state. */
    Entry<R> remove(KeyedState state, RowBytes<R> bytes) {
        if (inMemory.isEmpty()) {
            reload(state, bytes);
        }
        Entry<R> entry = inMemory.remove();
        bytesInMemory -= bytes.size(entry.row);
        if (entry.stored) {
            state.put(key(entry.sequence), null);
        }
        return entry;
    }

    /** Puts the rows that are in memory only into the state. */
    void flush(KeyedState state, RowBytes<R> bytes) {
        Iterator<Entry<R>> newestFirst = inMemory.descendingIterator();
        while (newestFirst.hasNext()) {
            Entry<R> entry = newestFirst.next();
            if (entry.stored) {
                return;
            }
            store(entry, state, bytes);
        }
    }

    private void store(Entry<R> entry, KeyedState state, RowBytes<R> bytes) {
        byte[] row = bytes.write(entry.row);
        state.put(
                key(entry.sequence),
                new ByteWriter(row.length + 4)
                        .writeVarLong(entry.channel)
                        .write(row)
                        .toByteArray());
        entry.stored = true;
    }

    private void reload(KeyedState state, RowBytes<R> bytes) {
        var loaded = new ArrayList<Entry<R>>();
        long loadedBytes = 0;
        try (KeyedState.Cursor cursor = state.range(key(firstInStateOnly), end(), false)) {
            while (loaded.size() < RELOAD && loadedBytes < RELOAD_BYTES && cursor.next()) {
                var in = new ByteReader(cursor.value());
                int channel = (int) in.readVarLong();
                var entry = new Entry<>(sequence(cursor.key()), channel, bytes.read(channel, in.read(in.remaining())));
                entry.stored = true;
                loaded.add(entry);
                loadedBytes += bytes.size(entry.row);
            }
        }
        if (loaded.isEmpty()) {
            throw new IllegalStateException("rows of epoch " + epoch + " that waited are gone from the state");
        }
        inMemory.addAll(loaded);
        bytesInMemory += loadedBytes;
        inStateOnly -= loaded.size();
        firstInStateOnly = loaded.get(loaded.size() - 1).sequence + 1;
    }

    static long epoch(byte[] key) {
        return new ByteReader(key, 1).readLong();
    }

    static long sequence(byte[] key) {
        return new ByteReader(key, 1 + Long.BYTES).readLong();
    }

    static int channel(byte[] value) {
        return (int) new ByteReader(value).readVarLong();
    }

    private byte[] key(long sequence) {
        return new ByteWriter(1 + 2 * Long.BYTES)
                .writeByte(PREFIX)
                .writeLong(epoch)
                .writeLong(sequence)
                .toByteArray();
    }

    private byte[] end() {
        return new ByteWriter(1 + Long.BYTES)
                .writeByte(PREFIX)
                .writeLong(epoch + 1)
                .toByteArray();
    }

    /** A waiting row and the channel it came by. */
    static final class Entry<R> {

        private final long sequence;
        private final int channel;
        private final R row;
        private boolean stored;

        Entry(long sequence, int channel, R row) {
            this.sequence = sequence;
            this.channel = channel;
            this.row = row;
        }

        int channel() {
            return channel;
        }

        R row() {
            return row;
        }
    }
}
