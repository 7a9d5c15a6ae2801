package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.schemas.wire.Lsn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hold stops the frontier exactly at an epoch's end, and says which epoch it keeps back. */
class HoldIT {

    private SinkTestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
        bed.startSink();
        bed.results.begin(
                1, List.of(view("v", "id integer!", "n bigint").key("id").build()));
        bed.results.epoch().put("v", 1, 0).commit();
        bed.awaitFrontier(bed.results.lastLsn());
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void stopsAtTheLastEpochThatFits() {
        Lsn first = bed.results.lastLsn();
        long base = bed.results.lastEpoch();
        // Between the ends of two epochs: the earlier one is the last that fits.
        Lsn max = new Lsn(ResultProducer.lsn(base + 3).value() + 7);
        hold(max, "1 minute");
        for (int i = 1; i <= 6; i++) {
            bed.results.epoch().put("v", 1, i).commit();
        }
        bed.awaitFrontier(ResultProducer.lsn(base + 3));
        await().untilAsserted(() -> assertThat(bed.value("SELECT blocked_at_lsn FROM tideline.hold"))
                .isEqualTo(ResultProducer.lsn(base + 4).toString()));
        assertThat(bed.rows("v")).containsExactly("1|3");
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        bed.frontier("sales"))
                .isEqualTo(ResultProducer.lsn(base + 3).toString()));

        bed.run("UPDATE tideline.hold SET max_lsn = '" + ResultProducer.lsn(base + 5) + "'");
        bed.awaitFrontier(ResultProducer.lsn(base + 5));
        assertThat(bed.rows("v")).containsExactly("1|5");
        await().untilAsserted(() -> assertThat(bed.value("SELECT blocked_at_lsn FROM tideline.hold"))
                .isEqualTo(ResultProducer.lsn(base + 6).toString()));

        long releasedAt = System.nanoTime();
        bed.run("DELETE FROM tideline.hold");
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(Duration.ofNanos(System.nanoTime() - releasedAt)).isLessThan(Duration.ofSeconds(2));
        assertThat(bed.rows("v")).containsExactly("1|6");
        assertThat(first).isLessThan(max);
    }

    @Test
    void endsWhenItExpires() {
        long base = bed.results.lastEpoch();
        hold(ResultProducer.lsn(base), "1 second");
        bed.results.epoch().put("v", 1, 1).commit();
        await().untilAsserted(() -> assertThat(bed.value("SELECT blocked_at_lsn FROM tideline.hold"))
                .isEqualTo(ResultProducer.lsn(base + 1).toString()));
        assertThat(bed.frontier("sales")).isEqualTo(ResultProducer.lsn(base).toString());
        bed.awaitFrontier(ResultProducer.lsn(base + 1));
    }

    @Test
    void keepsMuchBackWithoutLosingAnything() {
        bed.results.epoch().commit();
        bed.awaitFrontier(bed.results.lastLsn());
        long base = bed.results.lastEpoch();
        hold(ResultProducer.lsn(base), "1 minute");
        for (int i = 0; i < 20; i++) {
            var epoch = bed.results.epoch();
            for (int j = 0; j < 500; j++) {
                epoch.put("v", i * 500 + j, i);
            }
            epoch.commit();
        }
        await().untilAsserted(() -> assertThat(bed.value("SELECT blocked_at_lsn IS NOT NULL FROM tideline.hold"))
                .isEqualTo("t"));
        bed.run("DELETE FROM tideline.hold");
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.value("SELECT count(*), sum(n) FROM v")).isEqualTo("10000|" + 500 * 190);
    }

    /** As {@code tideline verify} does it. */
    private void hold(Lsn max, String lasts) {
        bed.run("BEGIN; SELECT lsn FROM tideline.frontier WHERE topology = 'sales' FOR UPDATE;"
                + " INSERT INTO tideline.hold (topology, max_lsn, expires_at) VALUES ('sales', '" + max
                + "', clock_timestamp() + interval '" + lasts + "'); COMMIT");
    }
}
