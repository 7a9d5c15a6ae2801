package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import java.util.HashMap;
import java.util.Map;

/**
 * A filter sees what a projection computes, and can compute it itself; rows that it drops are then not computed at all.
 *
 * <pre>
 * Filter(Project(A, y := f(x)), y > 0)   →   Project(Filter(A, f(x) > 0), y := f(x))
 * </pre>
 */
final class PushFilterThroughProject implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.Project project)) {
            return node;
        }
        Map<Column, Expr> values = new HashMap<>();
        project.assignments().forEach(assignment -> values.put(assignment.column(), assignment.value()));
        var condition = ExprTree.substitute(filter.condition(), values);
        return new Plan.Project(new Plan.Filter(project.input(), condition), project.assignments());
    }
}
