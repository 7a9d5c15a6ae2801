package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new plan's results replace the old ones in one transaction, and what hangs on the relations survives. */
class GenerationIT {

    private SinkTestBed bed;
    private Sink sink;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
        sink = bed.startSink();
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    private void oldGeneration() {
        bed.results.begin(
                1,
                List.of(
                        view("v", "id integer!", "t text", "n numeric")
                                .key("id")
                                .index("t")
                                .build(),
                        view("b", "t text").bag().build(),
                        view("gone", "id integer!").key("id").build()));
        bed.results
                .epoch()
                .put("v", 1, "same", "1.0")
                .put("v", 2, "old", "2")
                .put("v", 3, "goes", "3")
                .putBag("b", "00000000000000000000000000000001", 2, "x")
                .putBag("b", "00000000000000000000000000000002", 1, "y")
                .put("gone", 7)
                .commit();
        bed.results.epoch().commit();
        bed.awaitFrontier(bed.results.lastLsn());
    }

    @Test
    void onlyDifferencesAreWrittenAndDependentsSurvive() {
        oldGeneration();
        String role = "reader_" + bed.prefix;
        bed.run("CREATE ROLE " + role + "; GRANT SELECT ON v, b TO " + role
                + "; CREATE VIEW on_v AS SELECT count(*) FROM v; CREATE VIEW on_b AS SELECT count(*) FROM b"
                + "; CREATE INDEX own_index ON v (n)");
        String same = bed.value("SELECT xmin, ctid, tableoid FROM v WHERE id = 1");
        bed.results.begin(
                2,
                List.of(
                        view("v", "id integer!", "t text", "n numeric")
                                .key("id")
                                .index("n")
                                .build(),
                        view("b", "t text").bag().build(),
                        view("added", "id integer!").key("id").build()),
                12);
        var first = bed.results
                .epoch()
                .put("v", 1, "same", "1.0")
                .put("v", 2, "new", "2.0")
                .put("v", 4, "comes", "4")
                .putBag("b", "00000000000000000000000000000001", 1, "x")
                .putBag("b", "00000000000000000000000000000003", 1, "z")
                .put("added", 1)
                .commit();
        bed.awaitFrontier(first);
        assertThat(bed.rows("v")).containsExactly("1|same|1.0", "2|new|2.0", "4|comes|4");
        assertThat(bed.rows("b")).containsExactly("x", "z");
        assertThat(bed.rows("added")).containsExactly("1");
        assertThat(bed.rows("gone")).containsExactly("7");
        assertThat(bed.value("SELECT xmin, ctid, tableoid FROM v WHERE id = 1")).isEqualTo(same);
        assertThat(bed.rows("on_v")).containsExactly("3");
        assertThat(bed.rows("on_b")).containsExactly("2");
        assertThat(bed.query("SELECT has_table_privilege('" + role + "', r, 'SELECT') FROM unnest('{v,b}'::text[]) r"))
                .containsExactly("t", "t");
        assertThat(bed.query("SELECT indexname FROM pg_indexes WHERE tablename = 'v' ORDER BY 1"))
                .containsExactly("own_index", "v_n_idx", "v_pkey");
        assertThat(bed.query("SELECT view, state, rows FROM tideline.view_status ORDER BY view"))
                .containsExactly("added|live|1", "b|live|2", "gone|paused|1", "v|live|3");
        assertThat(bed.query("SELECT count(*) FROM tideline.generation")).containsExactly("1");
        assertThat(bed.query("SELECT tablename FROM pg_tables WHERE schemaname = 'tideline_data'"))
                .hasSize(1);

        bed.results
                .epoch()
                .put("v", 2, "newer", "2.0")
                .deleteBag("b", "00000000000000000000000000000003")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).contains("2|newer|2.0");
        assertThat(bed.rows("b")).containsExactly("x");
    }

    @Test
    void waitsUntilItHasCaughtUpWithTheFrontier() {
        oldGeneration();
        for (int i = 0; i < 10; i++) {
            bed.results.epoch().put("v", 1, "epoch " + i, "1").commit();
        }
        var shown = bed.results.lastLsn();
        bed.awaitFrontier(shown);
        // Its snapshot is older than what is shown.
        bed.results.begin(
                2,
                List.of(view("v", "id integer!", "t text", "n numeric")
                        .key("id")
                        .build()),
                12);
        bed.results.epoch().put("v", 1, "as of the snapshot", "1").commit();
        await().untilAsserted(
                        () -> assertThat(bed.value("SELECT epoch FROM tideline.generation WHERE state = 'building'"))
                                .isEqualTo("12"));
        for (int i = 0; i < 5; i++) {
            bed.results.epoch().put("v", 1, "replayed " + i, "1").commit();
        }
        await().untilAsserted(
                        () -> assertThat(bed.value("SELECT epoch FROM tideline.generation WHERE state = 'building'"))
                                .isEqualTo("17"));
        assertThat(bed.frontier("sales")).isEqualTo(shown.toString());
        assertThat(bed.rows("v")).contains("1|epoch 9|1");
        sink.close();
        sink = bed.startSink();
        for (int i = 5; i < 12; i++) {
            bed.results.epoch().put("v", 1, "replayed " + i, "1").commit();
        }
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|replayed 11|1");
    }

    @Test
    void theOldGenerationGoesOnMeanwhile() {
        oldGeneration();
        var old = bed.results;
        var next = bed.producer("sales", 1);
        next.begin(
                2,
                List.of(view("v", "id integer!", "t text", "n numeric")
                        .key("id")
                        .build()),
                20);
        old.epoch().put("v", 2, "still fresh", "2").commit();
        bed.awaitFrontier(old.lastLsn());
        assertThat(bed.rows("v")).contains("2|still fresh|2");
        next.epoch().put("v", 9, "next", "9").commit();
        bed.awaitFrontier(next.lastLsn());
        assertThat(bed.rows("v")).containsExactly("9|next|9");
    }

    @Test
    void columnsAndKeysMayChange() {
        oldGeneration();
        String role = "reader_" + bed.prefix;
        bed.run("CREATE ROLE " + role + "; GRANT SELECT ON v, b TO " + role + "; CREATE VIEW on_v AS SELECT id FROM v");
        bed.results.begin(
                2,
                List.of(
                        view("v", "id integer!", "d date", "t text", "x text")
                                .key("id", "t")
                                .index("x")
                                .build(),
                        view("b", "t text", "more integer").bag().build()),
                12);
        bed.results
                .epoch()
                .put("v", 1, "2024-01-01", "a", "x")
                .put("v", 1, null, null, "y")
                .putBag("b", "00000000000000000000000000000001", 2, "x", 5)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|2024-01-01|a|x", "1|∅|∅|y");
        assertThat(bed.rows("b")).containsExactly("x|5", "x|5");
        assertThat(bed.rows("on_v")).containsExactly("1", "1");
        assertThat(bed.query("SELECT has_table_privilege('" + role + "', r, 'SELECT') FROM unnest('{v,b}'::text[]) r"))
                .containsExactly("t", "t");
        bed.results
                .epoch()
                .put("v", 1, null, null, "z")
                .delete("v", 1, "a")
                .put("v", 5, null, "b", null)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|∅|∅|z", "5|∅|b|∅");
    }

    @Test
    void aColumnThatAViewDependsOnIsNotDroppedAndTheOldGenerationGoesOn() {
        oldGeneration();
        bed.run("CREATE VIEW on_v AS SELECT n FROM v");
        var next = bed.producer("sales", 1);
        next.begin(2, List.of(view("v", "id integer!", "t text").key("id").build()), 12);
        next.epoch().put("v", 1, "new").commit();
        await().atMost(SinkTestBed.SOON)
                .untilAsserted(() -> assertThat(bed.value("SELECT error FROM tideline.view_status WHERE view = 'v'"))
                        .contains("generation 2 cannot be built", "other objects of the target depend on it", "on_v"));
        await().untilAsserted(
                        () -> assertThat(SinkTestBed.failure(sink).message()).contains("on_v"));
        assertThat(sink.health().ready()).isFalse();
        assertThat(bed.rows("v")).containsExactly("1|same|1.0", "2|old|2", "3|goes|3");
        assertThat(bed.state("v")).isEqualTo("live");
        bed.results.epoch().put("v", 2, "still fresh", "2").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).contains("2|still fresh|2");
        bed.run("DROP VIEW on_v");
        next.epoch().commit();
        bed.awaitFrontier(next.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|new");
        await().untilAsserted(() -> assertThat(sink.health().ready()).isTrue());
        assertThat(bed.query("SELECT error FROM tideline.view_status WHERE view = 'v'"))
                .containsExactly("∅");
    }

    @Test
    void aHoldLetsTheOldGenerationReachItsEnd() {
        oldGeneration();
        var max = ResultProducer.lsn(13);
        bed.run("INSERT INTO tideline.hold VALUES ('sales', '" + max + "', NULL, now() + interval '1 minute')");
        var next = bed.producer("sales", 1);
        next.begin(
                2,
                List.of(view("v", "id integer!", "t text", "n numeric")
                        .key("id")
                        .build()),
                20);
        next.epoch().put("v", 9, "next", "9").commit();
        await().untilAsserted(
                        () -> assertThat(bed.value("SELECT epoch FROM tideline.generation WHERE state = 'building'"))
                                .isEqualTo("20"));
        for (int i = 0; i < 5; i++) {
            bed.results
                    .epoch()
                    .put("v", 1, "epoch " + bed.results.lastEpoch(), "1")
                    .commit();
        }
        bed.awaitFrontier(max);
        await().untilAsserted(() -> assertThat(bed.value("SELECT blocked_at_lsn FROM tideline.hold"))
                .isEqualTo(ResultProducer.lsn(14).toString()));
        assertThat(bed.rows("v")).contains("1|epoch 12|1");
        bed.run("DELETE FROM tideline.hold");
        bed.awaitFrontier(next.lastLsn());
        assertThat(bed.rows("v")).containsExactly("9|next|9");
    }

    @Test
    void theSamePlanMayShowItsViewsElsewhere() {
        oldGeneration();
        String oid = bed.value("SELECT 'v'::regclass::oid");
        var before = bed.results.descriptor();
        var moved = before.views().stream()
                .map(old -> new TopologyDescriptor.View(
                        old.name(),
                        new TableName("mart", old.name() + "2"),
                        old.topic(),
                        old.columns(),
                        old.key(),
                        old.bag(),
                        old.indexes(),
                        old.description()))
                .toList();
        bed.results.describe(new TopologyDescriptor(
                before.topology(), before.generation(), before.planHash(), before.resultEpochs(), 1, null, moved));
        await().untilAsserted(() -> assertThat(bed.query("SELECT relation FROM tideline.view_status"))
                .containsExactly("mart.v2", "mart.b2", "mart.gone2"));
        bed.results
                .epoch()
                .put("v", 2, "moved", "2")
                .putBag("b", "00000000000000000000000000000002", 2, "y")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("mart.v2")).contains("2|moved|2");
        assertThat(bed.rows("mart.b2")).containsExactly("x", "x", "y", "y");
        assertThat(bed.value("SELECT 'mart.v2'::regclass::oid")).isEqualTo(oid);
        sink.close();
        sink = bed.startSink();
        bed.results.epoch().put("v", 2, "after a restart", "2").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("mart.v2")).contains("2|after a restart|2");
    }

    @Test
    void aTableMayBecomeABagAndBack() {
        oldGeneration();
        String role = "reader_" + bed.prefix;
        bed.run("CREATE ROLE " + role + "; GRANT SELECT ON v, b TO " + role);
        bed.results.begin(
                2,
                List.of(
                        view("v", "t text").bag().build(),
                        view("b", "t text").key("t").build()),
                12);
        bed.results
                .epoch()
                .putBag("v", "00000000000000000000000000000001", 2, "x")
                .put("b", "y")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("x", "x");
        assertThat(bed.rows("b")).containsExactly("y");
        assertThat(bed.query("SELECT has_table_privilege('" + role + "', r, 'SELECT') FROM unnest('{v,b}'::text[]) r"))
                .containsExactly("t", "t");
    }

    @Test
    void aViewMayMoveToAnotherName() {
        oldGeneration();
        String oid = bed.value("SELECT 'v'::regclass::oid");
        bed.run("CREATE VIEW on_v AS SELECT count(*) FROM v");
        bed.results.begin(
                2,
                List.of(
                        view("v", "id integer!", "t text", "n numeric")
                                .key("id")
                                .into("mart", "renamed")
                                .build(),
                        view("b", "t text").bag().into("mart", "bag").build(),
                        view("gone", "id integer!").key("id").build()),
                12);
        bed.results
                .epoch()
                .put("v", 1, "a", "1")
                .putBag("b", "00000000000000000000000000000001", 1, "x")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("mart.renamed")).containsExactly("1|a|1");
        assertThat(bed.rows("mart.bag")).containsExactly("x");
        assertThat(bed.value("SELECT 'mart.renamed'::regclass::oid")).isEqualTo(oid);
        assertThat(bed.rows("on_v")).containsExactly("1");
        assertThat(bed.query("SELECT to_regclass('v') IS NULL AND to_regclass('b') IS NULL"))
                .containsExactly("t");
        assertThat(bed.rows("gone")).isEmpty();
    }

    @Test
    void aGenerationThatIsOvertakenWhileBeingBuiltLeavesNothing() {
        oldGeneration();
        bed.results.begin(2, List.of(view("v", "id integer!").key("id").build()), 12);
        await().untilAsserted(() -> assertThat(bed.query("SELECT generation FROM tideline.generation ORDER BY 1"))
                .containsExactly("1", "2"));
        bed.results.begin(
                3, List.of(view("v", "id integer!", "t text").key("id").build()), 12);
        bed.results.epoch().put("v", 3, "three").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("3|three");
        assertThat(bed.query("SELECT tablename FROM pg_tables WHERE schemaname = 'tideline_data'"))
                .hasSize(1); // the bag that is no longer kept
    }

    @Test
    void aFailedViewKeepsItsOldRowsThroughTheSwitch() {
        oldGeneration();
        bed.results.begin(
                2,
                List.of(view("v", "id integer!", "t text", "n numeric")
                        .key("id")
                        .build()),
                12);
        bed.results.epoch().failed("v", "error").put("v", 1, "hidden", "1").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|same|1.0", "2|old|2", "3|goes|3");
        assertThat(bed.query("SELECT state, lsn, rows, error FROM tideline.view_status WHERE view = 'v'"))
                .containsExactly("failed|" + ResultProducer.lsn(11) + "|3|error");
        bed.results.epoch().put("v", 2, "good", "2").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|hidden|1", "2|good|2");
    }

    @Test
    void theTopologyMayGo() {
        oldGeneration();
        bed.results.retire();
        await().untilAsserted(() ->
                assertThat(bed.query("SELECT * FROM tideline.frontier")).isEmpty());
        assertThat(bed.query("SELECT state FROM tideline.view_status")).containsOnly("paused");
        assertThat(bed.rows("v")).hasSize(3);
        assertThat(bed.rows("b")).hasSize(3);
        await().untilAsserted(() -> assertThat(sink.health().topologies()).isEmpty());
        // And come again.
        bed.results.begin(
                3,
                List.of(view("v", "id integer!", "t text", "n numeric")
                        .key("id")
                        .build()),
                40);
        bed.results.epoch().put("v", 1, "back", "1").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|back|1");
    }

    /** Readers see the old rows or the new ones, never none and never a mixture. */
    @Test
    void readersSeeOneGenerationOrTheOther() throws Exception {
        bed.results.begin(
                1, List.of(view("v", "id integer!", "g integer").key("id").build()));
        fill(1);
        bed.awaitFrontier(bed.results.lastLsn());
        var stop = new AtomicBoolean();
        var states = new ConcurrentSkipListSet<String>();
        var reader = CompletableFuture.runAsync(() -> {
            try (var connection = bed.database.connect()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
                while (!stop.get()) {
                    String frontier = SinkTestBed.query(connection, "SELECT lsn FROM tideline.frontier")
                            .get(0);
                    String rows = SinkTestBed.query(connection, "SELECT count(*), min(g), max(g) FROM v")
                            .get(0);
                    states.add(frontier + " " + rows);
                    connection.commit();
                }
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int generation = 2; generation <= 5; generation++) {
            int seen = generation - 1;
            await().until(() -> states.size() >= seen || reader.isDone());
            bed.results.begin(
                    generation,
                    List.of(view("v", "id integer!", "g integer").key("id").build()),
                    10 * generation);
            fill(generation);
            bed.awaitFrontier(bed.results.lastLsn());
        }
        await().until(() -> states.size() >= 5 || reader.isDone());
        stop.set(true);
        reader.join();
        assertThat(states)
                .containsExactlyInAnyOrder(
                        "0/A00 500|1|1", "0/1400 1000|2|2", "0/1E00 1500|3|3", "0/2800 2000|4|4", "0/3200 2500|5|5");
    }

    private void fill(int generation) {
        var epoch = bed.results.epoch();
        for (int i = 0; i < 500 * generation; i++) {
            epoch.put("v", i, generation);
        }
        epoch.commit();
    }
}
