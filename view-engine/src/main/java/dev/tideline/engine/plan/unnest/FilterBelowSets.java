package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Chooses rows before functions make sets of them, as PostgreSQL does: what a term keeps out, be it by the left side, must not make a
 * function fail.
 *
 * <pre>
 * Filter(ProjectSet(A, x := generate_series(1, n)), a = outer AND x &gt; 2)
 *   →   Filter(ProjectSet(Filter(A, a = outer), x := generate_series(1, n)), x &gt; 2)
 * </pre>
 */
final class FilterBelowSets {

    private FilterBelowSets() {}

    /** The plan itself if nothing is to be moved. */
    static Plan of(Plan plan) {
        if (!(plan instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.ProjectSet set)) {
            return plan;
        }
        var produced = Set.copyOf(set.produced());
        var below = new ArrayList<Expr>();
        var above = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(filter.condition())) {
            boolean seesSet = ExprTree.columns(term).stream().anyMatch(produced::contains);
            (seesSet ? above : below).add(term);
        }
        if (below.isEmpty()) {
            return plan;
        }
        var input = of(Nodes.filter(set.input(), below));
        return Nodes.filter(NodeExpressions.rebuild(set, List.of(input), expr -> expr), above);
    }
}
