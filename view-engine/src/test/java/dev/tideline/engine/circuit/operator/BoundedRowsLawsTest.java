package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.ViewPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All comparisons, from both sides, with averages that are sometimes NULL; rows that occur several times; a row that may be missing. */
class BoundedRowsLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        var plans = new ArrayList<Plan>();
        for (var operator : List.of("lt", "le", "gt", "ge")) {
            plans.add(aboutAverage(operator, JoinKind.INNER, false));
            plans.add(aboutAverage(operator, JoinKind.INNER, true));
        }
        plans.add(aboutAverage("gt", JoinKind.SEMI, false));
        plans.add(groupsAboveAll());
        plans.add(aboutOneRow());
        return plans;
    }

    @Test
    void noneOfThemIsACrossJoin() {
        for (var plan : plans()) {
            var topology = new Topology(RandomPlans.TABLES, List.<ViewPlan>of(PlanBuilder.view("v", plan)));
            assertThat(topology.spec.operators())
                    .anyMatch(OperatorSpec.BoundedRows.class::isInstance)
                    .noneMatch(OperatorSpec.Join.class::isInstance);
        }
    }

    @Test
    void whatIsShownOfTheBoundNeedsAJoin() {
        var bag = plans.scan(RandomPlans.BAG);
        var average = average();
        var join = new Plan.Join(JoinKind.INNER, bag, average, compare("gt", ref(bag, "n"), ref(average, "avg")));
        var topology = new Topology(RandomPlans.TABLES, List.<ViewPlan>of(PlanBuilder.view("v", join)));
        assertThat(topology.spec.operators()).noneMatch(OperatorSpec.BoundedRows.class::isInstance);
    }

    /** @param swapped whether the average stands on the left, of the join and of the comparison */
    private Plan aboutAverage(String operator, JoinKind kind, boolean swapped) {
        var bag = plans.scan(RandomPlans.BAG);
        var average = average();
        var condition = swapped
                ? compare(operator, ref(average, "avg"), ref(bag, "n"))
                : compare(operator, ref(bag, "n"), ref(average, "avg"));
        var join =
                swapped ? new Plan.Join(kind, average, bag, condition) : new Plan.Join(kind, bag, average, condition);
        return shown(join, bag, "b", "n");
    }

    private Plan average() {
        var t = plans.scan(RandomPlans.T);
        return new Plan.Aggregate(
                new Plan.Filter(t, compare("gt", ref(t, "a"), integer(2))),
                List.of(),
                List.of(plans.aggregate("avg", aggregateCall("avg", NUMERIC, false, null, ref(t, "n")))));
    }

    /** {@code HAVING sum(a) >= (SELECT max(sum) …)}. */
    private Plan groupsAboveAll() {
        var sums = sums();
        var again = sums();
        var most = new Plan.Aggregate(
                again,
                List.of(),
                List.of(plans.aggregate("most", aggregateCall("max", INT8, false, null, ref(again, "sum")))));
        var join = new Plan.Join(JoinKind.INNER, sums, most, compare("ge", ref(sums, "sum"), ref(most, "most")));
        return shown(join, sums, "b");
    }

    private Plan sums() {
        var bag = plans.scan(RandomPlans.BAG);
        return new Plan.Aggregate(
                bag,
                List.of(plans.assign("b", ref(bag, "b"))),
                List.of(plans.aggregate("sum", aggregateCall("sum", INT8, false, null, ref(bag, "a")))));
    }

    private Plan aboutOneRow() {
        var u = plans.scan(RandomPlans.U);
        var t = plans.scan(RandomPlans.T);
        var one = new Plan.Filter(t, compare("eq", ref(t, "id"), integer(3)));
        var join = new Plan.Join(JoinKind.INNER, u, one, compare("lt", ref(u, "a"), ref(t, "a")));
        return shown(join, u, "x", "y", "a");
    }

    private Plan shown(Plan join, Plan of, String... names) {
        return new Plan.Project(
                join,
                Arrays.stream(names)
                        .map(name -> plans.assign(name, ref(of, name)))
                        .toList());
    }
}
