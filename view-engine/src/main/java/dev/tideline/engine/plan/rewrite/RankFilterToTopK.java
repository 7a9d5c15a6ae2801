package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.TopKind;
import dev.tideline.engine.plan.Plan.WindowAssignment;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rows whose rank is small are the first ones of their partition: only these need to be ranked, and rows that come or go far behind them
 * cost nothing. Only if all functions of the window number rows from the front, so that they do not miss the others.
 *
 * <pre>
 * Filter(Window(A, by p order o, n := row_number()), n &lt;= 3)   →   Window(TopK(A, by p order o, limit 3), …)
 * </pre>
 */
final class RankFilterToTopK implements RewriteRule {

    private static final Map<String, TopKind> KINDS =
            Map.of("row_number", TopKind.ROWS, "rank", TopKind.WITH_TIES, "dense_rank", TopKind.GROUPS);

    /** Comparisons of integers, by the operator. */
    private static final Pattern COMPARISON = Pattern.compile("int(?:8|82|84|28|48)(eq|lt|le|gt|ge)");

    /** A rank that is at most {@code limit}; {@code exact} if the condition says just that. */
    private record Bound(WindowAssignment function, long limit, boolean exact) {}

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Filter filter)
                || !(filter.input() instanceof Plan.Window window)
                || !window.functions().stream().allMatch(RankFilterToTopK::isRank)) {
            return node;
        }
        var rest = new ArrayList<Expr>();
        Bound best = null;
        for (var term : ExprTree.conjuncts(filter.condition())) {
            var bound = bound(term, window.functions());
            if (bound != null && best == null) {
                best = bound;
                if (bound.exact) {
                    continue;
                }
            }
            rest.add(term);
        }
        if (best == null || isLimited(window.input(), window, best)) {
            return node;
        }
        var top = new Plan.TopK(
                window.input(),
                window.partition(),
                window.order(),
                window.tieBreak(),
                KINDS.get(best.function.call().function().name()),
                new Constant(best.limit, SqlType.of(PgType.INT8)),
                null);
        return Plans.filter(Plans.window(window, top), rest);
    }

    private static boolean isRank(WindowAssignment function) {
        return KINDS.containsKey(function.call().function().name())
                && function.call().function().schema().equals("pg_catalog");
    }

    /** Whether this has been done already, for a condition that had to stay. */
    private static boolean isLimited(Plan input, Plan.Window window, Bound bound) {
        return input instanceof Plan.TopK top
                && top.partition().equals(window.partition())
                && top.order().equals(window.order())
                && !bound.exact;
    }

    private static Bound bound(Expr term, List<WindowAssignment> functions) {
        if (!(term instanceof Call call) || call.arguments().size() != 2) {
            return null;
        }
        var comparison = COMPARISON.matcher(call.function().name());
        if (!comparison.matches() || !call.function().schema().equals("pg_catalog")) {
            return null;
        }
        var operator = comparison.group(1);
        var left = call.arguments().get(0);
        var right = call.arguments().get(1);
        if (left instanceof Constant) {
            operator = mirrored(operator);
            var swapped = left;
            left = right;
            right = swapped;
        }
        if (!(left instanceof ColumnRef reference)
                || !(right instanceof Constant constant)
                || !(constant.value() instanceof Number number)) {
            return null;
        }
        var function = function(reference.column(), functions);
        long value = number.longValue();
        if (function == null || value == Long.MIN_VALUE) {
            return null;
        }
        return switch (operator) {
            case "le" -> new Bound(function, Math.max(0, value), true);
            case "lt" -> new Bound(function, Math.max(0, value - 1), true);
            case "eq" -> new Bound(function, Math.max(0, value), value == 1);
            default -> null;
        };
    }

    private static String mirrored(String operator) {
        return switch (operator) {
            case "le" -> "ge";
            case "lt" -> "gt";
            case "ge" -> "le";
            case "gt" -> "lt";
            default -> operator;
        };
    }

    private static WindowAssignment function(Column column, List<WindowAssignment> functions) {
        return functions.stream()
                .filter(function -> function.column().equals(column))
                .findFirst()
                .orElse(null);
    }
}
