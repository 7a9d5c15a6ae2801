package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;

/**
 * An operator whose output changes with the time of the epoch. When that has moved on, the operator is asked for what is due until
 * nothing is, slice by slice; its law holds again when nothing is due any more.
 */
public interface Timed {

    /** Whether something changes between the time before and the time now. */
    boolean isDue();

    /**
     * Some of what changes; called after {@code step} in the same slice.
     *
     * @param budget about how many rows to look at
     */
    Delta elapse(int budget);
}
