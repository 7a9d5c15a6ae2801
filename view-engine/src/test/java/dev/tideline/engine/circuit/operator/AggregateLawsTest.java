package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.TEXT;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.count;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.plan.Plan;
import java.util.List;

/** Aggregates with and without groups, DISTINCT and FILTER; the filter keeps rows away from an argument that fails for them. */
class AggregateLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        return List.of(grouped(), overNothing(), byNumeric(), distinct(), filtered(), groupingSets());
    }

    private Plan grouped() {
        var t = plans.scan(RandomPlans.T);
        return new Plan.Aggregate(
                t,
                List.of(plans.assign("a", ref(t, "a"))),
                List.of(
                        plans.aggregate("count", count()),
                        plans.aggregate("known", aggregateCall("count", INT8, false, null, ref(t, "n"))),
                        plans.aggregate("sum", aggregateCall("sum", NUMERIC, false, null, ref(t, "n"))),
                        plans.aggregate("avg", aggregateCall("avg", NUMERIC, false, null, ref(t, "n"))),
                        plans.aggregate("min", aggregateCall("min", NUMERIC, false, null, ref(t, "n"))),
                        plans.aggregate("max", aggregateCall("max", TEXT, false, null, ref(t, "b")))));
    }

    private Plan overNothing() {
        var bag = plans.scan(RandomPlans.BAG);
        return new Plan.Aggregate(
                bag,
                List.of(),
                List.of(
                        plans.aggregate("count", count()),
                        plans.aggregate("sum", aggregateCall("sum", INT8, false, null, ref(bag, "a"))),
                        plans.aggregate("min", aggregateCall("min", TEXT, false, null, ref(bag, "b")))));
    }

    private Plan byNumeric() {
        var bag = plans.scan(RandomPlans.BAG);
        return new Plan.Aggregate(
                bag,
                List.of(plans.assign("n", ref(bag, "n"))),
                List.of(plans.aggregate("sum", aggregateCall("sum", INT8, false, null, ref(bag, "a")))));
    }

    private Plan distinct() {
        var bag = plans.scan(RandomPlans.BAG);
        return new Plan.Aggregate(
                bag,
                List.of(plans.assign("b", ref(bag, "b"))),
                List.of(
                        plans.aggregate("count", aggregateCall("count", INT8, true, null, ref(bag, "n"))),
                        plans.aggregate("sum", aggregateCall("sum", NUMERIC, true, null, ref(bag, "n"))),
                        plans.aggregate("max", aggregateCall("max", NUMERIC, true, null, ref(bag, "n"))),
                        plans.aggregate("avg", aggregateCall("avg", NUMERIC, true, null, ref(bag, "a")))));
    }

    private Plan filtered() {
        var t = plans.scan(RandomPlans.T);
        var positive = compare("ne", ref(t, "a"), integer(0));
        return new Plan.Aggregate(
                t,
                List.of(plans.assign("b", ref(t, "b"))),
                List.of(
                        plans.aggregate("count", aggregateCall("count", INT8, false, positive)),
                        plans.aggregate(
                                "sum",
                                aggregateCall(
                                        "sum", INT8, false, positive, call("int4div", INT4, integer(12), ref(t, "a")))),
                        plans.aggregate("min", aggregateCall("min", INT4, false, positive, ref(t, "a")))));
    }

    private Plan groupingSets() {
        var t = plans.scan(RandomPlans.T);
        return new Plan.GroupingSets(
                t,
                List.of(plans.assign("a", ref(t, "a")), plans.assign("b", ref(t, "b"))),
                List.of(
                        new Plan.GroupingSet(List.of(0, 1), List.of(0)),
                        new Plan.GroupingSet(List.of(1), List.of(2)),
                        new Plan.GroupingSet(List.of(), List.of(3)),
                        new Plan.GroupingSet(List.of(), List.of(3))),
                List.of(
                        plans.aggregate("count", count()),
                        plans.aggregate("sum", aggregateCall("sum", NUMERIC, false, null, ref(t, "n"))),
                        plans.aggregate("max", aggregateCall("max", TEXT, false, null, ref(t, "b")))),
                List.of(plans.fresh("g", INT4)));
    }
}
