package dev.tideline.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The oracle fuzz. {@code -Dtideline.fuzz.queries=N} asks for another number of queries than 300; only those whose answer was not empty
 * and changed count. Every run prints the seed of its first round; {@code -Dtideline.fuzz.seed=N} starts there, and with
 * {@code -Dtideline.fuzz.rounds=1} replays that round alone. CONTRIBUTING.md has the other options.
 */
class OracleFuzzIT {

    private static final int WANTED = Integer.getInteger("tideline.fuzz.queries", 300);
    private static final int MOST_DIFFERENCES = Integer.getInteger("tideline.fuzz.differences", 8);
    /** Of so many queries none of the constructs is too rare. */
    private static final int ENOUGH_FOR_ALL = 8000;

    private static final int ROUNDS_BETWEEN_SIGNS = 50;
    private static final double MOST_LONE_FAILURES = 0.05;

    @TempDir
    Path directory;

    @Test
    void everyViewHoldsWhatPostgresqlAnswers() throws SQLException {
        long seed = Long.getLong("tideline.fuzz.seed", 1);
        int rounds = Integer.getInteger("tideline.fuzz.rounds", WANTED);
        System.out.println("oracle fuzz from seed " + seed);
        try (var server = EmbeddedPostgres.in(directory)
                .version(PostgresVersion.ofTests())
                .durable(false)
                .deleteOnClose(true)
                .start()) {
            var fuzz = new OracleFuzz(server);
            var report = fuzz.report();
            do {
                fuzz.round(seed + report.rounds());
                if (report.rounds() % ROUNDS_BETWEEN_SIGNS == 0) {
                    System.out.println(report.progress());
                }
            } while (report.counted() < WANTED
                    && report.rounds() < rounds
                    && report.differences().size() < MOST_DIFFERENCES);
            System.out.println(report.summary());
            assertThat(report.differences()).isEmpty();
            assertThat(report.shareOfLoneFailures())
                    .as("states in which only one of the two fails")
                    .isLessThan(MOST_LONE_FAILURES);
            if (rounds == WANTED) {
                assertThat(report.counted()).as("queries that prove something").isGreaterThanOrEqualTo(WANTED);
                assertThat(report.answers()).isGreaterThan(WANTED * 3);
                if (WANTED >= ENOUGH_FOR_ALL) {
                    assertThat(report.coverage().missing())
                            .as("constructs that never came")
                            .isEmpty();
                }
            }
        }
    }
}
