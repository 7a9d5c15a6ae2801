package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SetKind;
import java.util.List;

/** UNION and UNION ALL. */
class UnionAllLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        return List.of(union(true), union(false));
    }

    private Plan union(boolean all) {
        var t = plans.scan(RandomPlans.T);
        var bag = plans.scan(RandomPlans.BAG);
        var left = new Plan.Project(t, List.of(plans.assign("a", ref(t, "a")), plans.assign("n", ref(t, "n"))));
        var right = new Plan.Project(bag, List.of(plans.assign("a", ref(bag, "a")), plans.assign("n", ref(bag, "n"))));
        return new Plan.SetOperation(
                SetKind.UNION, all, left, right, List.of(plans.fresh("a", INT4), plans.fresh("n", NUMERIC)));
    }
}
