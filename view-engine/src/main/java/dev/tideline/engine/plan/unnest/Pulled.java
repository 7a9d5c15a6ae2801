package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A right side freed from the left: for each left row it is the rows of {@code plan} for which all {@code terms} are true, with the
 * {@code lifted} columns computed for them.
 *
 * @param plan refers to no column of the left; has all columns that the rest uses
 * @param terms in the order in which they are to be evaluated
 * @param lifted columns of the original that the plan has not
 */
record Pulled(Plan plan, List<Expr> terms, Map<Column, Expr> lifted) {

    /** The terms if each of them chooses a group of rows, and nothing else has been pulled up. */
    Optional<List<Correlation>> equations(Context context) {
        if (!lifted.isEmpty()) {
            return Optional.empty();
        }
        var columns = plan.outputSet();
        var equations = new ArrayList<Correlation>();
        for (var term : terms) {
            var equation = Correlation.of(term, columns, context.types());
            if (equation.isEmpty()) {
                return Optional.empty();
            }
            equations.add(equation.get());
        }
        return Optional.of(equations);
    }

    static Pulled unchanged(Plan plan) {
        return new Pulled(plan, List.of(), Map.of());
    }
}
