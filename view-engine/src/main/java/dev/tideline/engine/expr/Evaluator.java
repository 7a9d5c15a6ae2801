package dev.tideline.engine.expr;

import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;

/**
 * A compiled expression. Deterministic and without state: the same row gives the same value or the same error, for ever; that is
 * what lets an operator take back what it once emitted.
 */
@FunctionalInterface
public interface Evaluator {

    /**
     * @return the value, null for SQL NULL
     * @throws SqlError as PostgreSQL would raise it for this row
     */
    Object evaluate(Row row);
}
