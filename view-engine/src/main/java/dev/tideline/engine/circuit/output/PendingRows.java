package dev.tideline.engine.circuit.output;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.state.CacheShare;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The net change of a view in the open epoch, by key: in the heap while it is small and no commit comes, else in its state, ordered by
 * key. It is consumed key by key when the epoch closes, with pauses and commits in between as the runtime likes.
 */
final class PendingRows {

    private static final int PAGE = 512;

    private final KeyedState state;
    private final UnaryOperator<Row> keyOf;
    private final RowCodec keys;
    private final RowCodec rows;
    private final CacheShare share;
    private final ByteWriter out = new ByteWriter();

    private final ZSet heap = new ZSet();
    private boolean spilled;
    /** Keys taken out of heap or state, not yet consumed. */
    private final ArrayDeque<KeyChange> taken = new ArrayDeque<>();

    /** Where the next page starts; null at the beginning. */
    private byte[] resumeAt;

    /**
     * @param keyOf the key of a row, the same for all rows that share it
     * @param keys of the rows of key values
     */
    PendingRows(KeyedState state, UnaryOperator<Row> keyOf, RowCodec keys, RowCodec rows, CacheShare share) {
        this.state = state;
        this.keyOf = keyOf;
        this.keys = keys;
        this.rows = rows;
        this.share = share;
        try (var cursor = state.scan(new byte[0])) {
            spilled = cursor.next();
        }
    }

    /** The rows of one key that went and came. */
    record KeyChange(Row key, ZSet rows) {}

    void add(ZSet delta) {
        heap.addAll(delta, 1);
    }

    /** The next key's change, or null behind the last. */
    KeyChange poll() {
        if (taken.isEmpty()) {
            take();
        }
        return taken.poll();
    }

    private void take() {
        if (!spilled) {
            Map<Row, KeyChange> byKey = new LinkedHashMap<>();
            heap.forEach((row, weight) -> byKey.computeIfAbsent(key(row), key -> new KeyChange(key, new ZSet()))
                    .rows
                    .add(row, weight));
            taken.addAll(byKey.values());
            heap.clear();
            return;
        }
        spill();
        takePage();
    }

    private Row key(Row row) {
        return keyOf.apply(row);
    }

    /** Takes some keys out of the state, each with all its rows. */
    private void takePage() {
        int count = 0;
        byte[] next = null;
        var page = new ArrayList<byte[]>();
        try (var cursor = state.range(resumeAt == null ? new byte[0] : resumeAt, null, false)) {
            while (cursor.next()) {
                var in = new ByteReader(cursor.key());
                var key = keys.read(in);
                boolean sameKey = !taken.isEmpty() && taken.peekLast().key.equals(key);
                if (!sameKey && count >= PAGE) {
                    next = cursor.key();
                    break;
                }
                if (!sameKey) {
                    taken.add(new KeyChange(key, new ZSet()));
                    count++;
                }
                taken.peekLast().rows.add(rows.read(in), new ByteReader(cursor.value()).readSignedVarLong());
                page.add(cursor.key());
            }
        }
        page.forEach(key -> state.put(key, null));
        resumeAt = next;
        spilled = next != null;
    }

    /** Moves what is in the heap to the state. */
    private void spill() {
        heap.forEach((row, weight) -> {
            keys.write(key(row), out.reset());
            rows.write(row, out);
            share.sample(out.length());
            var stateKey = out.toByteArray();
            var known = state.get(stateKey);
            long sum = weight + (known == null ? 0 : new ByteReader(known).readSignedVarLong());
            state.put(
                    stateKey,
                    sum == 0 ? null : new ByteWriter(4).writeSignedVarLong(sum).toByteArray());
            if (resumeAt != null && Arrays.compareUnsigned(stateKey, resumeAt) < 0) {
                resumeAt = stateKey;
            }
            spilled = true;
        });
        heap.clear();
    }

    /** Makes everything durable that was not consumed. */
    void flush() {
        taken.forEach(change -> heap.addAll(change.rows, 1));
        taken.clear();
        spill();
    }

    void trim() {
        if (heap.size() > share.allowed(heap.size())) {
            spill();
        }
    }
}
