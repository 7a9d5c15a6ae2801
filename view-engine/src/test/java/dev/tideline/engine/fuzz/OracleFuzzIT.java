package dev.tideline.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The oracle fuzz. {@code -Dtideline.fuzz.queries=N} asks for another number of queries than 300, {@code -Dtideline.fuzz.seed=N} replays
 * one round.
 */
class OracleFuzzIT {

    private static final int WANTED = Integer.getInteger("tideline.fuzz.queries", 300);

    @TempDir
    Path directory;

    @Test
    void everyViewHoldsWhatPostgresqlAnswers() throws SQLException {
        var replay = Long.getLong("tideline.fuzz.seed");
        long seed = replay == null ? System.nanoTime() % 1_000_000_000 : replay;
        System.out.println("oracle fuzz from seed " + seed);
        try (var server = EmbeddedPostgres.in(directory)
                .version(PostgresVersion.ofTests())
                .durable(false)
                .deleteOnClose(true)
                .start()) {
            var fuzz = new OracleFuzz(server);
            int rounds = 0;
            do {
                fuzz.round(seed + rounds);
                rounds++;
            } while (replay == null && fuzz.counted() < WANTED && rounds < WANTED);
            System.out.println("oracle fuzz: " + rounds + " rounds, " + fuzz.counted()
                    + " queries whose answer changed and was not empty, " + fuzz.answers() + " different answers, "
                    + fuzz.failures() + " failures in common");
            fuzz.refusals().entrySet().stream()
                    .sorted((a, b) -> b.getValue() - a.getValue())
                    .limit(40)
                    .forEach(
                            refusal -> System.out.println("  refused " + refusal.getValue() + ": " + refusal.getKey()));
            if (replay == null) {
                assertThat(fuzz.counted()).as("queries that prove something").isGreaterThanOrEqualTo(WANTED);
                assertThat(fuzz.answers()).isGreaterThan(WANTED * 3);
            }
        }
    }
}
