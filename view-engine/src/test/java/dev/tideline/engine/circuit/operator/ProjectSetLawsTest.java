package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SetFunction;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.type.PgType;
import java.util.List;

/** Series of lengths that the rows tell: alone, in step with numbers, and with rows of NULLs where there are none. */
class ProjectSetLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        return List.of(alone(), inStep(), outer());
    }

    private SetFunction series(String name, Expr first, Expr last) {
        var function = new Function(
                "pg_catalog",
                "generate_series",
                List.of(PgType.INT4, PgType.INT4),
                PgType.INT4,
                true,
                Volatility.IMMUTABLE);
        return new SetFunction(
                new Expr.Call(function, List.of(first, last), INT4, null),
                true,
                false,
                List.of(plans.fresh(name, INT4)));
    }

    private Plan alone() {
        var t = plans.scan(RandomPlans.T);
        return new Plan.ProjectSet(t, List.of(series("s", integer(0), ref(t, "a"))), null, false, null);
    }

    private Plan inStep() {
        var bag = plans.scan(RandomPlans.BAG);
        var functions = List.of(series("s", integer(1), ref(bag, "a")), series("u", ref(bag, "a"), integer(2)));
        return new Plan.ProjectSet(bag, functions, plans.fresh("n", PlanBuilder.INT8), false, null);
    }

    private Plan outer() {
        var t = plans.scan(RandomPlans.T);
        var series = series("s", integer(0), ref(t, "a"));
        var condition = compare("gt", ref(series.output().get(0)), integer(1));
        return new Plan.ProjectSet(t, List.of(series), null, true, condition);
    }
}
