package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.Set;

/**
 * What may be computed for rows that the query would not look at, such as groups that no outer row asks for: what cannot fail, or only by
 * leaving the range of numeric (131,072 digits) or of a sum of integers.
 */
public final class Harmless {

    private static final Set<String> ARITHMETIC = Set.of("numeric_add", "numeric_sub", "numeric_mul", "numeric_uminus");

    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "any_value",
            "bool_and",
            "bool_or",
            "every",
            "bit_and",
            "bit_or",
            "bit_xor");

    private Harmless() {}

    /** Whether no row of the plan can make an expression in it fail. */
    public static boolean isHarmless(Plan plan) {
        boolean calls = !(plan instanceof Plan.Aggregate aggregate)
                || aggregate.aggregates().stream().allMatch(call -> isHarmless(call.call()));
        return calls
                && NodeExpressions.of(plan).stream().allMatch(Harmless::isHarmless)
                && plan.inputs().stream().allMatch(Harmless::isHarmless);
    }

    static boolean isHarmless(Expr expr) {
        if (expr instanceof Call call
                && call.function().schema().equals("pg_catalog")
                && ARITHMETIC.contains(call.function().name())) {
            return ExprTree.children(expr).stream().allMatch(Harmless::isHarmless);
        }
        return TotalExpressions.isTotal(expr);
    }

    static boolean isHarmless(AggregateCall call) {
        return call.function().schema().equals("pg_catalog")
                && AGGREGATES.contains(call.function().name())
                && call.arguments().stream().allMatch(Harmless::isHarmless)
                && (call.filter() == null || isHarmless(call.filter()))
                && call.order().stream().allMatch(key -> isHarmless(key.value()));
    }
}
