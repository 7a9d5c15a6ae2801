package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.expr.WindowFrame.Mode;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Windows as the standard tells them: for each row its frame, row by row, and the function over that. Offsets of ROWS and GROUPS only. */
final class NaiveWindows {

    private NaiveWindows() {}

    /** @param values compiles a sort key's value over the rows */
    static Comparator<Row> order(
            List<SortKey> keys, TypeCatalog types, Function<dev.tideline.engine.expr.Expr, Evaluator> values) {
        Comparator<Row> order = (a, b) -> 0;
        for (var key : keys) {
            var value = values.apply(key.value());
            var type = types.semantics(key.value().type());
            order = order.thenComparing((a, b) -> {
                var left = value.evaluate(a);
                var right = value.evaluate(b);
                if (left == null || right == null) {
                    int nulls = left == right ? 0 : left == null ? -1 : 1;
                    return key.nullsFirst() ? nulls : -nulls;
                }
                return key.descending() ? type.compare(right, left) : type.compare(left, right);
            });
        }
        return order;
    }

    /** The positions of the rows in the frame of the row at {@code at}. */
    static List<Integer> frame(List<Row> rows, int at, Comparator<Row> order, WindowFrame frame, long start, long end) {
        var groups = new ArrayList<Integer>();
        for (int i = 0; i < rows.size(); i++) {
            boolean peer = i > 0 && order.compare(rows.get(i - 1), rows.get(i)) == 0;
            groups.add(i == 0 ? 0 : groups.get(i - 1) + (peer ? 0 : 1));
        }
        var seen = new ArrayList<Integer>();
        for (int i = 0; i < rows.size(); i++) {
            long distance = frame.mode() == Mode.ROWS ? i - at : groups.get(i) - groups.get(at);
            boolean inside = distance >= edge(frame.start(), start) && distance <= edge(frame.end(), end);
            boolean peer = groups.get(i).equals(groups.get(at));
            boolean excluded =
                    switch (frame.exclusion()) {
                        case NONE -> false;
                        case CURRENT_ROW -> i == at;
                        case GROUP -> peer;
                        case TIES -> peer && i != at;
                    };
            if (inside && !excluded) {
                seen.add(i);
            }
        }
        return seen;
    }

    private static long edge(Bound bound, long offset) {
        return switch (bound) {
            case UNBOUNDED_PRECEDING -> Long.MIN_VALUE;
            case PRECEDING -> -offset;
            case CURRENT_ROW -> 0;
            case FOLLOWING -> offset;
            case UNBOUNDED_FOLLOWING -> Long.MAX_VALUE;
        };
    }
}
