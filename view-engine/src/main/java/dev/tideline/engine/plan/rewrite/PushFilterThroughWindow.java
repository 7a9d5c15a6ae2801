package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A term that speaks of what a window, or a top-k, partitions by only drops whole partitions, so it can drop their rows. Only for types
 * whose equal values are identical: otherwise it might tell rows of a partition apart.
 *
 * <pre>
 * Filter(Window(A, by p, n := rank()), p = 1 AND n &gt; 2)   →   Filter(Window(Filter(A, p = 1), by p, …), n &gt; 2)
 * </pre>
 */
final class PushFilterThroughWindow implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Filter filter)) {
            return node;
        }
        List<Expr> partition;
        if (filter.input() instanceof Plan.Window window) {
            partition = window.partition();
        } else if (filter.input() instanceof Plan.TopK top) {
            partition = top.partition();
        } else {
            return node;
        }
        Set<Column> columns = new HashSet<>();
        for (var value : partition) {
            if (value instanceof ColumnRef reference
                    && context.types().semantics(value.type()).identitySafe()) {
                columns.add(reference.column());
            }
        }
        var below = new ArrayList<Expr>();
        var above = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(filter.condition())) {
            var used = ExprTree.columns(term);
            boolean moves = !used.isEmpty() && columns.containsAll(used) && TotalExpressions.isTotal(term);
            (moves ? below : above).add(term);
        }
        if (below.isEmpty()) {
            return node;
        }
        var input = filter.input().inputs().get(0);
        return Plans.filter(Plans.withInputs(filter.input(), List.of(Plans.filter(input, below))), above);
    }
}
