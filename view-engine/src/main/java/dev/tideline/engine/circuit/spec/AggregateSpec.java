package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.SqlType;

/**
 * An aggregate function over the rows of a group.
 *
 * @param argument position of its argument in the input row, -1 for {@code count(*)}
 * @param argumentType null for {@code count(*)}
 * @param filter position of a boolean in the input row: only rows where it is true take part; -1 for all rows
 * @param type of the result
 */
public record AggregateSpec(
        Function function, int argument, SqlType argumentType, boolean distinct, int filter, SqlType type) {}
