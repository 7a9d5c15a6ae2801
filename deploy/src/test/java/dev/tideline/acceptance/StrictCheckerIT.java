package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Every state that any reader ever sees is a right answer at its LSN: under load.
 *
 * <p>{@code -Dtideline.strict.seconds} and {@code -Dtideline.seed} make longer or repeated runs.
 */
class StrictCheckerIT {

    private static final int SECONDS = Integer.getInteger("tideline.strict.seconds", 60);
    private static final long LEAST_ROWS = 1_000L * SECONDS;
    private static final int LEAST_FRONTIERS = 500 * SECONDS / 60;
    private static final long SEED = Long.getLong("tideline.seed", System.nanoTime());

    @Test
    void everyVisibleStateIsExactUnderLoad() throws Exception {
        var scenario = new ShopScenario();
        try (var installation = new Installation(ShopScenario.topology());
                var connection = installation.source.connect()) {
            var writer = scenario.prepare(connection, SEED);
            installation.start("run");
            installation.awaitLive(ShopScenario.TOPOLOGY, scenario.views.size());

            var checker = new StrictChecker(scenario.history, scenario.views);
            checker.startReaders(1, readerUrl(installation), ShopScenario.TOPOLOGY);
            // On a busy machine it takes longer to show as much, but never is less shown.
            long start = System.nanoTime();
            long latest = start + Duration.ofSeconds(6L * SECONDS).toNanos();
            scenario.write(
                    writer,
                    () -> System.nanoTime() < latest
                            && (System.nanoTime() - start
                                            < Duration.ofSeconds(SECONDS).toNanos()
                                    || writer.rowsWritten() < LEAST_ROWS
                                    || checker.statesSeen() < LEAST_FRONTIERS));
            awaitCaughtUp(installation, scenario);
            var report = checker.finish();

            print("load", scenario, writer, report);
            assertThat(report.wrong()).isEmpty();
            assertThat(writer.rowsWritten()).isGreaterThanOrEqualTo(LEAST_ROWS);
            assertThat(report.distinctFrontiers()).isGreaterThanOrEqualTo(LEAST_FRONTIERS);
            assertThat(report.betweenTwo()).isLessThan(report.states() / 10);
            checker.assertHistoryIsTelling(10);
        }
    }

    /** Nothing is lost: the target reaches the last commit, and the last state, too, must be right. */
    private static void awaitCaughtUp(Installation installation, ShopScenario scenario) {
        installation.await(Duration.ofMinutes(3), "the target to reach " + scenario.history.last(), () -> {
            try (var connection = installation.target.connect();
                    var statement = connection.prepareStatement(
                            "SELECT lsn >= ?::pg_lsn FROM tideline.frontier WHERE topology = ?")) {
                statement.setString(1, scenario.history.last().toString());
                statement.setString(2, ShopScenario.TOPOLOGY);
                try (var result = statement.executeQuery()) {
                    return result.next() && result.getBoolean(1);
                }
            } catch (java.sql.SQLException e) {
                return false;
            }
        });
    }

    private static String readerUrl(Installation installation) {
        return installation.target.url() + "?user=" + installation.target.user() + "&password="
                + installation.target.password();
    }

    private static void print(String run, ShopScenario scenario, ShopWriter writer, StrictChecker.Report report) {
        System.out.printf(
                "strict checker, %s: seed %d, %d transactions, %d rows, %d states seen at %d frontiers, %d within a commit, %d wrong%n",
                run,
                SEED,
                scenario.history.size(),
                writer.rowsWritten(),
                report.states(),
                report.distinctFrontiers(),
                report.betweenTwo(),
                report.wrong().size());
        report.wrong().stream().limit(10).forEach(System.out::println);
    }
}
