package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * A term that speaks of group keys only drops whole groups, so it can drop their rows. Only for types whose equal values are identical:
 * otherwise it might tell members of a group apart. Never where there is no key, for then there is a row even of no input.
 *
 * <pre>
 * Filter(Aggregate(A, k := x, n := count(*)), k = 1 AND n > 1)   →   Filter(Aggregate(Filter(A, x = 1), …), n > 1)
 * </pre>
 */
final class PushFilterThroughAggregate implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.Aggregate aggregate)) {
            return node;
        }
        Map<Column, Expr> keys = new HashMap<>();
        aggregate.keys().forEach(key -> {
            if (context.types().semantics(key.column().type()).identitySafe()) {
                keys.put(key.column(), key.value());
            }
        });
        var below = new ArrayList<Expr>();
        var above = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(filter.condition())) {
            var columns = ExprTree.columns(term);
            boolean moves = !columns.isEmpty() && keys.keySet().containsAll(columns) && TotalExpressions.isTotal(term);
            if (moves) {
                below.add(ExprTree.substitute(term, keys));
            } else {
                above.add(term);
            }
        }
        if (below.isEmpty()) {
            return node;
        }
        var input = Plans.filter(aggregate.input(), below);
        return Plans.filter(new Plan.Aggregate(input, aggregate.keys(), aggregate.aggregates()), above);
    }
}
