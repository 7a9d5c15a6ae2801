package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import java.nio.charset.StandardCharsets;

/**
 * The time of the epoch, in microseconds since 2000-01-01 UTC, and the one before. It never goes back: time that was, is over, and
 * nothing is kept to bring it again.
 */
public final class EpochTime {

    private static final byte[] KEY = "time".getBytes(StandardCharsets.UTF_8);

    private final KeyedState state;
    private long before;
    private long now;

    public EpochTime(KeyedState state) {
        this.state = state;
        var stored = state.get(KEY);
        if (stored != null) {
            var in = new ByteReader(stored);
            before = in.readLong();
            now = in.readLong();
        }
    }

    /** The time as of which rows are shown, but for what is still due. */
    public long now() {
        return now;
    }

    /** The time as of which that is shown which is still due. */
    public long before() {
        return before;
    }

    /** Moves on, unless that were back. Nothing may be due. */
    public void advance(long time) {
        if (time > now) {
            before = now;
            now = time;
            state.put(KEY, new ByteWriter().writeLong(before).writeLong(now).toByteArray());
        }
    }
}
