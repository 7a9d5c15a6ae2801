package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;

/**
 * A term that speaks of the input's columns only drops all rows that are made of an input row, so it can drop that row.
 *
 * <pre>
 * Filter(ProjectSet(A, u := unnest(x)), y > 0 AND u = 1)   →   Filter(ProjectSet(Filter(A, y > 0), u := unnest(x)), u = 1)
 * </pre>
 */
final class PushFilterThroughProjectSet implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.ProjectSet set)) {
            return node;
        }
        var input = set.input().outputSet();
        var below = new ArrayList<Expr>();
        var above = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(filter.condition())) {
            boolean moves = input.containsAll(ExprTree.columns(term)) && TotalExpressions.isTotal(term);
            (moves ? below : above).add(term);
        }
        if (below.isEmpty()) {
            return node;
        }
        return Plans.filter(
                new Plan.ProjectSet(
                        Plans.filter(set.input(), below),
                        set.functions(),
                        set.ordinality(),
                        set.outer(),
                        set.condition()),
                above);
    }
}
