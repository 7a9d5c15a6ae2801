package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.SqlType;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * An aggregate function over the rows of a group.
 *
 * @param arguments positions of its arguments in the input row; none for {@code count(*)}
 * @param argumentTypes one for each argument
 * @param filter position of a boolean in the input row: only rows where it is true take part; -1 for all rows
 * @param order the order of its input, for functions that show it; empty if none is given
 * @param direct what is computed once for a group, over the group's key values
 * @param type of the result
 */
public record AggregateSpec(
        Function function,
        List<Integer> arguments,
        List<SqlType> argumentTypes,
        boolean distinct,
        int filter,
        List<Order> order,
        List<Expr> direct,
        SqlType type) {

    public AggregateSpec {
        arguments = List.copyOf(arguments);
        argumentTypes = List.copyOf(argumentTypes);
        order = List.copyOf(order);
        direct = List.copyOf(direct);
    }

    /** One key of an order: a position in the input row, by its type's default B-tree order. */
    public record Order(int position, SqlType type, boolean descending, boolean nullsFirst) {}

    /** The same aggregate of rows whose columns stand elsewhere. */
    public AggregateSpec moved(IntUnaryOperator positions, List<Expr> movedDirect) {
        return new AggregateSpec(
                function,
                arguments.stream().map(positions::applyAsInt).toList(),
                argumentTypes,
                distinct,
                filter < 0 ? filter : positions.applyAsInt(filter),
                order.stream()
                        .map(key ->
                                new Order(positions.applyAsInt(key.position), key.type, key.descending, key.nullsFirst))
                        .toList(),
                movedDirect,
                type);
    }
}
