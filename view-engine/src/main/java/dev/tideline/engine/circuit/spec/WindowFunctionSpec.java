package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.SqlType;
import java.util.List;

/**
 * A window function, or an aggregate as one.
 *
 * @param arguments over the input row; evaluated where PostgreSQL evaluates them
 * @param filter over the input row: only rows where it is true take part in the aggregate; null for all rows
 * @param type of the result
 */
public record WindowFunctionSpec(Function function, List<Expr> arguments, Expr filter, SqlType type) {

    public WindowFunctionSpec {
        arguments = List.copyOf(arguments);
    }
}
