package dev.tideline.engine.runtime;

import dev.tideline.engine.plan.Table;
import java.util.List;

/**
 * A source table that a stage reads.
 *
 * @param columns those that the circuit's rows hold, in its order
 */
public record TableInput(Table table, List<String> columns) {

    public TableInput {
        columns = List.copyOf(columns);
    }
}
