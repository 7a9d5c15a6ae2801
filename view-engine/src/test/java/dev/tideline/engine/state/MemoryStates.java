package dev.tideline.engine.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * States in sorted maps: the twin of what the runtime provides, and stricter: it refuses writes while a cursor is open, and hands out
 * copies.
 */
public final class MemoryStates implements StateProvider {

    private final Map<String, MemoryState> states = new HashMap<>();
    private int openCursors;

    @Override
    public KeyedState state(String name) {
        return states.computeIfAbsent(name, absent -> new MemoryState());
    }

    /** All entries as they are now; what happens to either later does not show in the other. */
    public MemoryStates copy() {
        var copy = new MemoryStates();
        states.forEach((name, state) -> {
            var copied = copy.new MemoryState();
            copied.entries.putAll(state.entries);
            copy.states.put(name, copied);
        });
        return copy;
    }

    /** How many entries all states have together. */
    public int size() {
        return states.values().stream().mapToInt(state -> state.entries.size()).sum();
    }

    /** How many entries each state has, for those that have any. */
    public Map<String, Integer> sizes() {
        var sizes = new TreeMap<String, Integer>();
        states.forEach((name, state) -> {
            if (!state.entries.isEmpty()) {
                sizes.put(name, state.entries.size());
            }
        });
        return sizes;
    }

    private final class MemoryState implements KeyedState {

        private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

        @Override
        public byte[] get(byte[] key) {
            var value = entries.get(key);
            return value == null ? null : value.clone();
        }

        @Override
        public void put(byte[] key, byte[] value) {
            if (openCursors > 0) {
                throw new IllegalStateException("a write while a cursor is open");
            }
            if (value == null) {
                entries.remove(key);
            } else {
                entries.put(key.clone(), value.clone());
            }
        }

        @Override
        public Cursor scan(byte[] prefix) {
            return range(prefix, OrderedCache.successor(prefix), false);
        }

        @Override
        public Cursor range(byte[] from, byte[] to, boolean backward) {
            var within = to == null ? entries.tailMap(from, true) : entries.subMap(from, true, to, false);
            openCursors++;
            return new MemoryCursor(
                    (backward ? within.descendingMap() : within).entrySet().iterator());
        }
    }

    private final class MemoryCursor implements KeyedState.Cursor {

        private final Iterator<Map.Entry<byte[], byte[]>> entries;
        private Map.Entry<byte[], byte[]> current;
        private boolean closed;

        MemoryCursor(Iterator<Map.Entry<byte[], byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean next() {
            current = entries.hasNext() ? entries.next() : null;
            return current != null;
        }

        @Override
        public byte[] key() {
            return current.getKey().clone();
        }

        @Override
        public byte[] value() {
            return current.getValue().clone();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                openCursors--;
            }
        }
    }
}
