package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.plan.Plan.AggregateCall;
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

    static Constant result(AggregateCall call) {
        boolean builtIn = call.function().schema().equals("pg_catalog");
        return new Constant(builtIn ? RESULTS.get(call.function().name()) : null, call.type());
    }

    static boolean isNull(Expr expr) {
        return expr instanceof Constant constant && constant.value() == null;
    }
}
