package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.HashMap;
import java.util.Map;

/**
 * Projections that follow one another become one, as PostgreSQL flattens subqueries: what the upper one does not use, or uses in a branch
 * not taken, is not computed. An expensive expression that is used several times stays where it is computed once, if computing it cannot
 * fail.
 *
 * <pre>
 * Project(Project(A, y := f(x)), z := g(y))   →   Project(A, z := g(f(x)))
 * </pre>
 */
final class MergeProjects implements RewriteRule {

    /** An expression that grows beyond this is left in two. */
    private static final int LARGEST = 2_000;

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Project upper) || !(upper.input() instanceof Plan.Project lower)) {
            return node;
        }
        Map<Column, Expr> values = new HashMap<>();
        lower.assignments().forEach(assignment -> values.put(assignment.column(), assignment.value()));
        Map<Column, Integer> uses = new HashMap<>();
        upper.assignments().forEach(assignment -> countUses(assignment.value(), uses));
        boolean repeatsWork = lower.assignments().stream()
                .anyMatch(assignment -> uses.getOrDefault(assignment.column(), 0) > 1
                        && !(assignment.value() instanceof ColumnRef)
                        && !(assignment.value() instanceof Constant)
                        && TotalExpressions.isTotal(assignment.value()));
        if (repeatsWork) {
            return node;
        }
        var merged = upper.assignments().stream()
                .map(assignment -> new Assignment(assignment.column(), ExprTree.substitute(assignment.value(), values)))
                .toList();
        boolean tooLarge = merged.stream().anyMatch(assignment -> ExprTree.size(assignment.value()) > LARGEST);
        return tooLarge ? node : new Plan.Project(lower.input(), merged);
    }

    private static void countUses(Expr expr, Map<Column, Integer> uses) {
        if (expr instanceof ColumnRef reference) {
            uses.merge(reference.column(), 1, Integer::sum);
        } else {
            ExprTree.children(expr).forEach(child -> countUses(child, uses));
        }
    }
}
