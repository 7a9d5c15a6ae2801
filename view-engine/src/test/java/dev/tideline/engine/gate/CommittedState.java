package dev.tideline.engine.gate;

import dev.tideline.engine.state.KeyedState;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** State in a sorted map that can be committed, and thrown back to its last commit. */
final class CommittedState implements KeyedState {

    private TreeMap<byte[], byte[]> committed = new TreeMap<>(Arrays::compareUnsigned);
    private TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private int writes;

    void commit() {
        committed = new TreeMap<>(entries);
    }

    void crash() {
        entries = new TreeMap<>(committed);
    }

    int size() {
        return entries.size();
    }

    int writes() {
        return writes;
    }

    @Override
    public byte[] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        writes++;
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key.clone(), value.clone());
        }
    }

    @Override
    public Cursor scan(byte[] prefix) {
        byte[] end = prefix.clone();
        end[end.length - 1]++;
        return range(prefix, end, false);
    }

    @Override
    public Cursor range(byte[] from, byte[] to, boolean backward) {
        NavigableMap<byte[], byte[]> range =
                to == null ? entries.tailMap(from, true) : entries.subMap(from, true, to, false);
        var iterator = (backward ? range.descendingMap() : range).entrySet().iterator();
        return new Cursor() {
            private Map.Entry<byte[], byte[]> entry;

            @Override
            public boolean next() {
                entry = iterator.hasNext() ? iterator.next() : null;
                return entry != null;
            }

            @Override
            public byte[] key() {
                return entry.getKey();
            }

            @Override
            public byte[] value() {
                return entry.getValue();
            }

            @Override
            public void close() {}
        };
    }
}
