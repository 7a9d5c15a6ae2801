package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Every state that any reader ever sees is a right answer at its LSN: under load, and while every part is killed at random moments.
 *
 * <p>{@code -Dtideline.strict.seconds}, {@code -Dtideline.strict.kills} and {@code -Dtideline.test.seed} make longer or repeated runs.
 */
class StrictCheckerIT {

    private static final int SECONDS = Integer.getInteger("tideline.strict.seconds", 60);
    private static final int KILLS = Integer.getInteger("tideline.strict.kills", 10);
    private static final long LEAST_ROWS = 1_000L * SECONDS;
    private static final int LEAST_FRONTIERS = 500 * SECONDS / 60;
    private static final long SEED = Long.getLong("tideline.test.seed", 1);

    @Test
    void everyVisibleStateIsExactUnderLoad() throws Exception {
        var scenario = new ShopScenario();
        try (var installation = new Installation(ShopScenario.topology());
                var connection = installation.source.connect()) {
            var writer = scenario.prepare(connection, SEED, installation.prefix + "_witness");
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
            checker.assertHistoryIsTelling(10);
        }
    }

    @Test
    void everyVisibleStateIsExactWhileEveryPartIsKilled() throws Exception {
        var scenario = new ShopScenario();
        var random = new Random(SEED);
        try (var installation = new Installation(ShopScenario.topology());
                var connection = installation.source.connect()) {
            var writer = scenario.prepare(connection, SEED, installation.prefix + "_witness");
            var parts = new Parts(installation);
            installation.awaitLive(ShopScenario.TOPOLOGY, scenario.views.size());

            var checker = new StrictChecker(scenario.history, scenario.views);
            checker.startReaders(1, readerUrl(installation), ShopScenario.TOPOLOGY);
            var failure = new AtomicReference<Throwable>();
            var killer = new Thread(() -> parts.killAtRandom(random, KILLS, failure), "killer");
            killer.start();
            scenario.write(writer, killer::isAlive);
            assertThat(failure.get()).as("the killer's own failure").isNull();
            awaitCaughtUp(installation, scenario);
            var report = checker.finish();

            print("kills " + parts.killed, scenario, writer, report);
            assertThat(report.wrong()).isEmpty();
            assertThat(report.distinctFrontiers()).isGreaterThanOrEqualTo(10 * KILLS);
            assertThat(parts.killed).hasSize(KILLS);
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
                "strict checker, %s: seed %d, %d transactions, %d rows, %d states seen at %d frontiers, %d wrong%n",
                run,
                SEED,
                scenario.history.size(),
                writer.rowsWritten(),
                report.states(),
                report.distinctFrontiers(),
                report.wrong().size());
        report.wrong().stream().limit(10).forEach(System.out::println);
    }

    /** Ingest, engine and sink as processes of their own, and the broker; whichever is killed is started again. */
    private static final class Parts {

        private static final List<String> NAMES = List.of("ingest", "engine", "sink", "broker");
        private final Installation installation;
        private final TidelineProcess[] processes = new TidelineProcess[3];
        final List<String> killed = new ArrayList<>();

        Parts(Installation installation) {
            this.installation = installation;
            for (int part = 0; part < processes.length; part++) {
                processes[part] = installation.start("run", "--only", NAMES.get(part));
            }
        }

        void killAtRandom(Random random, int kills, AtomicReference<Throwable> failure) {
            try {
                for (int i = 0; i < kills; i++) {
                    awaitProgress(2 + random.nextInt(20));
                    // Each part in turn, so that ten kills hit every one of them at least twice.
                    kill(i % NAMES.size());
                }
                awaitProgress(20);
            } catch (Throwable e) {
                failure.set(e);
            }
        }

        private void kill(int part) {
            if (part == 3) {
                installation.kafka.kill();
                installation.kafka.start();
            } else {
                processes[part].kill();
                processes[part] = installation.start("run", "--only", NAMES.get(part));
            }
            killed.add(NAMES.get(part));
        }

        /** Waits until the frontier has moved so often; the moment of the next kill is random, but never before any progress. */
        private void awaitProgress(int moves) {
            var seen = new java.util.HashSet<String>();
            installation.await(Duration.ofMinutes(3), moves + " moves of the frontier after " + killed, () -> {
                try (var connection = installation.target.connect();
                        var statement = connection.createStatement();
                        var result = statement.executeQuery("SELECT lsn FROM tideline.frontier")) {
                    if (result.next()) {
                        seen.add(result.getString(1));
                    }
                } catch (java.sql.SQLException e) {
                    return false;
                }
                return seen.size() > moves;
            });
        }
    }
}
