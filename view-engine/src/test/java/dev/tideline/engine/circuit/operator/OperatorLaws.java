package dev.tideline.engine.circuit.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.CircuitLaws;
import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.ViewPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every operator's test inherits: the operator, over random histories, obeys the laws of circuits. */
abstract class OperatorLaws {

    private static final int HISTORIES = 12;

    final PlanBuilder plans = new PlanBuilder();

    /** Plans whose circuits have the operator at their top, over the tables of {@link RandomPlans}. */
    abstract List<Plan> plans();

    @Test
    void obeysTheLaws() {
        var views = new ArrayList<ViewPlan>();
        for (var plan : plans()) {
            views.add(PlanBuilder.view("v" + views.size(), plan));
        }
        var topology = new Topology(RandomPlans.TABLES, views);
        long first = Long.getLong("tideline.laws.seed", 1);
        int results = 0;
        for (long seed = first; seed < first + HISTORIES; seed++) {
            try {
                var laws = new CircuitLaws(topology, seed, 12);
                laws.check();
                results += laws.differentResults();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("replay with -Dtideline.laws.seed=" + seed, e);
            }
        }
        System.out.println(getClass().getSimpleName() + ": seed " + first + ", " + results + " different results");
        assertThat(results).as("different results that are not empty").isGreaterThan(HISTORIES * views.size());
    }
}
