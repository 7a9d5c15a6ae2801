package dev.tideline.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every registered function against a real PostgreSQL: same values, same errors, to the byte. */
class FunctionDifferentialIT {

    @TempDir
    Path directory;

    /** Of all functions that we have, those with rows of several columns aside. */
    private static Stream<String> signatures() {
        var registry = FunctionRegistry.standard();
        return Stream.concat(
                registry.signatures().stream(),
                registry.setSignatures().stream()
                        .filter(signature -> !signature.matches(
                                ".*\\.(jsonb?_(each|to_record|populate_record).*|unnest.tsvector.)")));
    }

    @Test
    void everyFunctionDoesWhatPostgresDoes() throws Exception {
        long seed = Long.getLong("tideline.test.seed", 1);
        int rows = Integer.getInteger("tideline.test.rows", 200);
        System.out.println("functions: -Dtideline.test.seed=" + seed);
        var version = PostgresVersion.ofTests();
        try (var postgres = EmbeddedPostgres.in(directory.resolve("pg"))
                        .version(version)
                        .durable(false)
                        .start();
                var connection = postgres.database("postgres").connect()) {
            var differential = new FunctionDifferential(connection, version.major(), seed, rows);
            var selected = Pattern.compile(System.getProperty("tideline.test.functions", ""));
            var report = differential.run(signatures()
                    .filter(signature -> selected.matcher(signature).find())
                    .toList());
            System.out.println("functions: " + report.summary());
            report.failures().forEach(System.out::println);
            assertThat(report.failures()).isEmpty();
            assertThat(report.comparisons()).isGreaterThan(selected.pattern().isEmpty() ? rows * 100L : 0);
        }
    }
}
