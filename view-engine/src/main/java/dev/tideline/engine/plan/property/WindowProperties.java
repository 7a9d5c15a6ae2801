package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.plan.Plan.TopKind;
import dev.tideline.engine.plan.Plan.WindowCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is known of the rows of windows and top-k, and whether an order leaves ties among an input's rows. */
public final class WindowProperties {

    private static final Set<String> NEVER_NULL =
            Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "count");

    private WindowProperties() {}

    static Properties of(Plan.Window window, Properties input) {
        var keys = new ArrayList<>(input.keys());
        var notNull = new HashSet<>(input.notNull());
        var partition = columns(window.partition());
        for (var function : window.functions()) {
            if (NEVER_NULL.contains(function.call().function().name())) {
                notNull.add(function.column());
            }
            boolean numbers = function.call().function().name().equals("row_number");
            if (numbers && partition.size() == window.partition().size()) {
                var key = new LinkedHashSet<>(partition);
                key.add(function.column());
                keys.add(key);
            }
        }
        return Properties.of(window.output(), keys, input.dependencies(), notNull);
    }

    static Properties of(Plan.TopK top, Properties input) {
        var partition = columns(top.partition());
        boolean one = top.kind() == TopKind.ROWS
                && top.limit() instanceof Expr.Constant limit
                && Long.valueOf(1).equals(limit.value())
                && partition.size() == top.partition().size();
        if (!one) {
            return input;
        }
        var keys = new ArrayList<>(input.keys());
        keys.add(partition);
        return Properties.of(top.output(), keys, input.dependencies(), input.notNull());
    }

    /** The columns that agree in rows of the input that an order within partitions leaves tied. */
    public static Set<Column> agreeing(List<Expr> partition, List<SortKey> order, Properties input) {
        var columns = columns(partition);
        columns.addAll(columns(order.stream().map(SortKey::value).toList()));
        return input.closure(columns);
    }

    /**
     * Whether the result for a row depends on how rows stand that the order leaves tied.
     *
     * @param agreeing the columns that agree in such rows
     */
    public static boolean seesTies(WindowCall call, WindowFrame frame, Set<Column> agreeing) {
        return switch (call.function().name()) {
            case "rank", "dense_rank", "percent_rank", "cume_dist" -> false;
            case "row_number", "ntile", "lag", "lead" -> true;
            case "first_value", "last_value", "nth_value" ->
                frame.mode() == WindowFrame.Mode.ROWS
                        || !agreeing.containsAll(
                                ExprTree.columns(call.arguments().get(0)));
            default ->
                OpenOrder.keepsLast(call.function())
                        || OpenOrder.dropsDelimiter(call.function(), call.arguments())
                        || frame.mode() == WindowFrame.Mode.ROWS
                                && !(frame.start() == WindowFrame.Bound.UNBOUNDED_PRECEDING
                                        && frame.end() == WindowFrame.Bound.UNBOUNDED_FOLLOWING);
        };
    }

    private static Set<Column> columns(List<Expr> values) {
        var columns = new LinkedHashSet<Column>();
        for (var value : values) {
            var column = PropertyDerivation.column(value);
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }
}
