package dev.tideline.bench.tpcds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The queries of TPC-DS as views through the whole pipeline, equal to PostgreSQL's answers after each refresh transaction, none of
 * them ever empty, each of them changing. {@code deploy/bench/tpcds check} does the same for longer.
 */
class TpcdsIT {

    /** Fixed: that a query's answer changes within so few transactions is chance. */
    private static final long SEED = Long.getLong("tideline.test.seed", 42);

    private static final int TRANSACTIONS = 6;

    /** Why a query is not kept, by its number: none is. */
    private static final Map<String, String> REFUSED = Map.of();

    @Test
    void all99QueriesStayExact() throws Exception {
        var report = new Tpcds(TRANSACTIONS, 6, 2, SEED).check(TpcdsViews.queries());

        assertThat(report.refusals()).isEqualTo(REFUSED);
        assertThat(report.accepted()).isEqualTo(99 - REFUSED.size());
        var all = new SoftAssertions();
        report.seen().forEach((name, view) -> {
            all.assertThat(view.differences()).as("differences of " + name).isEmpty();
            all.assertThat(view.states()).as("states of " + name).isEqualTo(TRANSACTIONS + 1);
            all.assertThat(view.leastRows()).as("rows of " + name).isPositive();
            all.assertThat(view.distinctAnswers())
                    .as("different answers of " + name)
                    .isGreaterThanOrEqualTo(2);
        });
        all.assertAll();
    }
}
