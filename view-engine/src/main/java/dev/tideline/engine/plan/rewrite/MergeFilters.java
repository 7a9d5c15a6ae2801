package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import java.util.ArrayList;

/**
 * Filters that follow one another become one; the lower condition stays first, so that it still guards the upper one. A filter that is
 * always true goes.
 *
 * <pre>
 * Filter(Filter(A, x), y)   →   Filter(A, x AND y)
 * Filter(A, TRUE)           →   A
 * </pre>
 */
final class MergeFilters implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Filter upper)) {
            return node;
        }
        if (ExprTree.conjuncts(upper.condition()).isEmpty()) {
            return upper.input();
        }
        if (upper.input() instanceof Plan.Filter lower) {
            var conjuncts = new ArrayList<>(ExprTree.conjuncts(lower.condition()));
            conjuncts.addAll(ExprTree.conjuncts(upper.condition()));
            return Plans.filter(lower.input(), conjuncts);
        }
        return node;
    }
}
