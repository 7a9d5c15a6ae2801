package dev.tideline.engine.expr;

import dev.tideline.engine.value.Row;
import java.util.Iterator;

/** What a set-returning function returns: rows that are made while they are asked for, since there may be no end of them. */
@FunctionalInterface
public interface RowSet {

    /**
     * The rows, from the first on. Asking for one may raise a {@link dev.tideline.engine.value.SqlError}.
     */
    Iterator<Row> rows();
}
