package dev.tideline.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts, bytes, order and equality of every type against a real PostgreSQL. */
class TypeDifferentialIT {

    @TempDir
    Path directory;

    @Test
    void everyTypeIsReadPrintedAndComparedAsInPostgres() throws Exception {
        long seed = Long.getLong("tideline.test.seed", 1);
        int rows = Integer.getInteger("tideline.test.rows", 300);
        System.out.println("types: -Dtideline.test.seed=" + seed);
        var version = PostgresVersion.ofTests();
        var selected = Pattern.compile(System.getProperty("tideline.test.types", ""));
        try (var postgres = EmbeddedPostgres.in(directory.resolve("pg"))
                        .version(version)
                        .durable(false)
                        .start();
                var connection = postgres.database("postgres").connect()) {
            var differential = new TypeDifferential(connection, version.major(), seed);
            for (var type : TypeDifferential.TYPES) {
                if (selected.matcher(type).find()) {
                    differential.roundTrips(type, rows);
                    differential.order(type, rows);
                    differential.sorting(type, rows);
                }
            }
            for (var type : TypeDifferential.TEXT_TYPES) {
                if (selected.matcher(type).find()) {
                    differential.inputs(type, rows);
                }
            }
            System.out.println("types: " + differential.comparisons() + " comparisons, "
                    + differential.failures().size() + " failures");
            assertThat(differential.failures()).isEmpty();
            assertThat(differential.comparisons()).isGreaterThan(rows);
        }
    }
}
