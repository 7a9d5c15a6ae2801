package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as a change: the record image, not the type's equality; and nothing else is written. */
class ChangesIT {

    private SinkTestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
        bed.startSink();
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void anotherRepresentationOfAnEqualValueIsAChange() {
        bed.results.begin(
                1,
                List.of(view(
                                "v",
                                "id integer!",
                                "n numeric",
                                "i interval",
                                "f double precision",
                                "j jsonb",
                                "a numeric[]")
                        .key("id")
                        .build()));
        bed.results
                .epoch()
                .put("v", 1, "1.0", "1 day", -0.0, "{\"a\": 1.0}", "{1.0}")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|1.0|1 day|-0|{\"a\": 1.0}|{1.0}");
        bed.results
                .epoch()
                .put("v", 1, "1.00", "24:00:00", 0.0, "{\"a\": 1.00}", "{1.00}")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|1.00|24:00:00|0|{\"a\": 1.00}|{1.00}");
    }

    @Test
    void anotherRepresentationOfAnEqualKeyIsAChangeWhicheverWayItComes() {
        bed.results.begin(
                1, List.of(view("v", "n numeric", "note text").key("n").build()));
        bed.results
                .epoch()
                .put("v", "1.0", "a")
                .put("v", "2.0", "b")
                .put("v", "3.0", "c")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        bed.results
                .epoch()
                .put("v", "1.00", "a") // the new text alone
                .put("v", "2.00", "b") // the new text before the old one goes
                .delete("v", "2.0")
                .delete("v", "3.0")
                .put("v", "3.00", "c")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1.00|a", "2.00|b", "3.00|c");
        assertThat(bed.value("SELECT rows FROM tideline.view_status")).isEqualTo("3");
    }

    @Test
    void rowsThatDoNotChangeAreNotWritten() {
        bed.results.begin(
                1,
                List.of(view("v", "id integer!", "n numeric", "t text")
                        .key("id")
                        .build()));
        bed.results
                .epoch()
                .put("v", 1, "1.0", "same")
                .put("v", 2, null, null)
                .put("v", 3, "5", "x")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        var before = bed.query("SELECT id, xmin, xmax, ctid FROM v WHERE id < 3 ORDER BY id");
        bed.results
                .epoch()
                .put("v", 1, "1.0", "same")
                .put("v", 2, null, null)
                .put("v", 3, "6", "x")
                .delete("v", 99)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.query("SELECT id, xmin, xmax, ctid FROM v WHERE id < 3 ORDER BY id"))
                .isEqualTo(before);
        assertThat(bed.rows("v")).containsExactly("1|1.0|same", "2|∅|∅", "3|6|x");
        assertThat(bed.value("SELECT rows FROM tideline.view_status")).isEqualTo("3");
    }

    @Test
    void theLastOfManyWritesOfAnEpochWins() {
        bed.results.begin(
                1, List.of(view("v", "id integer!", "t text").key("id").build()));
        bed.results
                .epoch()
                .put("v", 1, "a")
                .put("v", 1, "b")
                .put("v", 2, "x")
                .delete("v", 2)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|b");
        bed.results
                .epoch()
                .delete("v", 1)
                .put("v", 1, "c")
                .put("v", 3, "y")
                .put("v", 3, "z")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|c", "3|z");
    }

    @Test
    void largeValuesAreComparedAndWritten() {
        bed.results.begin(
                1,
                List.of(view("v", "id integer!", "t text", "b bytea").key("id").build()));
        String large = "x".repeat(3_000_000);
        bed.results.epoch().put("v", 1, large, "\\x" + "ab".repeat(500_000)).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        String written = bed.value("SELECT xmin FROM v");
        bed.results.epoch().put("v", 1, large, "\\x" + "ab".repeat(500_000)).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.value("SELECT xmin FROM v")).isEqualTo(written);
        bed.results
                .epoch()
                .put("v", 1, large + "y", "\\x" + "ab".repeat(500_000))
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.value("SELECT length(t), length(b), md5(b) = md5(decode(repeat('ab', 500000), 'hex')) FROM v"))
                .isEqualTo("3000001|500000|t");
    }
}
