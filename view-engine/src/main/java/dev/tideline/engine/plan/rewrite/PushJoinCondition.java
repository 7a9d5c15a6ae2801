package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;

/**
 * A term of a join's condition that speaks of one side only, and cannot fail, becomes a filter on that side; not on a side whose rows are
 * shown even without partner.
 *
 * <pre>
 * A JOIN B ON c AND a AND b        →   Filter(A, a) JOIN Filter(B, b) ON c
 * A LEFT JOIN B ON c AND a AND b   →   A LEFT JOIN Filter(B, b) ON c AND a       (ANTI likewise)
 * A SEMI JOIN B ON c AND a AND b   →   Filter(A, a) SEMI JOIN Filter(B, b) ON c
 * </pre>
 */
final class PushJoinCondition implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Join join) || join.kind() == JoinKind.FULL || join.kind() == JoinKind.RIGHT) {
            return node;
        }
        boolean toLeft = join.kind() == JoinKind.INNER || join.kind() == JoinKind.SEMI;
        var left = new ArrayList<Expr>();
        var right = new ArrayList<Expr>();
        var rest = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(join.condition())) {
            var columns = ExprTree.columns(term);
            boolean safe = !columns.isEmpty() && TotalExpressions.isTotal(term);
            if (safe && toLeft && join.left().outputSet().containsAll(columns)) {
                left.add(term);
            } else if (safe && join.right().outputSet().containsAll(columns)) {
                right.add(term);
            } else {
                rest.add(term);
            }
        }
        if (left.isEmpty() && right.isEmpty()) {
            return node;
        }
        return new Plan.Join(
                join.kind(),
                Plans.filter(join.left(), left),
                Plans.filter(join.right(), right),
                ExprTree.conjunction(rest));
    }
}
