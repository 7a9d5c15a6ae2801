package dev.tideline.engine.runtime;

import dev.tideline.engine.state.KeyedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A state that an operator writes only when it is flushed, as circuits do. A commit without a flush before it loses what happened,
 * which the tests would notice.
 */
final class BufferedState {

    private final KeyedState state;
    private final TreeMap<byte[], byte[]> changed = new TreeMap<>(Arrays::compareUnsigned);

    BufferedState(KeyedState state) {
        this.state = state;
    }

    byte[] get(byte[] key) {
        return changed.containsKey(key) ? changed.get(key) : state.get(key);
    }

    void put(byte[] key, byte[] value) {
        changed.put(key, value);
    }

    void flush() {
        changed.forEach(state::put);
        changed.clear();
    }

    /** The first keys in order; writes what is buffered first. */
    List<byte[]> firstKeys(int limit) {
        flush();
        var keys = new ArrayList<byte[]>();
        try (KeyedState.Cursor cursor = state.scan(new byte[0])) {
            while (keys.size() < limit && cursor.next()) {
                keys.add(cursor.key());
            }
        }
        return keys;
    }
}
