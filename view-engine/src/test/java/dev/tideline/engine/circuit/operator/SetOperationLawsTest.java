package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SetKind;
import java.util.ArrayList;
import java.util.List;

/** INTERSECT and EXCEPT, plain and ALL, on numeric, where equal values need not be identical. */
class SetOperationLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        var plans = new ArrayList<Plan>();
        for (var kind : List.of(SetKind.INTERSECT, SetKind.EXCEPT)) {
            for (boolean all : List.of(false, true)) {
                plans.add(operation(kind, all));
            }
        }
        return plans;
    }

    private Plan operation(SetKind kind, boolean all) {
        var t = plans.scan(RandomPlans.T);
        var bag = plans.scan(RandomPlans.BAG);
        var left = new Plan.Project(t, List.of(plans.assign("n", ref(t, "n"))));
        var right = new Plan.Project(bag, List.of(plans.assign("n", ref(bag, "n"))));
        return new Plan.SetOperation(kind, all, left, right, List.of(plans.fresh("n", NUMERIC)));
    }
}
