package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.plan.Plan;
import java.util.List;

/** DISTINCT on types whose equal values are identical, and on numeric, where they are not. */
class DistinctLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        var t = plans.scan(RandomPlans.T);
        var bag = plans.scan(RandomPlans.BAG);
        return List.of(
                new Plan.Distinct(new Plan.Project(t, List.of(plans.assign("a", ref(t, "a"))))),
                new Plan.Distinct(new Plan.Project(bag, List.of(plans.assign("n", ref(bag, "n"))))));
    }
}
