package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A term drops all copies of a row or none, so it may as well drop them before they are compared with one another. Through UNION ALL any
 * term can go; where rows are compared only those that cannot fail and see columns whose equal values are identical.
 *
 * <pre>
 * Filter(Distinct(A), c)     →   Distinct(Filter(A, c))
 * Filter(A UNION ALL B, c)   →   Filter(A, c) UNION ALL Filter(B, c)     (UNION, INTERSECT and EXCEPT likewise)
 * </pre>
 */
final class PushFilterThroughDistinct implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Filter filter)) {
            return node;
        }
        boolean compares = !(filter.input() instanceof Plan.SetOperation operation)
                || operation.kind() != SetKind.UNION
                || !operation.all();
        if (!(filter.input() instanceof Plan.SetOperation) && !(filter.input() instanceof Plan.Distinct)) {
            return node;
        }
        var below = new ArrayList<Expr>();
        var above = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(filter.condition())) {
            (!compares || moves(term, context) ? below : above).add(term);
        }
        if (below.isEmpty()) {
            return node;
        }
        if (filter.input() instanceof Plan.Distinct distinct) {
            return Plans.filter(new Plan.Distinct(Plans.filter(distinct.input(), below)), above);
        }
        var operation = (Plan.SetOperation) filter.input();
        var pushed = new Plan.SetOperation(
                operation.kind(),
                operation.all(),
                Plans.filter(operation.left(), over(operation.left().output(), operation.output(), below)),
                Plans.filter(operation.right(), over(operation.right().output(), operation.output(), below)),
                operation.output());
        return Plans.filter(pushed, above);
    }

    private static boolean moves(Expr term, Context context) {
        var columns = ExprTree.columns(term);
        return !columns.isEmpty()
                && TotalExpressions.isTotal(term)
                && columns.stream()
                        .allMatch(column ->
                                context.types().semantics(column.type()).identitySafe());
    }

    private static List<Expr> over(List<Column> input, List<Column> output, List<Expr> terms) {
        Map<Column, Expr> inputs = new HashMap<>();
        for (int i = 0; i < output.size(); i++) {
            inputs.putIfAbsent(output.get(i), new ColumnRef(input.get(i)));
        }
        return terms.stream().map(term -> ExprTree.substitute(term, inputs)).toList();
    }
}
