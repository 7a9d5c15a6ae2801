package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.plan.Plan;
import java.util.List;

/** Filters, one of which fails for some rows. */
class FilterLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        var t = plans.scan(RandomPlans.T);
        var bag = plans.scan(RandomPlans.BAG);
        return List.of(
                new Plan.Filter(t, compare("gt", ref(t, "a"), integer(2))),
                new Plan.Filter(bag, compare("ne", call("int4div", INT4, integer(6), ref(bag, "a")), integer(2))));
    }
}
