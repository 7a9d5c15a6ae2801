package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideline.embedded.PostgresDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a table by its records and objects to everything that cannot be: a second row for a key, a change or deletion of a
 * row that is not there.
 */
final class Replay {

    private final Map<JsonNode, JsonNode> rows = new HashMap<>();
    private final Map<JsonNode, Integer> bag = new HashMap<>();
    private final boolean keyed;

    Replay(boolean keyed) {
        this.keyed = keyed;
    }

    Replay apply(List<TopicLog.Row> records) {
        records.forEach(this::apply);
        return this;
    }

    private void apply(TopicLog.Row row) {
        switch (row.op()) {
            case "r", "c" -> add(row, row.after());
            case "d" -> remove(row, row.before());
            case "u" -> {
                remove(row, row.before());
                add(row, row.after());
            }
            case "t" -> {
                rows.clear();
                bag.clear();
            }
            default -> throw new AssertionError("unknown operation in " + row);
        }
    }

    private void add(TopicLog.Row row, JsonNode image) {
        if (keyed) {
            assertThat(rows.put(row.key(), image)).as("row before %s", row).isNull();
        } else {
            bag.merge(image, 1, Integer::sum);
        }
    }

    private void remove(TopicLog.Row row, JsonNode image) {
        if (keyed) {
            assertThat(rows.remove(row.key())).as("row before %s", row).isNotNull();
        } else {
            assertThat(bag.merge(image, -1, Integer::sum))
                    .as("count after %s", row)
                    .isNotNegative();
            bag.remove(image, 0);
        }
    }

    int size() {
        return keyed
                ? rows.size()
                : bag.values().stream().mapToInt(count -> count).sum();
    }

    /** The same rows as the table has now. */
    void assertEquals(PostgresDatabase database, String table) throws SQLException {
        var expected = new HashMap<JsonNode, Integer>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT row_to_json(whole)::text FROM " + table + " whole")) {
            while (result.next()) {
                expected.merge(TopicLog.json(result.getBytes(1)), 1, Integer::sum);
            }
        }
        var actual = new HashMap<JsonNode, Integer>();
        if (keyed) {
            rows.values().forEach(image -> actual.merge(image, 1, Integer::sum));
        } else {
            actual.putAll(bag);
        }
        assertThat(actual).isNotEmpty();
        assertThat(actual).isEqualTo(expected);
    }
}
