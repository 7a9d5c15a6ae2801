package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Trees count how many queries further out the owner of a column, aggregate or common table is. */
final class QueryLevels {

    private static final Set<String> COUNTS = Set.of("varlevelsup", "agglevelsup");

    private QueryLevels() {}

    /** A node that is about a query some levels further out, as it would stand there. */
    static Node lifted(Node node, int levels) {
        return (Node) lifted(node, levels, 0);
    }

    private static Object lifted(Object value, int levels, int depth) {
        if (value instanceof List<?> list) {
            var moved = new ArrayList<>(list.size());
            list.forEach(element -> moved.add(lifted(element, levels, depth)));
            return moved;
        }
        if (!(value instanceof Node node)) {
            return value;
        }
        var moved = node;
        int inside = node.is("QUERY") ? depth + 1 : depth;
        for (var field : node.fields().entrySet()) {
            if (COUNTS.contains(field.getKey()) && node.integer(field.getKey()) >= inside + levels) {
                moved = moved.with(field.getKey(), String.valueOf(node.integer(field.getKey()) - levels));
            } else if (field.getKey().equals("ctelevelsup") && node.integer("ctelevelsup") >= inside + levels) {
                moved = moved.with("ctelevelsup", String.valueOf(node.integer("ctelevelsup") - levels));
            } else if (field.getValue() instanceof Node || field.getValue() instanceof List<?>) {
                moved = moved.with(field.getKey(), lifted(field.getValue(), levels, inside));
            }
        }
        return moved;
    }
}
