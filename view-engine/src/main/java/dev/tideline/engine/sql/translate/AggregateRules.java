package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.PgType;
import java.util.List;
import java.util.Set;

/** What must be known of aggregate functions beyond their signatures. */
final class AggregateRules {

    /** Those whose result shows the order of their input. */
    private static final Set<String> SHOW_ORDER = Set.of(
            "array_agg",
            "string_agg",
            "json_agg",
            "json_agg_strict",
            "jsonb_agg",
            "jsonb_agg_strict",
            "json_object_agg",
            "json_object_agg_strict",
            "json_object_agg_unique",
            "json_object_agg_unique_strict",
            // of several values of one key the last one stays
            "jsonb_object_agg",
            "jsonb_object_agg_strict",
            "jsonb_object_agg_unique",
            "jsonb_object_agg_unique_strict",
            "xmlagg");

    private static final Set<String> ROUNDING = Set.of(
            "sum",
            "avg",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "variance",
            "var_pop",
            "var_samp",
            "corr",
            "covar_pop",
            "covar_samp",
            "regr_avgx",
            "regr_avgy",
            "regr_intercept",
            "regr_r2",
            "regr_slope",
            "regr_sxx",
            "regr_sxy",
            "regr_syy");

    private static final Set<String> CHOOSING = Set.of(
            "min",
            "max",
            "any_value",
            "mode",
            "percentile_disc",
            "percentile_cont",
            "range_agg",
            "range_intersect_agg");

    private static final Set<String> SPACE_PARTS = Set.of("json_agg", "json_agg_strict");

    private AggregateRules() {}

    /** Whether the order of its input can be seen in its result. An aggregate that is not PostgreSQL's own may show it. */
    static boolean showsOrder(Function function) {
        return !function.schema().equals("pg_catalog") || SHOW_ORDER.contains(function.name());
    }

    /**
     * Whether the length of its result as text depends on the order of its input: PostgreSQL puts line feeds before arrays and rows in a
     * json, but not before the first part, nor before NULL.
     */
    static boolean spacesUnevenly(Function function, List<Expr> arguments) {
        return SPACE_PARTS.contains(function.name())
                && arguments.stream()
                        .map(argument -> argument.type().underlying())
                        .anyMatch(type -> type instanceof PgType.Array
                                || type instanceof PgType.Composite
                                || type.equals(new PgType.Base("record")));
    }

    /** Whether values that differ in the order of their parts alone are as good as equal to it. */
    static boolean ignoresOrder(Function function) {
        return function.name().equals("count") || showsOrder(function);
    }

    /** Whether it may return any of its arguments. */
    static boolean isArbitrary(Function function) {
        return function.name().equals("any_value");
    }

    /** Whether it returns one of its arguments, chosen among equal ones by no rule of SQL. */
    static boolean chooses(Function function) {
        return CHOOSING.contains(function.name()) && function.schema().equals("pg_catalog");
    }

    /** Whether PostgreSQL's result depends, in its last digits, on the order of rows. */
    static boolean isApproximate(Function function) {
        return ROUNDING.contains(function.name())
                && function.arguments().stream()
                        .anyMatch(type -> type.equals(PgType.FLOAT4) || type.equals(PgType.FLOAT8));
    }

    /** What it makes of arguments that are equal but differ in form. */
    static FormSensitivity sensitivity(Function function) {
        return switch (function.name()) {
            case "count", "rank", "dense_rank", "percent_rank", "cume_dist", "regr_count" -> FormSensitivity.IGNORES;
            case "sum",
                    "min",
                    "max",
                    "any_value",
                    "mode",
                    "percentile_disc",
                    "percentile_cont",
                    "range_agg",
                    "range_intersect_agg" -> FormSensitivity.KEEPS;
            default -> isApproximate(function) ? FormSensitivity.KEEPS : FormSensitivity.TELLS_APART;
        };
    }
}
