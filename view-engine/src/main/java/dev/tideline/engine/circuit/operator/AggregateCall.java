package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.aggregate.Accumulator;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Selection;
import dev.tideline.engine.circuit.spec.AggregateSpec;
import java.util.function.Supplier;

/**
 * One aggregate of an {@link Aggregate}.
 *
 * @param accumulators makes empty ones; null if the function selects a value
 * @param selection null if the function computes
 * @param slot where its values are kept; null if it takes rows as they come
 */
record AggregateCall(AggregateSpec spec, Supplier<Accumulator> accumulators, Selection selection, ValueSlot slot) {}
