package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.And;
import dev.tideline.engine.expr.Expr.BooleanTest;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.IsNull;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.Equalities;
import dev.tideline.engine.plan.property.Properties;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * NOT IN: a row goes if it equals one of the right side, or if a NULL on either side leaves that open. Each of these is a join of its own
 * that needs no look at every pair; those for NULLs fall away where there can be none.
 *
 * <pre>
 * A ANTI JOIN B ON (a = b) IS NOT FALSE AND c
 *   →   ((A ANTI JOIN B ON a = b AND c) ANTI JOIN B ON a IS NULL AND c) ANTI JOIN B ON b IS NULL AND c
 * A ANTI JOIN B ON (a &lt;> b) IS NOT TRUE   →   the same
 * </pre>
 */
final class SplitNotIn implements RewriteRule {

    private static final int MOST_JOINS = 9;

    @Override
    public Plan apply(Plan node, Context context) {
        if (!(node instanceof Plan.Join join) || join.kind() != JoinKind.ANTI) {
            return node;
        }
        var left = context.properties().of(join.left());
        var right = context.properties().of(join.right());
        var conditions = new ArrayList<List<Expr>>();
        conditions.add(List.of());
        var current = List.copyOf(conditions);
        boolean split = false;
        for (var term : ExprTree.conjuncts(join.condition())) {
            var choices = choices(term, left, right);
            split |= !choices.equals(List.of(List.of(term)));
            current = combined(current, choices);
            if (current.size() > MOST_JOINS) {
                return node;
            }
        }
        if (!split) {
            return node;
        }
        var plan = join.left();
        for (var terms : current) {
            plan = new Plan.Join(JoinKind.ANTI, plan, join.right(), ExprTree.conjunction(terms));
        }
        return plan;
    }

    private static List<List<Expr>> combined(List<List<Expr>> conditions, List<List<Expr>> choices) {
        var combined = new ArrayList<List<Expr>>();
        for (var choice : choices) {
            for (var condition : conditions) {
                var both = new ArrayList<>(condition);
                both.addAll(choice);
                combined.add(both);
            }
        }
        return combined;
    }

    /** The term as alternatives, one of which holds where it does. */
    private static List<List<Expr>> choices(Expr term, Properties left, Properties right) {
        var equation = equation(term);
        if (equation.isPresent() && equation.get() instanceof And and) {
            return and.terms().stream()
                    .map(part -> choices(new BooleanTest(part, false, true), left, right))
                    .reduce(List.of(List.of()), SplitNotIn::combined);
        }
        return equation.flatMap(Equalities::equation)
                .filter(sides -> !sides.nullsEqual() && oriented(sides, left, right))
                .map(sides -> {
                    var choices = new ArrayList<List<Expr>>();
                    choices.add(List.of(equation.get()));
                    for (var side : List.of(sides.left(), sides.right())) {
                        if (!isNotNull(side, left.notNull()) && !isNotNull(side, right.notNull())) {
                            choices.add(List.of(new IsNull(side, false)));
                        }
                    }
                    return List.copyOf(choices);
                })
                .orElse(List.of(List.of(term)));
    }

    private static boolean oriented(Equalities.Equation sides, Properties left, Properties right) {
        return isOf(sides.left(), left) && isOf(sides.right(), right)
                || isOf(sides.left(), right) && isOf(sides.right(), left);
    }

    private static boolean isOf(Expr expr, Properties side) {
        var columns = ExprTree.columns(expr);
        return !columns.isEmpty() && side.output().containsAll(columns) && TotalExpressions.isTotal(expr);
    }

    private static boolean isNotNull(Expr expr, Set<Column> notNull) {
        if (expr instanceof Expr.Relabel relabel) {
            return isNotNull(relabel.argument(), notNull);
        }
        return expr instanceof Expr.ColumnRef reference && notNull.contains(reference.column());
    }

    /** What a term demands not to be false. */
    private static Optional<Expr> equation(Expr term) {
        if (!(term instanceof BooleanTest test) || !test.negated() || test.tested() == null) {
            return Optional.empty();
        }
        if (!test.tested()) {
            return Optional.of(test.argument());
        }
        return test.argument() instanceof Call call ? negated(call) : Optional.empty();
    }

    /** The {@code =} of a {@code <>}. */
    private static Optional<Expr> negated(Call call) {
        var function = call.function();
        var name = function.name();
        if (!function.schema().equals("pg_catalog") || !name.endsWith("ne")) {
            return Optional.empty();
        }
        var equal = new Function(
                function.schema(),
                name.substring(0, name.length() - 2) + "eq",
                function.arguments(),
                function.result(),
                function.strict(),
                function.volatility());
        return Equalities.isEquality(equal)
                ? Optional.of(new Call(equal, call.arguments(), call.type(), call.inputCollation()))
                : Optional.empty();
    }
}
