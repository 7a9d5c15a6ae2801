package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;

/**
 * The time of the epoch as a relation.
 *
 * <p><strong>Law:</strong> one row, the time as of which the epoch is. <strong>State:</strong> the row. <strong>Cost:</strong> one change an
 * epoch; what is joined to it is computed anew whenever the value that the join sees changes: for {@code now()} itself every row in every
 * epoch, for {@code current_date} once a day. <strong>Example:</strong> {@code SELECT now() - created_at AS age}.
 */
final class Clock implements Operator, Timed {

    private static final byte[] SHOWN = {'t'};

    private final KeyedState state;
    private final EpochTime time;
    private Long shown;

    Clock(String stateName, OperatorContext context) {
        state = context.states().state(stateName);
        time = context.time();
        var stored = state.get(SHOWN);
        shown = stored == null ? null : new ByteReader(stored).readLong();
    }

    @Override
    public Delta step(Delta[] deltas) {
        return Delta.EMPTY;
    }

    @Override
    public boolean isDue() {
        return shown == null || shown != time.now();
    }

    @Override
    public Delta elapse(int budget) {
        if (!isDue()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        if (shown != null) {
            out.rows().add(new Row(shown), -1);
        }
        shown = time.now();
        out.rows().add(new Row(shown), 1);
        state.put(SHOWN, new ByteWriter().writeLong(shown).toByteArray());
        return out;
    }
}
