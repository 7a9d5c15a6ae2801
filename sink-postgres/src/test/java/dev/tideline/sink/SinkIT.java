package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.schemas.wire.Lsn;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main path: first content, changes, deletions, restarts; what the tideline schema says of them. */
class SinkIT {

    private SinkTestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void showsFirstContentAndThenEveryEpoch() {
        bed.startSink();
        bed.results.begin(
                1,
                List.of(
                        view("totals", "country text!", "orders bigint", "revenue numeric(12,2)")
                                .key("country")
                                .into("analytics", "totals")
                                .index("orders")
                                .description("Per country")
                                .build(),
                        view("top", "n integer").build()));
        await().untilAsserted(() -> assertThat(bed.state("totals")).isEqualTo("pending"));
        assertThat(bed.query("SELECT to_regclass('analytics.totals') IS NULL")).containsExactly("t");

        var first = bed.results
                .epoch()
                .put("totals", "DE", 3, "10.50")
                .put("totals", "FR", 1, "7.00")
                .put("top", 3)
                .commit();
        bed.awaitFrontier(first);
        assertThat(bed.rows("analytics.totals")).containsExactly("DE|3|10.50", "FR|1|7.00");
        assertThat(bed.rows("top")).containsExactly("3");
        assertThat(bed.query("SELECT view, relation, state, lsn, rows, error FROM tideline.view_status"))
                .containsExactly(
                        "totals|analytics.totals|live|" + first + "|2|∅", "top|public.top|live|" + first + "|1|∅");

        var second = bed.results
                .epoch()
                .put("totals", "DE", 4, "11.50")
                .delete("totals", "FR")
                .put("totals", "IT", 1, null)
                .put("totals", "ES", 1, "0.10")
                .delete("top")
                .commit();
        bed.awaitFrontier(second);
        assertThat(bed.rows("analytics.totals")).containsExactly("DE|4|11.50", "ES|1|0.10", "IT|1|∅");
        assertThat(bed.rows("top")).isEmpty();
        assertThat(bed.query("SELECT rows FROM tideline.view_status")).containsExactly("3", "0");
        assertThat(bed.query("SELECT indexdef FROM pg_indexes WHERE schemaname = 'analytics' ORDER BY 1"))
                .containsExactly(
                        "CREATE INDEX totals_orders_idx ON analytics.totals USING btree (orders)",
                        "CREATE UNIQUE INDEX totals_pkey ON analytics.totals USING btree (country)");
        assertThat(bed.value("SELECT obj_description('analytics.totals'::regclass)"))
                .isEqualTo("Per country");
    }

    @Test
    void resumesWhereTheTargetStands() {
        var sink = bed.startSink();
        bed.results.begin(
                1, List.of(view("v", "id integer!", "t text").key("id").build()));
        bed.results.epoch().put("v", 1, "a").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        sink.close();
        bed.results.epoch().put("v", 1, "b").put("v", 2, "c").commit();
        bed.results.epochs(3).delete("v", 2).put("v", 3, "d").commit();
        bed.startSink();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|b", "3|d");
        assertThat(bed.value("SELECT rows FROM tideline.view_status")).isEqualTo("2");
    }

    @Test
    void emptyEpochsMoveOnlyTheFrontier() {
        bed.startSink();
        bed.results.begin(1, List.of(view("v", "id integer!").key("id").build()));
        bed.results.epoch().put("v", 1).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        String written = bed.value("SELECT xmin FROM v");
        for (int i = 0; i < 5; i++) {
            bed.results.epoch().commit();
        }
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.value("SELECT xmin FROM v")).isEqualTo(written);
        assertThat(bed.value("SELECT lag < '1 min' FROM tideline.view_status")).isEqualTo("t");
    }

    @Test
    void theFrontierHasExactlyTheColumnsOfTheContract() {
        bed.startSink();
        bed.results.begin(1, List.of(view("v", "id integer!").key("id").build()));
        Lsn lsn = bed.results.epoch().put("v", 1).commit();
        bed.awaitFrontier(lsn);
        assertThat(bed.query("SELECT attname, format_type(atttypid, null) FROM pg_attribute"
                        + " WHERE attrelid = 'tideline.frontier'::regclass AND attnum > 0 ORDER BY attnum"))
                .containsExactly(
                        "topology|text",
                        "lsn|pg_lsn",
                        "committed_at|timestamp with time zone",
                        "applied_at|timestamp with time zone",
                        "as_of|timestamp with time zone");
        assertThat(bed.query("SELECT attname, format_type(atttypid, null) FROM pg_attribute"
                        + " WHERE attrelid = 'tideline.view_status'::regclass AND attnum > 0 ORDER BY attnum"))
                .containsExactly(
                        "topology|text",
                        "view|text",
                        "relation|text",
                        "state|text",
                        "lsn|pg_lsn",
                        "committed_at|timestamp with time zone",
                        "applied_at|timestamp with time zone",
                        "lag|interval",
                        "rows|bigint",
                        "error|text");
        assertThat(bed.meters.get("tideline.sink.epochs").counter().count()).isPositive();
        assertThat(bed.meters.get("tideline.sink.freshness.seconds").timer().count())
                .isZero();
        bed.results.epoch().put("v", 2).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        await().untilAsserted(() -> assertThat(bed.meters
                        .get("tideline.sink.freshness.seconds")
                        .timer()
                        .count())
                .isEqualTo(1));
    }
}
