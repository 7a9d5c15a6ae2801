package dev.tideline.engine.sql.server;

import dev.tideline.engine.sql.tree.Node;
import java.util.List;

/**
 * A statement as PostgreSQL analysed it.
 *
 * @param query its tree, with the views of the source in place of their names
 * @param columns its result as Describe tells it
 */
public record Captured(Node query, List<ResultColumn> columns) {

    public Captured {
        columns = List.copyOf(columns);
    }

    /** A column of the result. */
    public record ResultColumn(String name, long typeOid, int typmod) {}
}
