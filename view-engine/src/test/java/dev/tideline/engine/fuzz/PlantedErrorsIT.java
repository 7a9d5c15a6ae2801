package dev.tideline.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fuzz finds errors that were planted in the engine, and makes their cases small. A few rounds, the same ones each time, must find most of
 * them; {@code -Dtideline.fuzz.rounds=200} asks for all, {@code -Dtideline.fuzz.shrunk=N} for another number of cases made small than 2,
 * {@code -Dtideline.fuzz.seed=N} for other rounds.
 */
class PlantedErrorsIT {

    private static final int FEW_ROUNDS = 12;
    private static final int ROUNDS = Integer.getInteger("tideline.fuzz.rounds", FEW_ROUNDS);
    private static final int SHRUNK = Integer.getInteger("tideline.fuzz.shrunk", 2);
    private static final int MOST_TRIALS = 400;
    private static final int MOST_CHARACTERS = 600;

    @TempDir
    Path directory;

    @Test
    void everyPlantedErrorIsFoundAndMadeSmall() throws SQLException {
        long seed = Long.getLong("tideline.fuzz.seed", 1);
        System.out.println("planted errors from seed " + seed);
        var errors = new ArrayList<>(PlantedPlanErrors.ALL);
        errors.addAll(PlantedOperatorErrors.ALL);
        try (var postgres = EmbeddedPostgres.in(directory)
                .version(PostgresVersion.ofTests())
                .durable(false)
                .deleteOnClose(true)
                .start()) {
            var server = new FuzzServer(postgres, "planted");
            var search = new PlantedSearch(server, errors);
            int shrunk = 0;
            for (long round = 0; round < ROUNDS && !search.missing().isEmpty(); round++) {
                for (var shown : search.round(seed + round).entrySet()) {
                    var error = shown.getKey();
                    System.out.println("round " + round + ": " + error.name());
                    if (shrunk < SHRUNK && shrink(error, shown.getValue(), server)) {
                        shrunk++;
                    }
                }
            }
            // What is rare takes many rounds.
            assertThat(search.missing())
                    .extracting(PlantedError::name)
                    .as("errors that were not found")
                    .hasSizeLessThanOrEqualTo(ROUNDS > FEW_ROUNDS ? 0 : errors.size() / 3);
            assertThat(shrunk).as("cases made small").isGreaterThanOrEqualTo(Math.min(SHRUNK, errors.size() * 3 / 4));
        }
    }

    /** False if the error shows only under other slices than those of a case by itself. */
    private static boolean shrink(PlantedError error, FuzzCase failing, FuzzServer server) throws SQLException {
        var replay = new Replay(server, error);
        long start = System.nanoTime();
        var small = Shrinker.shrink(replay, failing, MOST_TRIALS);
        System.out.println(replay.trials() + " trials in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        if (small.isEmpty()) {
            return false;
        }
        var text = small.get().text();
        System.out.println(error.name() + ", made small:\n" + text);
        assertThat(new Replay(server, Compilation.OURS).fault(small.get()))
                .as("without the error")
                .isEmpty();
        assertThat(small.get().queries()).as("queries of the small case").hasSizeLessThan(3);
        assertThat(text).as("the small case").hasSizeLessThan(MOST_CHARACTERS);
        return true;
    }

    /** Said here so that a list is not emptied by mistake. */
    @Test
    void manyErrorsArePlanted() {
        assertThat(List.of(PlantedPlanErrors.ALL.size(), PlantedOperatorErrors.ALL.size()))
                .containsExactly(13, 19);
    }
}
