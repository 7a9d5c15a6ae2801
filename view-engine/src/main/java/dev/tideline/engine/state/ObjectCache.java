package dev.tideline.engine.state;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Objects by row key above a {@link KeyedState}: read once, changed in the heap, written back when the cache is flushed or an entry
 * falls out. A group that every step touches is serialised once a commit, not once a step.
 *
 * <p>An object that {@link #get} handed out stays the cached one until {@link #trim}, so it may be changed in place and
 * {@linkplain #put put} again within a step.
 */
public final class ObjectCache<V> {

    private final KeyedState state;
    private final RowCodec keys;
    private final EntryCodec<V> values;
    private final CacheShare share;
    private final LinkedHashMap<Row, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Entry<V>> dirty = new ArrayList<>();
    private final ByteWriter out = new ByteWriter();

    /** An object as bytes, where its key is known. */
    public interface EntryCodec<V> {

        void write(Row key, V value, ByteWriter out);

        V read(Row key, ByteReader in);
    }

    /** @param share says how many entries to keep between steps */
    public ObjectCache(KeyedState state, RowCodec keys, ValueCodec<V> values, CacheShare share) {
        this(state, keys, new WithoutKey<>(values), share);
    }

    /** @param share says how many entries to keep between steps */
    public ObjectCache(KeyedState state, RowCodec keys, EntryCodec<V> values, CacheShare share) {
        this.state = state;
        this.keys = keys;
        this.values = values;
        this.share = share;
    }

    /** The key's object, or null. */
    public V get(Row key) {
        var entry = entries.get(key);
        if (entry == null) {
            var keyBytes = keys.toBytes(key);
            var bytes = state.get(keyBytes);
            entry = new Entry<>(key, bytes == null ? null : values.read(key, new ByteReader(bytes)));
            sample(keyBytes, bytes);
            entries.put(key, entry);
        }
        return entry.value;
    }

    /** Sets or, with null, removes the key's object. To be called as well after an object was changed in place. */
    public void put(Row key, V value) {
        var entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>(key, null);
            entries.put(key, entry);
        }
        entry.value = value;
        if (!entry.dirty) {
            entry.dirty = true;
            dirty.add(entry);
        }
    }

    private void sample(byte[] key, byte[] value) {
        share.sample(key.length + (value == null ? 0 : value.length));
    }

    /** Lets go of the entries that were not used for longest, until the cache is within its share. */
    public void trim() {
        int allowed = share.allowed(entries.size());
        if (entries.size() <= allowed) {
            return;
        }
        var eldest = entries.entrySet().iterator();
        for (int excess = entries.size() - allowed; excess > 0; excess--) {
            var entry = eldest.next();
            if (entry.getValue().dirty) {
                flush();
            }
            eldest.remove();
        }
        share.account(entries.size());
    }

    /** Writes all changes through to the state. */
    public void flush() {
        for (var entry : dirty) {
            entry.dirty = false;
            var key = keys.toBytes(entry.key);
            var value = entry.value == null ? null : toBytes(entry.key, entry.value);
            sample(key, value);
            state.put(key, value);
        }
        dirty.clear();
    }

    /** Hands out every entry, of heap and state. The consumer must not touch this cache. */
    public void forEach(BiConsumer<Row, V> consumer) {
        flush();
        try (var cursor = state.scan(new byte[0])) {
            while (cursor.next()) {
                var key = keys.fromBytes(cursor.key());
                consumer.accept(key, values.read(key, new ByteReader(cursor.value())));
            }
        }
    }

    private byte[] toBytes(Row key, V value) {
        values.write(key, value, out.reset());
        return out.toByteArray();
    }

    private record WithoutKey<V>(ValueCodec<V> codec) implements EntryCodec<V> {
        @Override
        public void write(Row key, V value, ByteWriter out) {
            codec.write(value, out);
        }

        @Override
        public V read(Row key, ByteReader in) {
            return codec.read(in);
        }
    }

    private static final class Entry<V> {
        private final Row key;
        private V value;
        private boolean dirty;

        Entry(Row key, V value) {
            this.key = key;
            this.value = value;
        }
    }
}
