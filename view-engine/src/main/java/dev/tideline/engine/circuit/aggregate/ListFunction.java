package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.Row;
import java.util.List;

/**
 * An aggregate function whose result shows all of its values, one after the other, such as {@code array_agg}. Nothing is known of such a
 * function but how to make its result anew.
 */
@FunctionalInterface
public interface ListFunction {

    /**
     * The function's result, null for SQL NULL.
     *
     * @param rows the arguments of each row that takes part, NULLs too, in order; never empty: of no rows at all the result is NULL
     * @throws dev.tideline.engine.value.SqlError as PostgreSQL would raise it over these rows
     */
    Object result(List<Row> rows);
}
