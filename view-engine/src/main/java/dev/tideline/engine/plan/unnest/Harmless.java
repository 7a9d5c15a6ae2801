package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.property.TotalExpressions;
import dev.tideline.engine.type.PgType;
import java.util.Collections;
import java.util.IdentityHashMap;
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
            "bit_xor",
            "string_agg",
            "json_agg",
            "jsonb_agg",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "variance",
            "var_pop",
            "var_samp",
            "mode");

    private static final Set<String> WINDOW_FUNCTIONS = Set.of(
            "row_number",
            "rank",
            "dense_rank",
            "percent_rank",
            "cume_dist",
            "lag",
            "lead",
            "first_value",
            "last_value");

    private Harmless() {}

    /** Whether no row of the plan can make an expression in it fail. */
    public static boolean isHarmless(Plan plan) {
        return isHarmless(plan, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Plans share parts, so each part is looked at once. */
    private static boolean isHarmless(Plan plan, Set<Plan> seen) {
        return !seen.add(plan)
                || isHarmlessNode(plan) && plan.inputs().stream().allMatch(input -> isHarmless(input, seen));
    }

    /** Whether no row of its input can make the node itself fail. */
    static boolean isHarmlessNode(Plan plan) {
        if (!NodeExpressions.of(plan).stream().allMatch(Harmless::isHarmless)) {
            return false;
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate.aggregates().stream().allMatch(call -> isHarmless(call.call()));
        } else if (plan instanceof Plan.GroupingSets grouping) {
            return grouping.aggregates().stream().allMatch(call -> isHarmless(call.call()));
        } else if (plan instanceof Plan.Window window) {
            return isHarmless(window);
        }
        return !(plan instanceof Plan.TopK top) || isNotNegative(top.limit()) && isNotNegative(top.offset());
    }

    private static boolean isHarmless(Plan.Window window) {
        var frame = window.frame();
        // An offset of RANGE is added to values, which may leave their type's range.
        boolean bounds = !(frame.mode() == WindowFrame.Mode.RANGE
                        && (frame.start().hasOffset() || frame.end().hasOffset()))
                && isBound(frame.startOffset())
                && isBound(frame.endOffset());
        return bounds
                && window.functions().stream()
                        .map(assignment -> assignment.call().function())
                        .allMatch(function -> function.schema().equals("pg_catalog")
                                && (WINDOW_FUNCTIONS.contains(function.name())
                                        || AGGREGATES.contains(function.name())));
    }

    private static boolean isBound(Expr offset) {
        return offset == null || isNotNull(offset) && isNotNegative(offset);
    }

    private static boolean isNotNull(Expr expr) {
        return !(expr instanceof Constant constant) || constant.value() != null;
    }

    /** A number that is known, or none. */
    private static boolean isNotNegative(Expr expr) {
        if (expr instanceof Call cast && cast.arguments().size() == 1) {
            return isNotNegative(cast.arguments().get(0));
        }
        return expr == null
                || expr instanceof Constant constant
                        && (constant.value() == null
                                || constant.value() instanceof Number number && number.longValue() >= 0);
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
        // A json may hold what jsonb cannot.
        boolean converts = call.function().name().equals("jsonb_agg")
                && call.arguments().stream()
                        .anyMatch(value -> value.type().underlying().equals(PgType.JSON));
        return !converts
                && call.function().schema().equals("pg_catalog")
                && AGGREGATES.contains(call.function().name())
                && call.arguments().stream().allMatch(Harmless::isHarmless)
                && (call.filter() == null || isHarmless(call.filter()))
                && call.order().stream().allMatch(key -> isHarmless(key.value()));
    }
}
