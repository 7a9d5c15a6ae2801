package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.PostgresVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Views over tables whose rows stand in other tables: partitions, at two levels, between which rows move, and tables that inherit; and over generated columns. */
class PartitionsIT {

    private static final boolean PUBLISHES_GENERATED = PostgresVersion.ofTests().major() >= 18;

    private static final Map<String, String> QUERIES = new LinkedHashMap<>();

    static {
        QUERIES.put(
                "by_region",
                "SELECT region, count(*) AS n, sum(amount) AS amount, sum(gross) AS gross FROM sales GROUP BY region");
        QUERIES.put("large", "SELECT id, region, taxed(amount) AS amount FROM sales WHERE amount > 10");
        QUERIES.put(
                "noted", "SELECT s.id, s.gross, l.note, l.at, l.length FROM sales s LEFT JOIN log l ON l.sale = s.id");
        QUERIES.put("all_things", "SELECT id, name FROM things");
        QUERIES.put(
                "reached",
                "WITH RECURSIVE r(id) AS (SELECT id FROM sales WHERE next IS NULL UNION ALL SELECT s.id FROM r"
                        + " JOIN sales s ON s.next = r.id) CYCLE id SET again USING path"
                        + " SELECT id, again, cardinality(path) AS steps FROM r");
        if (PUBLISHES_GENERATED) {
            QUERIES.put("found", "SELECT id, title, read FROM articles WHERE words @@ to_tsquery('english', 'fox')");
            QUERIES.put("most", "SELECT max(length(words)) AS words, sum(read) AS read FROM articles");
        }
    }

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE sales (id int, region text NOT NULL, amount numeric, next int, gross numeric(9,1) GENERATED ALWAYS AS (amount * 1.19) STORED, PRIMARY KEY (id, region))"
                    + " PARTITION BY LIST (region)",
            "CREATE TABLE sales_north PARTITION OF sales FOR VALUES IN ('n', 'nw')",
            "CREATE TABLE sales_south PARTITION OF sales FOR VALUES IN ('s') PARTITION BY RANGE (id)",
            "CREATE TABLE sales_south_1 PARTITION OF sales_south FOR VALUES FROM (0) TO (100)",
            "CREATE TABLE sales_south_2 PARTITION OF sales_south FOR VALUES FROM (100) TO (1000)",
            "CREATE TABLE sales_other PARTITION OF sales DEFAULT",
            "CREATE TABLE log (sale int, note text, at timetz, length int GENERATED ALWAYS AS (length(note)) STORED) PARTITION BY HASH (sale)",
            "CREATE TABLE log_0 PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
            "CREATE TABLE log_1 PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
            "ALTER TABLE log_0 REPLICA IDENTITY FULL",
            "ALTER TABLE log_1 REPLICA IDENTITY FULL",
            "CREATE TABLE things (id int PRIMARY KEY, name text)",
            "CREATE TABLE cars (wheels int, PRIMARY KEY (id)) INHERITS (things)",
            "CREATE FUNCTION taxed(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT round(amount * 1.19, 2)'",
            "INSERT INTO sales VALUES (1, 'n', 5, NULL), (2, 's', 20, 1), (150, 's', 30.5, 2), (3, 'x', 11, NULL)",
            "INSERT INTO log VALUES (1, 'first'), (2, 'second'), (2, 'again')",
            "INSERT INTO things VALUES (1, 'cup'); INSERT INTO cars VALUES (2, 'audi', 4)");

    /** One transaction each; every one changes at least one view. */
    private static final List<String> STEPS = List.of(
            "INSERT INTO sales VALUES (4, 'nw', 12, 3), (101, 's', 1, 4); INSERT INTO log SELECT i, 'n' || i FROM generate_series(1, 9) i",
            "UPDATE sales SET region = 's', amount = amount + 8 WHERE region IN ('n', 'x')",
            "UPDATE sales SET id = id + 200 WHERE id < 4; UPDATE log SET sale = sale + 1, at = '23:00-03:30'::timetz + sale * interval '1 hour'",
            "UPDATE sales SET next = 4 WHERE id = 203",
            "INSERT INTO sales_north VALUES (5, 'n', 99, 4); DELETE FROM sales_south_2 WHERE id = 101",
            "UPDATE things SET name = name || '!', id = id + 10; DELETE FROM cars WHERE id > 20; INSERT INTO cars VALUES (3, 'bmw', 3)",
            "TRUNCATE sales; INSERT INTO sales VALUES (1, 'n', 11, NULL)",
            "UPDATE things SET name = 'x' WHERE id = 3; INSERT INTO sales VALUES (7, 'q', 1, 1), (2, 'n', 10.5, 7)",
            "DELETE FROM log WHERE sale % 2 = 0; UPDATE sales SET region = CASE region WHEN 'q' THEN 'n' ELSE 'q' END");

    /** Only the server can compute these generated columns, some of which are so long that an UPDATE beside them leaves them out of the log. */
    private static final List<String> ARTICLES = List.of(
            "CREATE TABLE articles (id int PRIMARY KEY, title text, body text, read int DEFAULT 0,"
                    + " words tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED)",
            "ALTER TABLE articles ALTER words SET STORAGE EXTERNAL",
            "INSERT INTO articles SELECT i, CASE WHEN i % 2 = 0 THEN 'Foxes' ELSE 'Dogs' END,"
                    + " (SELECT string_agg(md5((i * n)::text), ' ') FROM generate_series(1, i * 100) n) FROM generate_series(1, 4) i");

    private static final List<String> READINGS = List.of(
            "UPDATE articles SET read = read + 1",
            "UPDATE articles SET title = 'The fox', read = read + 1 WHERE id = 3",
            "UPDATE articles SET body = 'Two foxes' WHERE id = 1; DELETE FROM articles WHERE id = 2");

    @Test
    void rowsAreFollowedWhereverTheyStand() throws Exception {
        var topology = new StringBuilder("topology: partitions\nviews:\n");
        QUERIES.forEach((view, query) -> topology.append("  ")
                .append(view)
                .append(":\n    query: ")
                .append(query)
                .append('\n'));
        try (var installation = new Installation(topology.toString())) {
            installation.source.execute(SCHEMA.toArray(String[]::new));
            var steps = new ArrayList<>(STEPS);
            if (PUBLISHES_GENERATED) {
                installation.source.execute(ARTICLES.toArray(String[]::new));
                steps.addAll(READINGS);
            }
            installation.start("run");
            installation.awaitLive("partitions", QUERIES.size());
            Map<String, List<String>> last = ViewRows.of(installation.source, QUERIES);
            assertThat(ViewRows.shown(installation.target, QUERIES.keySet()))
                    .as("at first")
                    .isEqualTo(last);
            for (String step : steps) {
                installation.source.execute(step);
                installation.awaitCaughtUp();
                var right = ViewRows.of(installation.source, QUERIES);
                assertThat(right).as("the step changes something: " + step).isNotEqualTo(last);
                assertThat(ViewRows.shown(installation.target, QUERIES.keySet()))
                        .as("after " + step)
                        .isEqualTo(right);
                last = right;
            }
            assertThat(last.values()).as("what is left").allSatisfy(rows -> assertThat(rows)
                    .isNotEmpty());
        }
    }
}
