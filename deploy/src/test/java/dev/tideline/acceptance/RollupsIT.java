package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example {@code deploy/examples/rollups}: each view follows inserts, updates and deletes of all its tables, step by step. */
class RollupsIT {

    private static final Path EXAMPLE = Path.of("examples", "rollups");

    /** What happens at the source, one transaction each; every one changes at least one view. */
    private static final List<String> STEPS = List.of(
            "INSERT INTO customers VALUES (1, 'CH'), (2, 'DE'); INSERT INTO orders VALUES (1, 1, 'active', 1000, '2026-01-01 10:00+00'), (2, 2, 'active', 250, '2026-01-01 23:30+00'),"
                    + " (3, 1, 'done', 999, '2026-01-02 00:30+01')",
            "INSERT INTO wiki_edits SELECT i, json_build_object('user_id', i % 3, 'timestamp', timestamp '2026-02-01' + i * interval '5 h',"
                    + " 'bytes', i * 7 - 20) FROM generate_series(1, 12) i",
            "INSERT INTO documents VALUES (1, 'a', 'x'), (2, 'a', 'y'), (3, NULL, 'z'), (4, 'b', NULL)",
            "UPDATE orders SET total_cents = total_cents + 1, status = 'active' WHERE id = 3",
            "UPDATE customers SET country = 'FR' WHERE id = 1",
            "DELETE FROM wiki_edits WHERE id % 4 = 0",
            "UPDATE documents SET field1 = 'a' WHERE field1 IS NULL",
            "DELETE FROM orders WHERE id = 3",
            "DELETE FROM customers WHERE id = 1",
            "DELETE FROM documents WHERE field1 = 'b'");

    @Test
    void everyStepShowsInEveryRollup() throws Exception {
        try (var installation = new Installation(Files.readString(EXAMPLE.resolve("rollups.yaml")))) {
            installation.source.execute(Files.readString(EXAMPLE.resolve("schema.sql")));
            var queries = queries();
            installation.start("run");
            installation.awaitLive("rollups", queries.size());
            Map<String, List<String>> last = ViewRows.of(installation.source, queries);
            for (String step : STEPS) {
                installation.source.execute(step);
                long committedNanos = System.nanoTime();
                installation.awaitCaughtUp();
                System.out.printf("shown after %d ms: %s%n", (System.nanoTime() - committedNanos) / 1_000_000, step);
                var right = ViewRows.of(installation.source, queries);
                assertThat(right).as("the step changes something: " + step).isNotEqualTo(last);
                assertThat(ViewRows.shown(installation.target, queries.keySet()))
                        .as("after " + step)
                        .isEqualTo(right);
                last = right;
            }
            assertThat(last).hasSameSizeAs(queries).allSatisfy((view, rows) -> assertThat(rows)
                    .as("what is left of " + view)
                    .isNotEmpty());
        }
    }

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        dev.tideline.schemas.config.TopologyLoader.load(List.of(EXAMPLE.resolve("rollups.yaml")))
                .value()
                .orElseThrow()
                .get(0)
                .views()
                .forEach(view -> queries.put(view.name(), view.query().text()));
        return queries;
    }
}
