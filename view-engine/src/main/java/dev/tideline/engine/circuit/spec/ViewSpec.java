package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.type.SqlType;
import java.util.List;

/**
 * A view as an output of the circuit.
 *
 * @param name as in the topology file
 * @param input position of the operator whose rows are the view's
 * @param columns in the order of the rows
 * @param key positions of the key columns. Empty and not a bag: always at most one row. Meaningless for a bag
 * @param bag true if there is no natural key: rows are shown with how often they occur
 * @param keyChecked true if the key was declared and could not be proven: the circuit keeps count of every key and stops at a second
 *     row
 */
public record ViewSpec(
        String name, int input, List<ViewColumn> columns, List<Integer> key, boolean bag, boolean keyChecked) {

    public ViewSpec {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /**
     * A shown column.
     *
     * @param notNull true if it is proven never to be NULL
     */
    public record ViewColumn(String name, SqlType type, boolean notNull) {}

    public List<SqlType> types() {
        return columns.stream().map(ViewColumn::type).toList();
    }

    /** Names of the key columns, in order. */
    public List<String> keyNames() {
        return key.stream().map(position -> columns.get(position).name()).toList();
    }
}
