package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.sql.translate.TimeReference;
import dev.tideline.engine.sql.translate.TimeReference.Kind;
import dev.tideline.schemas.config.SqlText;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries in which the time has been set. */
class QueryAtTimeTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final String LITERAL = "'2026-01-02T03:04:05.678901Z'::pg_catalog.timestamptz";

    @Test
    void eachPlaceSaysTheTimeUnderItsOwnName() {
        var sql = "SELECT now(), pg_catalog . now ( ) + x, current_date, localtimestamp(3) FROM t;";
        assertThat(at(
                        sql,
                        new TimeReference(7, Kind.TIMESTAMPTZ),
                        new TimeReference(14, Kind.TIMESTAMPTZ),
                        new TimeReference(sql.indexOf("current_date"), Kind.DATE),
                        new TimeReference(sql.indexOf("localtimestamp"), Kind.TIMESTAMP)))
                .isEqualTo("SELECT (SELECT " + LITERAL + "::timestamptz AS \"now\"), (SELECT " + LITERAL
                        + "::timestamptz AS \"now\") + x, (SELECT " + LITERAL
                        + "::date AS \"current_date\"), (SELECT " + LITERAL
                        + "::timestamp(3) AS \"localtimestamp\") FROM t");
    }

    @Test
    void anAgeIsCountedFromThatDay() {
        assertThat(at("SELECT age(born) FROM t", new TimeReference(7, Kind.AGE_ZONED)))
                .isEqualTo("SELECT age(" + LITERAL + "::date::timestamptz, born) FROM t");
    }

    @Test
    void aQueryThatDoesNotAskStaysAsItIs() {
        assertThat(at("SELECT 'now()' ; ")).isEqualTo("SELECT 'now()'");
    }

    private static String at(String sql, TimeReference... references) {
        return QueryAtTime.of(new Text(sql), List.of(references), TIME);
    }

    private record Text(String text) implements SqlText {
        @Override
        public SourcePosition positionOf(int offset) {
            return new SourcePosition("t", 1, offset + 1);
        }
    }
}
