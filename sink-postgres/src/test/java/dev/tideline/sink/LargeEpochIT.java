package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An epoch larger than memory waits in the target and is applied as a whole. */
class LargeEpochIT {

    private static final int ROWS = 200_000;
    private static final SinkLimits SMALL = new SinkLimits(1_000, 2 << 20);

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
    void isShownAllAtOnce() {
        bed.startSink(SMALL);
        bed.results.begin(
                1,
                List.of(
                        view("v", "id integer", "t text", "n numeric").key("id").build(),
                        view("b", "t text").bag().build()));
        var first = bed.results.epoch();
        for (int i = 0; i < ROWS; i++) {
            first.put("v", i, "first", i + ".0");
            if (i % 10 == 0) {
                first.putBag("b", String.format("%032x", i), 2, "bag " + i);
            }
        }
        bed.awaitFrontier(first.commitInPortions(20_000));
        assertThat(bed.value("SELECT count(*), sum(n), count(DISTINCT id), count(*) FILTER (WHERE t = 'first') FROM v"))
                .isEqualTo(ROWS + "|" + (long) ROWS * (ROWS - 1) / 2 + ".0|" + ROWS + "|" + ROWS);
        assertThat(bed.value("SELECT count(*), count(DISTINCT t) FROM b")).isEqualTo(ROWS / 5 + "|" + ROWS / 10);

        // Every key twice, a third of them deleted in the end, and the key NULL.
        var second = bed.results.epoch();
        for (int i = 0; i < ROWS; i++) {
            second.put("v", i, "passing", "0");
        }
        for (int i = 0; i < ROWS; i++) {
            if (i % 3 == 0) {
                second.delete("v", i);
            } else {
                second.put("v", i, "second", "1");
            }
        }
        second.put("v", null, "null", "5");
        second.deleteBag("b", String.format("%032x", 0));
        var shown = CompletableFuture.supplyAsync(() -> statesSeen(second.number()));
        bed.awaitFrontier(second.commitInPortions(20_000));
        int left = ROWS - (ROWS + 2) / 3 + 1;
        assertThat(bed.value("SELECT count(*), sum(n), count(*) FILTER (WHERE t = 'second') FROM v"))
                .isEqualTo(left + "|" + (left - 1 + 5) + "|" + (left - 1));
        assertThat(bed.value("SELECT count(*) FROM b")).isEqualTo(String.valueOf(ROWS / 5 - 2));
        assertThat(bed.query("SELECT rows FROM tideline.view_status")).containsExactly("" + left, "" + (ROWS / 5 - 2));
        assertThat(bed.query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'stage%'"))
                .containsExactly("0");
        assertThat(shown.join()).containsExactly("200000|first|first", left + "|null|second");
    }

    /** 200 MB of rows in one epoch, in a process that has far less. */
    @Test
    void needsLittleMemory() throws Exception {
        bed.results.begin(
                1, List.of(view("v", "id integer!", "t text").key("id").build()));
        var process = SinkMain.start(bed, new SinkLimits(1_000, 8 << 20), 96);
        try {
            bed.results.epoch().put("v", -1, "first").commit();
            await().atMost(SinkTestBed.SOON).until(() -> "t".equals(bed.value("SELECT to_regclass('v') IS NOT NULL")));
            int portion = 2_000;
            var epoch = bed.results.epoch();
            String text = "x".repeat(2_000);
            for (int i = 0; i < 100_000; i++) {
                epoch.put("v", i, text);
                if (i % portion == portion - 1) {
                    epoch.flush();
                }
            }
            epoch.manifestOnly();
            bed.awaitFrontier(bed.results.lastLsn());
            assertThat(bed.value("SELECT count(*), sum(length(t)) FROM v")).isEqualTo("100001|200000005");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void survivesARestartInTheMiddle() {
        var sink = bed.startSink(SMALL);
        bed.results.begin(
                1, List.of(view("v", "id integer!", "t text").key("id").build()));
        bed.results.epoch().put("v", -1, "first").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        var epoch = bed.results.epoch();
        for (int i = 0; i < 40_000; i++) {
            epoch.put("v", i, "large");
        }
        epoch.rowsOnly();
        await().atMost(SinkTestBed.SOON)
                .until(() -> bed.value("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'stage%'")
                        .equals("1"));
        sink.close();
        bed.startSink(SMALL);
        // The manifest promises the rows that stand there already.
        epoch.manifestOnly();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.value("SELECT count(*) FROM v")).isEqualTo("40001");
    }

    /** The distinct states of the table that a reader sees until the epoch is shown. */
    private List<String> statesSeen(long epoch) {
        var seen = new java.util.LinkedHashSet<String>();
        try (var connection = bed.database.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
            String frontier = "";
            while (!frontier.equals(ResultProducer.lsn(epoch).toString())) {
                frontier = SinkTestBed.query(connection, "SELECT lsn FROM tideline.frontier")
                        .get(0);
                seen.addAll(SinkTestBed.query(connection, "SELECT count(*), min(t), max(t) FROM v"));
                connection.commit();
            }
            return List.copyOf(seen);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
