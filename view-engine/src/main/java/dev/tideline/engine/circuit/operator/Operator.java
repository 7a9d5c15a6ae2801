package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;

/**
 * An incremental operator. Given the deltas of its inputs it returns the delta of its output, such that the integral of what it has
 * returned is always the operator's plain meaning applied to the integrals of its inputs. Since that holds after every step, it does not
 * matter where a history is cut into steps.
 *
 * <p>Everything that it remembers between steps is in a state, or in the heap above one and written through by {@link #flush}.
 */
public interface Operator {

    /**
     * Consumes one slice.
     *
     * @param deltas what the operators before this one, by their positions in the circuit, have just returned
     */
    Delta step(Delta[] deltas);

    /** What the operator shows before any input has come; asked once in the life of a state, and before the first step. */
    default Delta initial() {
        return Delta.EMPTY;
    }

    /** Writes everything kept in the heap through to the states. */
    default void flush() {}

    /** Brings the heap back within its bounds; called after each step. */
    default void trim() {}
}
