package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Join;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.Equalities;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tables are joined as they are written, unless that would pair all rows of two of them: such a pair waits until what comes later has
 * been joined to the one that it belongs to, and by then there may be an equation for the other, too.
 *
 * <pre>
 * (A JOIN B ON TRUE) JOIN C ON a = c AND b = c'   →   (A JOIN C ON a = c) JOIN B ON b = c'
 * (A JOIN B ON TRUE) JOIN C ON b = c              →   (B JOIN C ON b = c) JOIN A ON TRUE
 * </pre>
 */
final class DelayCrossJoin implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Join upper)
                || upper.kind() != JoinKind.INNER
                || !(upper.left() instanceof Join lower)
                || lower.kind() != JoinKind.INNER
                || isKeyed(lower.left(), lower.right(), ExprTree.conjuncts(lower.condition()))) {
            return node;
        }
        var terms = ExprTree.conjuncts(upper.condition());
        if (isKeyed(lower.left(), upper.right(), terms)) {
            return joined(lower.left(), upper.right(), lower.right(), terms, lower.condition());
        }
        return isKeyed(lower.right(), upper.right(), terms)
                ? joined(lower.right(), upper.right(), lower.left(), terms, lower.condition())
                : node;
    }

    /** The first two by what speaks of them alone and cannot fail, then the third. */
    private static Plan joined(Plan first, Plan second, Plan third, List<Expr> terms, Expr condition) {
        var both = new HashSet<>(first.outputSet());
        both.addAll(second.outputSet());
        var below = new ArrayList<Expr>();
        var above = new ArrayList<>(ExprTree.conjuncts(condition));
        for (var term : terms) {
            boolean fits = both.containsAll(ExprTree.columns(term)) && TotalExpressions.isTotal(term);
            (fits ? below : above).add(term);
        }
        return new Join(
                JoinKind.INNER,
                new Join(JoinKind.INNER, first, second, ExprTree.conjunction(below)),
                third,
                ExprTree.conjunction(above));
    }

    /** Whether one of the terms equates something of the one with something of the other. */
    private static boolean isKeyed(Plan one, Plan other, List<Expr> terms) {
        return terms.stream()
                .filter(TotalExpressions::isTotal)
                .flatMap(term -> Equalities.equation(term).stream())
                .anyMatch(sides -> isOf(sides.left(), one) && isOf(sides.right(), other)
                        || isOf(sides.left(), other) && isOf(sides.right(), one));
    }

    private static boolean isOf(Expr expr, Plan side) {
        Set<?> columns = ExprTree.columns(expr);
        return !columns.isEmpty() && side.outputSet().containsAll(columns);
    }
}
