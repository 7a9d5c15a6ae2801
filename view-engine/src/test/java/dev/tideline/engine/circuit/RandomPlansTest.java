package dev.tideline.engine.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.ViewPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random topologies of random plans obey all laws. {@code -Dtideline.plans.seed=N} replays one. */
class RandomPlansTest {

    private static final int TOPOLOGIES = Integer.getInteger("tideline.plans", 400);

    @Test
    void everyCircuitShowsWhatItsPlansMean() {
        long first = Long.getLong("tideline.plans.seed", 1);
        int count = Long.getLong("tideline.plans.seed") == null ? TOPOLOGIES : 1;
        System.out.println("random plans: seeds " + first + " to " + (first + count - 1));
        int results = 0;
        int failures = 0;
        int operators = 0;
        for (long seed = first; seed < first + count; seed++) {
            try {
                var plans = new RandomPlans(seed);
                var views = new ArrayList<ViewPlan>();
                for (int view = 0; view <= seed % 3; view++) {
                    views.add(PlanBuilder.view("v" + view, plans.plan(1 + (int) (seed % 4))));
                }
                var topology = new Topology(RandomPlans.TABLES, List.copyOf(views));
                var laws = new CircuitLaws(topology, seed, 12);
                laws.check();
                results += laws.differentResults();
                failures += laws.failures();
                operators += topology.spec.operators().size();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("replay with -Dtideline.plans.seed=" + seed, e);
            }
        }
        System.out.println("random plans: " + operators + " operators, " + results + " different results, " + failures
                + " failures");
        if (count > 1) {
            assertThat(results).as("different results that are not empty").isGreaterThan(count * 3);
            assertThat(failures).as("results that fail").isPositive();
        }
    }
}
