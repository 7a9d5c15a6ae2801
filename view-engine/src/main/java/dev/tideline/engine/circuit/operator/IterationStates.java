package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.value.ByteWriter;
import java.util.Arrays;

/** The states of one iteration of a recursion: its part of states that all iterations share, told apart by the iteration's number. */
final class IterationStates implements StateProvider {

    private static final int NUMBER_BYTES = 4;

    private final StateProvider states;
    private final String name;
    private final byte[] number;

    IterationStates(StateProvider states, String name, int iteration) {
        this.states = states;
        this.name = name;
        this.number = new ByteWriter().writeInt(iteration).toByteArray();
    }

    @Override
    public KeyedState state(String ofOperator) {
        return new Part(states.state(name + "." + ofOperator));
    }

    private byte[] whole(byte[] key) {
        var whole = Arrays.copyOf(number, NUMBER_BYTES + key.length);
        System.arraycopy(key, 0, whole, NUMBER_BYTES, key.length);
        return whole;
    }

    private final class Part implements KeyedState {

        private final KeyedState all;

        Part(KeyedState all) {
            this.all = all;
        }

        @Override
        public byte[] get(byte[] key) {
            return all.get(whole(key));
        }

        @Override
        public void put(byte[] key, byte[] value) {
            all.put(whole(key), value);
        }

        @Override
        public Cursor scan(byte[] prefix) {
            return new WithoutNumber(all.scan(whole(prefix)));
        }

        @Override
        public Cursor range(byte[] from, byte[] to, boolean backward) {
            var end = to == null ? OrderedCache.successor(number) : whole(to);
            return new WithoutNumber(all.range(whole(from), end, backward));
        }
    }

    private record WithoutNumber(KeyedState.Cursor cursor) implements KeyedState.Cursor {

        @Override
        public boolean next() {
            return cursor.next();
        }

        @Override
        public byte[] key() {
            var key = cursor.key();
            return Arrays.copyOfRange(key, NUMBER_BYTES, key.length);
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
