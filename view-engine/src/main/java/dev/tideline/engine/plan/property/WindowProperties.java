package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.plan.Plan.TopKind;
import dev.tideline.engine.plan.Plan.WindowCall;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** Those of columns that agree in which rows are the same, to the byte: equal values of the others may have several forms. */
    public static Set<Column> identical(Set<Column> agreeing, TypeCatalog types) {
        return agreeing.stream()
                .filter(column -> types.supports(column.type())
                        && types.semantics(column.type()).identitySafe())
                .collect(Collectors.toSet());
    }

    /**
     * Whether the result for a row depends on how rows stand that the order leaves tied.
     *
     * @param agreeing the columns that agree in such rows
     * @param identical those that do so to the byte
     */
    public static boolean seesTies(WindowCall call, WindowFrame frame, Set<Column> agreeing, Set<Column> identical) {
        return switch (call.function().name()) {
            case "rank", "dense_rank", "percent_rank", "cume_dist" -> false;
            case "row_number", "ntile", "lag", "lead" -> true;
            case "first_value", "last_value", "nth_value" ->
                frame.mode() == WindowFrame.Mode.ROWS
                        || !isEqual(call.arguments().get(0), agreeing, identical);
            default ->
                OpenOrder.keepsLast(call.function())
                        || OpenOrder.dropsDelimiter(call.function(), call.arguments())
                        || frame.mode() == WindowFrame.Mode.ROWS
                                && !(frame.start() == WindowFrame.Bound.UNBOUNDED_PRECEDING
                                        && frame.end() == WindowFrame.Bound.UNBOUNDED_FOLLOWING);
        };
    }

    /** Whether a value is equal in rows that agree in some columns, and in some to the byte, which a function of them may ask for. */
    static boolean isEqual(Expr value, Set<Column> agreeing, Set<Column> identical) {
        return (value instanceof Expr.ColumnRef ? agreeing : identical).containsAll(ExprTree.columns(value));
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
