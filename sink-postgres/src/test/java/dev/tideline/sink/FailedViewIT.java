package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failed view keeps its last good rows and says so; the others go on; when it is good again it has missed nothing. */
class FailedViewIT {

    private static final String STATUS = "SELECT view, state, lsn, rows, error FROM tideline.view_status";

    private SinkTestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    private void begin() {
        bed.results.begin(
                1,
                List.of(
                        view("bad", "id integer!", "t text").key("id").build(),
                        view("good", "id integer!", "t text").key("id").build()));
    }

    @Test
    void keepsItsLastGoodRowsUntilItHeals() {
        var sink = bed.startSink();
        begin();
        bed.results
                .epoch()
                .put("bad", 1, "a")
                .put("bad", 2, "b")
                .put("good", 1, "a")
                .commit();
        var lastGood = bed.results.epoch().put("bad", 1, "aa").commit();
        bed.awaitFrontier(lastGood);

        bed.results
                .epoch()
                .failed("bad", "division by zero")
                .put("bad", 3, "c")
                .put("good", 2, "b")
                .commit();
        bed.results
                .epoch()
                .failed("bad", "division by zero")
                .put("bad", 3, "cc")
                .delete("bad", 1)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("bad")).containsExactly("1|aa", "2|b");
        assertThat(bed.rows("good")).containsExactly("1|a", "2|b");
        assertThat(bed.query(STATUS))
                .containsExactly(
                        "bad|failed|" + lastGood + "|2|division by zero",
                        "good|live|" + bed.results.lastLsn() + "|2|∅");

        // What is held survives a restart.
        sink.close();
        bed.startSink();
        bed.results
                .epoch()
                .failed("bad", "another error")
                .put("bad", 1, "again")
                .delete("bad", 2)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.query(STATUS))
                .containsExactly(
                        "bad|failed|" + lastGood + "|2|another error", "good|live|" + bed.results.lastLsn() + "|2|∅");
        assertThat(bed.rows("bad")).containsExactly("1|aa", "2|b");

        bed.results.epoch().put("bad", 4, "d").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("bad")).containsExactly("1|again", "3|cc", "4|d");
        assertThat(bed.query(STATUS))
                .containsExactly(
                        "bad|live|" + bed.results.lastLsn() + "|3|∅", "good|live|" + bed.results.lastLsn() + "|2|∅");
        assertThat(bed.query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'held%'"))
                .containsExactly("0");
    }

    @Test
    void epochsAppliedTogetherStopWhereTheViewBeginsToFail() {
        var sink = bed.startSink();
        begin();
        bed.results.epoch().put("bad", 1, "a").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        sink.close();
        var lastGood = bed.results.epoch().put("bad", 1, "last good").commit();
        bed.results
                .epoch()
                .failed("bad", "error")
                .put("bad", 1, "never seen")
                .put("good", 1, "x")
                .commit();
        bed.startSink();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("bad")).containsExactly("1|last good");
        assertThat(bed.query(STATUS)).contains("bad|failed|" + lastGood + "|1|error");
    }

    @Test
    void aViewThatFailsFromTheBeginningAppearsWhenItIsGood() {
        bed.startSink();
        begin();
        bed.results
                .epoch()
                .failed("bad", "no luck")
                .put("bad", 1, "a")
                .put("good", 1, "a")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.query(STATUS))
                .containsExactly("bad|failed|∅|∅|no luck", "good|live|" + bed.results.lastLsn() + "|1|∅");
        assertThat(bed.query("SELECT to_regclass('bad') IS NULL")).containsExactly("t");
        bed.results.epoch().failed("bad", "no luck").put("bad", 2, "b").commit();
        bed.results.epoch().delete("bad", 1).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("bad")).containsExactly("2|b");
        assertThat(bed.query(STATUS)).contains("bad|live|" + bed.results.lastLsn() + "|1|∅");
    }

    @Test
    void largeEpochsOfAFailedViewAreHeldToo() {
        bed.startSink(new SinkLimits(100, 20_000));
        begin();
        bed.results.epoch().put("bad", 1, "a").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        var epoch = bed.results.epoch().failed("bad", "error");
        for (int i = 0; i < 2_000; i++) {
            epoch.put("bad", i % 1_000, "row " + i).put("good", i, "g");
        }
        bed.awaitFrontier(epoch.commitInPortions(300));
        assertThat(bed.rows("bad")).containsExactly("1|a");
        assertThat(bed.value("SELECT count(*) FROM good")).isEqualTo("2000");
        bed.results.epoch().delete("bad", 0).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.value("SELECT count(*), min(t), max(id) FROM bad")).isEqualTo("999|row 1001|999");
    }

    @Test
    void theErrorIsOnlyForThoseWhoMayReadTheView() {
        bed.startSink();
        begin();
        bed.results.epoch().put("bad", 1, "a").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        bed.results.epoch().failed("bad", "invalid input: \"secret\"").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        await().untilAsserted(() -> assertThat(bed.state("bad")).isEqualTo("failed"));
        String role = "stranger_" + bed.prefix;
        bed.run("CREATE ROLE " + role + "; SET ROLE " + role);
        assertThat(bed.query("SELECT state, error FROM tideline.view_status WHERE view = 'bad'"))
                .containsExactly("failed|∅");
        bed.run("RESET ROLE; GRANT SELECT ON bad TO " + role + "; SET ROLE " + role);
        assertThat(bed.query("SELECT error FROM tideline.view_status WHERE view = 'bad'"))
                .containsExactly("invalid input: \"secret\"");
        bed.run("RESET ROLE");
    }
}
