package dev.tideline.engine.runtime;

import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.StateProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Cuts one {@link StageStore} into named states. Every name gets a number of two bytes, which all its keys begin with; the numbers
 * are kept in the store itself, under number 0.
 */
final class StageStates implements StateProvider {

    private static final int PREFIX_BYTES = 2;
    private static final int MAX_STATES = 0xFFFE;

    private final StageStore store;
    private final Map<String, KeyedState> states = new HashMap<>();
    private int highest;

    StageStates(StageStore store) {
        this.store = store;
        try (KeyedState.Cursor names = store.range(prefix(0), prefix(1), false)) {
            while (names.next()) {
                highest = Math.max(highest, number(names.value()));
            }
        }
    }

    @Override
    public KeyedState state(String name) {
        return states.computeIfAbsent(name, this::open);
    }

    private KeyedState open(String name) {
        byte[] directoryKey = concat(prefix(0), name.getBytes(StandardCharsets.UTF_8));
        byte[] known = store.get(directoryKey);
        if (known != null) {
            return new NumberedState(number(known));
        }
        if (highest == MAX_STATES) {
            throw new IllegalStateException("more than " + MAX_STATES + " states in one task");
        }
        highest++;
        store.put(directoryKey, prefix(highest));
        return new NumberedState(highest);
    }

    private static byte[] prefix(int number) {
        return new byte[] {(byte) (number >>> 8), (byte) number};
    }

    private static int number(byte[] prefix) {
        return (prefix[0] & 0xFF) << 8 | prefix[1] & 0xFF;
    }

    private static byte[] concat(byte[] prefix, byte[] key) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, joined, prefix.length, key.length);
        return joined;
    }

    /** The least key that is greater than all keys with this prefix; null if there is none. */
    private static byte[] endOf(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] end = Arrays.copyOf(prefix, i + 1);
                end[i]++;
                return end;
            }
        }
        return null;
    }

    private final class NumberedState implements KeyedState {

        private final byte[] prefix;
        private final byte[] end;

        NumberedState(int number) {
            prefix = prefix(number);
            end = prefix(number + 1);
        }

        @Override
        public byte[] get(byte[] key) {
            return store.get(concat(prefix, key));
        }

        @Override
        public void put(byte[] key, byte[] value) {
            store.put(concat(prefix, key), value);
        }

        @Override
        public Cursor scan(byte[] keyPrefix) {
            byte[] from = concat(prefix, keyPrefix);
            return new WithoutPrefix(store.range(from, endOf(from), false));
        }

        @Override
        public Cursor range(byte[] from, byte[] to, boolean backward) {
            return new WithoutPrefix(
                    store.range(concat(prefix, from), to == null ? end : concat(prefix, to), backward));
        }
    }

    private record WithoutPrefix(KeyedState.Cursor cursor) implements KeyedState.Cursor {

        @Override
        public boolean next() {
            return cursor.next();
        }

        @Override
        public byte[] key() {
            byte[] key = cursor.key();
            return Arrays.copyOfRange(key, PREFIX_BYTES, key.length);
        }

        @Override
        public byte[] value() {
            return cursor.value();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
