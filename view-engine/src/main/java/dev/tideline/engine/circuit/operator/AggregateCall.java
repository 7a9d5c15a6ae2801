package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.aggregate.Accumulator;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Selection;
import dev.tideline.engine.circuit.aggregate.ListFunction;
import dev.tideline.engine.circuit.aggregate.Percentiles;
import dev.tideline.engine.circuit.spec.AggregateSpec;
import dev.tideline.engine.expr.Evaluator;
import java.util.List;
import java.util.function.Supplier;

/**
 * One aggregate of an {@link Aggregate}.
 *
 * @param accumulators makes empty ones; null if the function selects a value; if it reads kept rows, they count these
 * @param selection null if the function computes
 * @param slot where its values are kept; null if it takes rows as they come
 * @param kept where its rows are kept, for functions that need more than an accumulator; else null
 * @param list the function of a {@link RowList}, else null
 * @param percentiles the function of {@link RankedRows} if it is one of percentiles, else null
 * @param direct over the group's key values
 */
record AggregateCall(
        AggregateSpec spec,
        Supplier<Accumulator> accumulators,
        Selection selection,
        ValueSlot slot,
        KeptRows kept,
        ListFunction list,
        Percentiles percentiles,
        List<Evaluator> direct) {}
