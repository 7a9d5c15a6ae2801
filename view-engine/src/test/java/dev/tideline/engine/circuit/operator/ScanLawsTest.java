package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.plan.Plan;
import java.util.List;

/** Tables with a key of one column, of two, and without. */
class ScanLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        return List.of(plans.scan(RandomPlans.T), plans.scan(RandomPlans.U), plans.scan(RandomPlans.BAG));
    }
}
