package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.aggregate.Accumulator;
import dev.tideline.engine.value.Row;
import java.util.Arrays;

/** What is known of one group. Changed in place by {@link Aggregate}. */
final class Group {

    /** How many input rows it has. */
    long rows;
    /** The group's key values as they occur, with their counts; null if equal keys are always identical. */
    ZSet keys;
    /** One per aggregate; null where the function selects a value. */
    final Accumulator[] accumulators;
    /** One per aggregate: the value selected, as a row of its own; null for none, or where the function computes. */
    final Row[] selected;

    // Only in the heap, and only within a step:
    /** What was shown of the group before the step: a row, or an error row if {@link #shownError}; null for nothing. */
    Row shown;

    boolean shownError;
    /** What the step changes in the value slots; null until it changes something. */
    ZSet[] slotChanges;
    /** What the step changes in the kept rows, likewise. */
    ZSet[] rowChanges;
    /** One per aggregate: the result over kept rows as it was computed last, or {@link #UNKNOWN}. Only in the heap. */
    final Object[] results;

    static final Object UNKNOWN = new Object();

    Group(int aggregates) {
        accumulators = new Accumulator[aggregates];
        selected = new Row[aggregates];
        results = new Object[aggregates];
        Arrays.fill(results, UNKNOWN);
    }
}
