package dev.tideline.engine.state;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects by ordered bytes above a {@link KeyedState}: what was read or changed stands in a sorted map in the heap, and a seek merges
 * it with the state below. Changes are written back when the cache is flushed or grows beyond its share.
 */
public final class OrderedCache<V> {

    private final KeyedState state;
    private final ValueCodec<V> values;
    private final CacheShare share;
    private final TreeMap<byte[], Entry<V>> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final ByteWriter out = new ByteWriter();
    private final List<Entry<V>> dirty = new ArrayList<>();

    /** @param share says how many entries to keep between steps */
    public OrderedCache(KeyedState state, ValueCodec<V> values, CacheShare share) {
        this.state = state;
        this.values = values;
        this.share = share;
    }

    /** A key and its object. */
    public record Found<V>(byte[] key, V value) {}

    /** Is shown one entry after the other. */
    @FunctionalInterface
    public interface Visitor<V> {

        /** Whether to go on. */
        boolean visit(byte[] key, V value);
    }

    /** The key's object, or null. */
    public V get(byte[] key) {
        var entry = entries.get(key);
        if (entry == null) {
            var bytes = state.get(key);
            entry = new Entry<>(key, bytes == null ? null : values.read(new ByteReader(bytes)));
            entries.put(key, entry);
            share.sample(key.length + (bytes == null ? 0 : bytes.length));
        }
        entry.used = true;
        return entry.value;
    }

    /** Sets or, with null, removes the key's object. To be called as well after an object was changed in place. */
    public void put(byte[] key, V value) {
        var entry = entries.computeIfAbsent(key, absent -> new Entry<>(absent, null));
        entry.value = value;
        entry.used = true;
        if (!entry.dirty) {
            entry.dirty = true;
            dirty.add(entry);
        }
    }

    /** The first (or last) entry whose key starts with the prefix, or null. */
    public Found<V> seek(byte[] prefix, boolean last) {
        return seek(prefix, successor(prefix), last);
    }

    /** The last entry with {@code from <= key < to}, or null. */
    public Found<V> seekBefore(byte[] from, byte[] to) {
        return seek(from, to, true);
    }

    private Found<V> seek(byte[] prefix, byte[] end, boolean last) {
        var inHeap = seekHeap(prefix, end, last);
        try (var cursor = state.range(prefix, end, last)) {
            while (cursor.next()) {
                var key = cursor.key();
                if (inHeap != null && (Arrays.compareUnsigned(key, inHeap.key()) >= 0) != last) {
                    return inHeap;
                }
                if (!entries.containsKey(key)) {
                    return new Found<>(key, values.read(new ByteReader(cursor.value())));
                }
            }
        }
        return inHeap;
    }

    /**
     * Hands out the entries with {@code from <= key < to} in order, until the visitor has seen enough; {@code to} null means no upper bound.
     * The visitor must not touch this cache.
     */
    public void scan(byte[] from, byte[] to, Visitor<V> visitor) {
        var within = to == null ? entries.tailMap(from, true) : entries.subMap(from, true, to, false);
        var heap = within.entrySet().iterator();
        var next = heap.hasNext() ? heap.next() : null;
        try (var cursor = state.range(from, to, false)) {
            while (cursor.next()) {
                var key = cursor.key();
                for (; next != null && Arrays.compareUnsigned(next.getKey(), key) < 0; next = step(heap)) {
                    if (!visit(next, visitor)) {
                        return;
                    }
                }
                if (next != null && Arrays.equals(next.getKey(), key)) {
                    if (!visit(next, visitor)) {
                        return;
                    }
                    next = step(heap);
                } else if (!visitor.visit(key, values.read(new ByteReader(cursor.value())))) {
                    return;
                }
            }
        }
        while (next != null && visit(next, visitor)) {
            next = step(heap);
        }
    }

    private static <T> T step(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }

    /** An entry of the heap, unless it has been removed. */
    private static <V> boolean visit(Map.Entry<byte[], Entry<V>> entry, Visitor<V> visitor) {
        return entry.getValue().value == null || visitor.visit(entry.getKey(), entry.getValue().value);
    }

    private Found<V> seekHeap(byte[] prefix, byte[] end, boolean last) {
        var within = end == null ? entries.tailMap(prefix, true) : entries.subMap(prefix, true, end, false);
        for (Map.Entry<byte[], Entry<V>> entry : (last ? within.descendingMap() : within).entrySet()) {
            if (entry.getValue().value != null) {
                return new Found<>(entry.getKey(), entry.getValue().value);
            }
        }
        return null;
    }

    /** If there is more than the share, lets go of what was not used since that was so last; of everything if that is not enough. */
    public void trim() {
        int allowed = share.allowed(entries.size());
        if (entries.size() <= allowed) {
            return;
        }
        flush();
        entries.values().removeIf(entry -> !entry.used);
        if (entries.size() > allowed) {
            entries.clear();
        }
        entries.values().forEach(entry -> entry.used = false);
        share.account(entries.size());
    }

    /** Writes all changes through to the state. */
    public void flush() {
        for (var entry : dirty) {
            entry.dirty = false;
            var value = entry.value == null ? null : toBytes(entry.value);
            share.sample(entry.key.length + (value == null ? 0 : value.length));
            state.put(entry.key, value);
        }
        dirty.clear();
    }

    /** The least key that is greater than every key starting with the prefix; null if there is none. */
    public static byte[] successor(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                var successor = Arrays.copyOf(prefix, i + 1);
                successor[i]++;
                return successor;
            }
        }
        return null;
    }

    private byte[] toBytes(V value) {
        values.write(value, out.reset());
        return out.toByteArray();
    }

    private static final class Entry<V> {
        private final byte[] key;
        private V value;
        private boolean dirty;
        private boolean used;

        Entry(byte[] key, V value) {
            this.key = key;
            this.value = value;
        }
    }
}
