package dev.tideline.engine.runtime;

import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;

/**
 * How far each input has been processed, kept in the state itself beside the consumer group's offsets. When a task fails at the
 * wrong moment, Kafka Streams (4.3: {@code TaskManager.handleCorruption}) commits its open transaction without offsets: results and
 * changelog count, and then the same records come again. They are recognised here.
 */
final class StagePositions {

    private static final byte[] KEY = {'p'};

    private final KeyedState state;
    private final long[] next;
    private boolean changed;

    StagePositions(KeyedState state, StageLayout layout) {
        this.state = state;
        next = new long[layout.gate().inputs().size() + 1];
        byte[] stored = state.get(KEY);
        if (stored != null) {
            var in = new ByteReader(stored);
            for (int i = 0; i < next.length; i++) {
                next[i] = in.readVarLong();
            }
        }
    }

    /**
     * Takes note of a record.
     *
     * @param channel position of its channel, or null for the topic of epochs
     * @return false if it has been processed before
     */
    boolean advance(Integer channel, long offset) {
        int input = channel == null ? next.length - 1 : channel;
        if (offset < next[input]) {
            return false;
        }
        next[input] = offset + 1;
        changed = true;
        return true;
    }

    void flush() {
        if (changed) {
            var out = new ByteWriter();
            for (long offset : next) {
                out.writeVarLong(offset);
            }
            state.put(KEY, out.toByteArray());
            changed = false;
        }
    }
}
