package dev.tideline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes may start for the first time at once. */
class PostgresBinariesIT {

    @TempDir
    Path cache;

    @Test
    void unpacksOnceForAllWhoStartTogether() throws Exception {
        Callable<Path> unpack = () -> PostgresBinaries.unpacked(PostgresVersion.DEFAULT, cache, Progress.SILENT);
        var executor = Executors.newFixedThreadPool(3);
        try {
            var homes = new HashSet<Path>();
            for (var home : executor.invokeAll(List.of(unpack, unpack, unpack))) {
                homes.add(home.get());
            }
            assertThat(homes).hasSize(1);
            assertThat(homes.iterator().next().resolve("bin/postgres")).isExecutable();
            try (var left = Files.list(cache)) {
                assertThat(left).containsExactlyElementsOf(homes);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
