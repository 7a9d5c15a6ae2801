package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.PlanFunctions;
import dev.tideline.engine.type.PgType;
import java.util.Map;

/** What aggregate functions give for no rows at all. */
final class EmptyGroup {

    /** NULL unless listed here; the hypothetical ranks are those of a row that is alone. */
    private static final Map<String, Object> RESULTS = Map.of(
            "count", 0L,
            "regr_count", 0L,
            "rank", 1L,
            "dense_rank", 1L,
            "percent_rank", 0.0,
            "cume_dist", 1.0);

    private EmptyGroup() {}

    /** A constant, or an expression over what the direct arguments are over that fails as the aggregate would. */
    static Expr result(AggregateCall call) {
        boolean builtIn = call.function().schema().equals("pg_catalog");
        if (builtIn
                && call.function().name().startsWith("percentile_")
                && isChecked(call.direct().get(0))) {
            return PlanFunctions.checkPercentile(call.direct().get(0), call.type());
        }
        return new Constant(builtIn ? RESULTS.get(call.function().name()) : null, call.type());
    }

    /** Of no rows PostgreSQL checks a single fraction, and does not look at an array of them. */
    private static boolean isChecked(Expr fraction) {
        boolean fine = fraction instanceof Constant constant
                && (constant.value() == null || constant.value() instanceof Double value && value >= 0 && value <= 1);
        return fraction.type().underlying().equals(PgType.FLOAT8) && !fine;
    }

    static boolean isNull(Expr expr) {
        return expr instanceof Constant constant && constant.value() == null;
    }
}
