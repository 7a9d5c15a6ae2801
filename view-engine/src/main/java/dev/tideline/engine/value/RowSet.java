package dev.tideline.engine.value;

import java.util.Iterator;

/** What a set-returning function returns: rows that are made while they are asked for, since there may be no end of them. */
@FunctionalInterface
public interface RowSet {

    /**
     * The rows, from the first on. Asking for one may raise a {@link SqlError}.
     */
    Iterator<Row> rows();
}
