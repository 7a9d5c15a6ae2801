package dev.tideline.bench.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * All 22 queries of TPC-H as views through the whole pipeline, equal to PostgreSQL's answers after each refresh transaction, none of
 * them ever empty, each of them changing. {@code deploy/bench/tpch check} does the same at any scale.
 */
class TpchIT {

    private static final long SEED = Long.getLong("tideline.test.seed", 42);
    private static final int TRANSACTIONS = 51;

    @Test
    void all22QueriesStayExact() throws Exception {
        var seen = new Tpch(0.01, TRANSACTIONS, 15, 20, List.of(), SEED).check();

        assertThat(seen).hasSize(22);
        var all = new SoftAssertions();
        seen.forEach((name, view) -> {
            all.assertThat(view.differences()).as("differences of " + name).isEmpty();
            all.assertThat(view.states()).as("states of " + name).isEqualTo(TRANSACTIONS + 1);
            all.assertThat(view.leastRows()).as("rows of " + name).isPositive();
            all.assertThat(view.distinctAnswers())
                    .as("different answers of " + name)
                    .isGreaterThanOrEqualTo(3);
        });
        all.assertAll();
    }

    /** So few rows are queried sooner than anything is kept: what is cheaper shows at scale 1. */
    @Test
    void whatItCostsIsMeasuredOnViewsThatAreExact() throws Exception {
        var costs = new TpchCost(0.01, 250, 3, List.of("q06", "q22"), SEED).measure();

        assertThat(costs).extracting(TpchCost.Cost::view).containsExactly("q06", "q22");
        assertThat(costs).allSatisfy(cost -> {
            assertThat(cost.differences()).isEmpty();
            assertThat(cost.changedRows()).isCloseTo(250, withinPercentage(10));
            assertThat(cost.keptMs()).isPositive();
            assertThat(cost.refreshedMs()).isPositive();
        });
    }
}
