package dev.tideline.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * All queries of Nexmark as views through the whole pipeline, equal to PostgreSQL's answers after each transaction, none of them ever
 * empty, each of them changing. {@code deploy/bench/nexmark check} does the same with more events.
 */
class NexmarkIT {

    private static final long SEED = Long.getLong("tideline.test.seed", 42);
    private static final int TRANSACTIONS = 15;

    @Test
    void all23QueriesStayExact() throws Exception {
        var seen = new Nexmark(3000, TRANSACTIONS, 200, SEED).check();

        assertThat(seen).hasSize(23);
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
}
