package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A result without a key is shown as a bag: every row as often as it occurs, the query's columns and nothing else. */
class BagIT {

    private static final String ONE = "0123456789abcdef0123456789abcdef";
    private static final String TWO = "ffffffffffffffffffffffffffffffff";

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
    void rowsOccurAsOftenAsTheirCount() {
        bed.startSink();
        bed.results.begin(
                1,
                List.of(view("b", "t text", "n numeric")
                        .bag()
                        .index("t")
                        .description("A bag")
                        .build()));
        bed.results
                .epoch()
                .putBag("b", ONE, 3, "a", "1.0")
                .putBag("b", TWO, 1, null, null)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("b")).containsExactly("a|1.0", "a|1.0", "a|1.0", "∅|∅");
        assertThat(bed.value("SELECT rows FROM tideline.view_status")).isEqualTo("4");
        bed.results.epoch().putBag("b", ONE, 1, "a", "1.0").deleteBag("b", TWO).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("b")).containsExactly("a|1.0");
        assertThat(bed.value("SELECT rows FROM tideline.view_status")).isEqualTo("1");
        bed.results
                .epoch()
                .putBag("b", ONE, 1, "a", "1.0")
                .putBag("b", TWO, 2, "b", "2")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("b")).containsExactly("a|1.0", "b|2", "b|2");
        assertThat(bed.value("SELECT rows FROM tideline.view_status")).isEqualTo("3");
        assertThat(bed.value("SELECT relkind, obj_description(oid) FROM pg_class WHERE oid = 'b'::regclass"))
                .isEqualTo("v|A bag");
    }

    @Test
    void readersNeedNoRightBeyondTheView() throws Exception {
        bed.startSink();
        bed.results.begin(1, List.of(view("b", "t text").bag().build()));
        bed.results.epoch().putBag("b", ONE, 2, "a").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        String role = "reader_" + bed.prefix;
        bed.run("CREATE ROLE " + role + "; GRANT SELECT ON b TO " + role);
        bed.run("SET ROLE " + role);
        assertThat(bed.rows("b")).containsExactly("a", "a");
        assertThat(bed.query("SELECT view, state FROM tideline.view_status")).containsExactly("b|live");
        bed.run("RESET ROLE");
    }
}
