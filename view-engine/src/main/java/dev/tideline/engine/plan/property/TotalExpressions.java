package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.DistinctFrom;
import dev.tideline.engine.expr.Expr.NullIf;
import dev.tideline.engine.expr.Expr.Quantified;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.time.SafeTime;
import dev.tideline.engine.plan.PlanFunctions;
import dev.tideline.engine.type.PgType;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which expressions can never fail. Only these may be evaluated for rows that the query, as written, might not reach: a failure there
 * would show.
 */
public final class TotalExpressions {

    private static final Pattern COMPARISON =
            Pattern.compile("(bool|char|int2|int4|int8|int24|int42|int28|int82|int48|int84"
                    + "|oid|float4|float8|float48|float84|numeric_|text|name|text_|bpchar|bytea|date_|time_|timetz_|timestamp_"
                    + "|timestamptz_|interval_|uuid_|enum_|jsonb_|array_|record_)(eq|ne|lt|le|gt|ge)");
    private static final Pattern MOMENT_COMPARISON =
            Pattern.compile("(date|timestamp|timestamptz)_(eq|ne|lt|le|gt|ge)_(date|timestamp|timestamptz)");

    private static final Map<String, Set<PgType>> WIDENINGS = Map.of(
            "int4", Set.of(PgType.INT2),
            "int8", Set.of(PgType.INT2, PgType.INT4),
            "numeric", Set.of(PgType.INT2, PgType.INT4, PgType.INT8),
            "float4", Set.of(PgType.INT2, PgType.INT4, PgType.INT8),
            "float8", Set.of(PgType.INT2, PgType.INT4, PgType.INT8, PgType.FLOAT4));

    private static final Set<String> OTHERS = Set.of(
            "lower",
            "upper",
            "length",
            "btrim",
            "ltrim",
            "rtrim",
            "abs",
            "jsonb_object_field",
            "jsonb_object_field_text",
            "jsonb_array_element",
            "jsonb_array_element_text",
            "jsonb_contains",
            "jsonb_exists");

    private static final Set<String> LIKES =
            Set.of("textlike", "textnlike", "texticlike", "texticnlike", "bpcharlike", "bpcharnlike");

    private TotalExpressions() {}

    /** True if evaluating the expression is known not to fail for any row. */
    public static boolean isTotal(Expr expr) {
        if (SafeTime.isSafe(expr)) {
            return true;
        }
        if (expr instanceof Call call && !isTotal(call)) {
            return false;
        }
        if (expr instanceof NullIf nullIf && !isTotal(nullIf.equals())
                || expr instanceof DistinctFrom distinct && !isTotal(distinct.equals())
                || expr instanceof Quantified quantified && !isTotal(quantified.function())) {
            return false;
        }
        if (expr instanceof Expr.TextCast
                || expr instanceof Expr.DomainCheck
                || expr instanceof Expr.ArrayCast
                || expr instanceof Expr.ArrayConstructor) {
            return false;
        }
        return ExprTree.children(expr).stream().allMatch(TotalExpressions::isTotal);
    }

    private static boolean isTotal(Call call) {
        if (LIKES.contains(call.function().name()) && builtIn(call.function())) {
            return call.arguments().get(1) instanceof Constant pattern
                    && (pattern.value() == null || ((String) pattern.value()).indexOf('\\') < 0);
        }
        return isTotal(call.function());
    }

    private static boolean isTotal(Function function) {
        if (!builtIn(function)) {
            return PlanFunctions.isTotal(function);
        }
        var name = function.name();
        if (function.arguments().size() == 1
                && WIDENINGS
                        .getOrDefault(name, Set.of())
                        .contains(function.arguments().get(0))) {
            return true;
        }
        return COMPARISON.matcher(name).matches()
                || MOMENT_COMPARISON.matcher(name).matches()
                || OTHERS.contains(name) && !overflowingAbs(function);
    }

    /** The least integer has no absolute value. */
    private static boolean overflowingAbs(Function function) {
        return function.name().equals("abs")
                && !(function.arguments().contains(PgType.FLOAT8)
                        || function.arguments().contains(PgType.NUMERIC));
    }

    private static boolean builtIn(Function function) {
        return function.schema().equals("pg_catalog");
    }
}
