package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.plan.Plan;
import java.util.List;

/** Projections that drop, move and compute columns, one of which fails for some rows. */
class ProjectLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        var t = plans.scan(RandomPlans.T);
        var bag = plans.scan(RandomPlans.BAG);
        return List.of(
                new Plan.Project(t, List.of(plans.assign("b", ref(t, "b")), plans.assign("a", ref(t, "a")))),
                new Plan.Project(bag, List.of(plans.assign("x", call("int4pl", INT4, ref(bag, "a"), integer(1))))),
                new Plan.Project(bag, List.of(plans.assign("y", call("int4div", INT4, integer(6), ref(bag, "a"))))));
    }
}
