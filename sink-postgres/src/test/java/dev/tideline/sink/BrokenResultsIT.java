package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results that do not add up stop the topology with a clear message, and nothing of them is shown. */
class BrokenResultsIT {

    private SinkTestBed bed;
    private Sink sink;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
        sink = bed.startSink();
        bed.results.begin(
                1, List.of(view("v", "id integer!", "t text").key("id").build()));
        bed.results.epoch().put("v", 1, "good").commit();
        bed.awaitFrontier(bed.results.lastLsn());
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void oneRowTooMany() {
        bed.results.epoch().put("v", 2, "surplus").rowsOnly();
        bed.results.epoch().put("v", 1, "bad").commit();
        expectStopped("holds 2 rows of epoch 11, its manifest says 1");
    }

    @Test
    void oneRowTooFew() {
        bed.results.epoch().put("v", 1, "bad").promiseTooMany(1).commit();
        expectStopped("has been read to its end and holds fewer rows than the manifests promise");
    }

    @Test
    void oneRowTooFewWithLaterOnesBehindIt() {
        bed.results.epoch().put("v", 1, "bad").promiseTooMany(1).commit();
        bed.results.epoch().put("v", 1, "worse").commit();
        expectStopped("holds 1 rows of epoch 11, its manifest says 2");
    }

    @Test
    void aGapBetweenManifests() {
        bed.results.skip(1);
        bed.results.epoch().put("v", 1, "bad").commit();
        expectStopped("for epochs 12 to 12 follows epoch 10");
    }

    @Test
    void aTopicThatWasMadeAgain() throws Exception {
        sink.close();
        var view = bed.results.descriptor().views().get(0);
        bed.results.recreateTopic(view.topic());
        bed.results.epoch().put("v", 1, "bad").commit();
        sink = bed.startSink();
        expectStopped("has been deleted and created again");
    }

    private void expectStopped(String message) {
        var good = ResultProducer.lsn(10);
        await().atMost(SinkTestBed.SOON).untilAsserted(() -> {
            var health = sink.health();
            assertThat(health.ready()).isFalse();
            assertThat(health.live()).isTrue();
            var failure = SinkTestBed.failure(sink);
            assertThat(failure.code()).isEqualTo(DiagnosticCode.KAFKA_TOPIC);
            assertThat(failure.message()).contains(message);
        });
        assertThat(bed.frontier("sales")).isEqualTo(good.toString());
        assertThat(bed.rows("v")).containsExactly("1|good");
        assertThat(bed.query("SELECT state, lsn FROM tideline.view_status")).containsExactly("failed|" + good);
        assertThat(bed.value("SELECT error FROM tideline.view_status")).contains(message);
    }
}
