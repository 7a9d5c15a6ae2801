package dev.tideline.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTreeTest {

    @Test
    void whatIsParsedIsWrittenAgain() {
        for (var sql : List.of(
                "SELECT q0.c0 AS o0, count(*) AS o1 FROM t0 q0 WHERE q0.c1 = 'it''s (so)' GROUP BY q0.c0",
                "INSERT INTO t0 VALUES (1, NULL, '{\"a\": 1}'::jsonb), (2, '[1,5)'::int4range, 1.50)",
                "SELECT CASE WHEN a -> 'b' IS NULL THEN (c)[1] ELSE - 1 END FROM v1 WHERE EXISTS (SELECT FROM t0)")) {
            var again = SqlTree.parse(sql).sql();
            assertThat(again.replace(" ", "")).isEqualTo(sql.replace(" ", ""));
            assertThat(SqlTree.parse(again)).isEqualTo(SqlTree.parse(sql));
        }
    }

    @Test
    void queriesAreMadeSmallerWithoutConditionsColumnsAndJoins() {
        assertThat(QueryReductions.of(
                        "SELECT a.x AS o0, f(b.y, 2) AS o1 FROM a JOIN b ON a.x = b.x WHERE a.x > 1 AND b.y < 2"))
                .contains(
                        "SELECT a.x AS o0, f(b.y, 2) AS o1 FROM a JOIN b ON a.x = b.x",
                        "SELECT a.x AS o0, f(b.y, 2) AS o1 FROM a JOIN b ON a.x = b.x WHERE b.y < 2",
                        "SELECT f(b.y, 2) AS o1 FROM a JOIN b ON a.x = b.x WHERE a.x > 1 AND b.y < 2",
                        "SELECT a.x AS o0, b.y AS o1 FROM a JOIN b ON a.x = b.x WHERE a.x > 1 AND b.y < 2");
    }

    @Test
    void aQueryInsideTakesThePlaceOfTheWhole() {
        assertThat(QueryReductions.of("SELECT x FROM (SELECT y AS x FROM t WHERE y IN (SELECT z FROM u)) q"))
                .contains("SELECT y AS x FROM t WHERE y IN (SELECT z FROM u)", "SELECT z FROM u");
    }

    @Test
    void rowsAreLeftOutOfWhatIsPutIn() {
        assertThat(QueryReductions.withoutClauses("INSERT INTO t VALUES (1, 2), (3, 4), (5, 6)"))
                .contains("INSERT INTO t VALUES (3, 4), (5, 6)", "INSERT INTO t VALUES (1, 2), (5, 6)");
    }

    @Test
    void columnsAreLeftOutOfTablesAndRows() {
        var given = new FuzzCase(
                "UTC",
                List.of("CREATE TABLE t (a integer, b numeric(8,2), c text, PRIMARY KEY (a))"),
                List.of("SELECT a FROM t"),
                List.of("INSERT INTO t VALUES (1, 2.5, 'x'), (3, NULL, 'y')"),
                1);
        assertThat(SchemaReductions.withoutColumns(given)).anySatisfy(smaller -> {
            assertThat(smaller.schema()).containsExactly("CREATE TABLE t(a integer, c text, PRIMARY KEY (a))");
            assertThat(smaller.history()).containsExactly("INSERT INTO t VALUES (1, 'x'), (3, 'y')");
        });
    }
}
