package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Or;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What all alternatives of an OR demand stands beside it, once: an equation in each of them becomes the key of a join. Only what cannot
 * fail is taken out, as the rest of an alternative may guard it.
 *
 * <pre>
 * Filter(A, (x AND a) OR (x AND b))   →   Filter(A, x AND (a OR b))     (the condition of a join likewise)
 * Filter(A, x OR (x AND b))           →   Filter(A, x)
 * </pre>
 */
final class FactorDisjunction implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (node instanceof Plan.Filter filter) {
            var factored = factored(filter.condition());
            return factored == filter.condition() ? node : new Plan.Filter(filter.input(), factored);
        }
        if (node instanceof Plan.Join join) {
            var factored = factored(join.condition());
            return factored == join.condition()
                    ? node
                    : new Plan.Join(join.kind(), join.left(), join.right(), factored);
        }
        return node;
    }

    /** The same object if there is nothing in common. */
    private static Expr factored(Expr condition) {
        boolean changed = false;
        var terms = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(condition)) {
            var common = term instanceof Or or ? common(or) : List.<Expr>of();
            if (common.isEmpty()) {
                terms.add(term);
            } else {
                changed = true;
                terms.addAll(common);
                rest((Or) term, common, terms);
            }
        }
        return changed ? ExprTree.conjunction(terms) : condition;
    }

    private static List<Expr> common(Or or) {
        var common = new LinkedHashSet<>(ExprTree.conjuncts(or.terms().get(0)));
        common.removeIf(term -> !TotalExpressions.isTotal(term));
        or.terms().forEach(alternative -> common.retainAll(ExprTree.conjuncts(alternative)));
        return List.copyOf(common);
    }

    private static void rest(Or or, List<Expr> common, List<Expr> terms) {
        var alternatives = new ArrayList<Expr>();
        for (var alternative : or.terms()) {
            var own = new ArrayList<>(ExprTree.conjuncts(alternative));
            own.removeAll(common);
            if (own.isEmpty()) {
                return;
            }
            alternatives.add(ExprTree.conjunction(own));
        }
        terms.add(new Or(alternatives));
    }
}
