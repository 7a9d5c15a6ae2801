package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;

/**
 * A filter above a join goes to the side that it speaks of, where that side is not padded with NULLs; above an inner join the rest
 * becomes part of the join's condition. That makes a cross join with an equation in WHERE a keyed join. Of the single-sided terms only
 * those go down that cannot fail: below the join they see rows that may have no partner.
 *
 * <pre>
 * Filter(A JOIN B ON c, a AND b AND ab)        →   Filter(A, a) JOIN Filter(B, b) ON c AND ab
 * Filter(A LEFT JOIN B ON c, a AND b AND ab)   →   Filter(Filter(A, a) LEFT JOIN B ON c, b AND ab)
 * Filter(A SEMI JOIN B ON c, a)                →   Filter(A, a) SEMI JOIN B ON c
 * </pre>
 */
final class PushFilterIntoJoin implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.Join join)) {
            return node;
        }
        boolean inner = join.kind() == JoinKind.INNER;
        boolean toLeft =
                inner || join.kind() == JoinKind.LEFT || join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI;
        boolean toRight = inner || join.kind() == JoinKind.RIGHT;
        var left = new ArrayList<Expr>();
        var right = new ArrayList<Expr>();
        var rest = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(filter.condition())) {
            var columns = ExprTree.columns(term);
            boolean safe = !columns.isEmpty() && TotalExpressions.isTotal(term);
            if (safe && toLeft && join.left().outputSet().containsAll(columns)) {
                left.add(term);
            } else if (safe && toRight && join.right().outputSet().containsAll(columns)) {
                right.add(term);
            } else {
                rest.add(term);
            }
        }
        if (left.isEmpty() && right.isEmpty() && !inner) {
            return node;
        }
        var condition = join.condition();
        if (inner) {
            var terms = new ArrayList<>(ExprTree.conjuncts(condition));
            terms.addAll(rest);
            condition = ExprTree.conjunction(terms);
            rest.clear();
        }
        var pushed = new Plan.Join(
                join.kind(), Plans.filter(join.left(), left), Plans.filter(join.right(), right), condition);
        return Plans.filter(pushed, rest);
    }
}
