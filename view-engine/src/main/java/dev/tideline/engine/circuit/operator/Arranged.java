package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.WeightedRows;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.value.Row;
import java.util.Map;

/**
 * A collection that can be read by key, as it is after and as it was before the current step. Several joins may read one.
 *
 * <p>Rows with a NULL in a key column that compares by {@code =} can have no partner; they are not kept, and appear in
 * {@link #unkeyedDelta} only.
 */
public interface Arranged {

    /** What the current step changed, by key. */
    Map<Row, ZSet> delta();

    /** What the current step changed in rows that have no key. */
    ZSet unkeyedDelta();

    /** The rows of a key after the step. The consumer must not write to any state. */
    void after(Row key, WeightedRows consumer);

    /** The rows of a key before the step. The consumer must not write to any state. */
    void before(Row key, WeightedRows consumer);

    /** Whether the key has any row after the step. */
    boolean anyAfter(Row key);

    /** Whether the key had any row before the step. */
    boolean anyBefore(Row key);
}
