package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.sql.tree.Node;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The recursive common tables whose steps are being translated. */
final class Recursions {

    private final Translation translation;
    private final Map<Node, Open> open = new IdentityHashMap<>();

    Recursions(Translation translation) {
        this.translation = translation;
    }

    /** @param columns what the table shows */
    private record Open(int level, List<Column> columns) {}

    /** How many recursions stand around the place that is being translated. */
    int level() {
        return open.size();
    }

    void enter(Node table, List<Column> columns) {
        open.put(table, new Open(level(), columns));
    }

    void leave(Node table) {
        open.remove(table);
    }

    /** What the table's own step reads of it. */
    Relation workingTable(Node table) {
        var known = open.get(table);
        if (known == null) {
            throw new IllegalStateException(
                    "a common table reads itself outside of its step: " + table.text("ctename"));
        }
        var columns = known.columns.stream()
                .map(column -> {
                    var copy = translation.newColumn(column.name(), column.type());
                    translation.representation().copy(new Expr.ColumnRef(column), copy);
                    return copy;
                })
                .toList();
        var names = table.texts("ctecolnames");
        var outputs = java.util.stream.IntStream.range(0, columns.size())
                .mapToObj(i -> new Relation.Output(names.get(i), columns.get(i)))
                .toList();
        return new Relation(new Plan.WorkingTable(known.level, columns), outputs);
    }
}
