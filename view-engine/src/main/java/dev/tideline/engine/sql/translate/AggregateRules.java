package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.PgType;
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

    private static final Set<String> CHOOSING = Set.of("min", "max", "any_value");

    private AggregateRules() {}

    /** Whether the order of its input can be seen in its result. An aggregate that is not PostgreSQL's own may show it. */
    static boolean showsOrder(Function function) {
        return !function.schema().equals("pg_catalog") || SHOW_ORDER.contains(function.name());
    }

    /** Whether it may return any of its arguments. */
    static boolean isArbitrary(Function function) {
        return function.name().equals("any_value");
    }

    /** Whether it returns one of its arguments, chosen among equal ones by no rule of SQL. */
    static boolean chooses(Function function) {
        return CHOOSING.contains(function.name());
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
            case "count" -> FormSensitivity.IGNORES;
            case "sum", "min", "max", "any_value" -> FormSensitivity.KEEPS;
            default -> isApproximate(function) ? FormSensitivity.KEEPS : FormSensitivity.TELLS_APART;
        };
    }
}
