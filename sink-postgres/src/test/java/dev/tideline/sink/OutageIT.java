package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.sink.TopologyHealth.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Cut connections, restarted servers, and a second process that stands by. */
class OutageIT {

    @Test
    void cutConnectionsLoseNothing() throws Exception {
        try (var bed = new SinkTestBed()) {
            bed.startSink();
            bed.results.begin(
                    1, List.of(view("v", "id integer!", "n integer").key("id").build()));
            bed.results.epoch().put("v", 0, 0).commit();
            bed.awaitFrontier(bed.results.lastLsn());
            for (int i = 1; i <= 100; i++) {
                bed.results.epoch().put("v", 0, i).put("v", i, i).commit();
                if (i % 10 == 0) {
                    bed.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name LIKE 'tideline sink%' AND datname = current_database()");
                }
            }
            bed.awaitFrontier(bed.results.lastLsn());
            assertThat(bed.value("SELECT count(*), sum(n), max(n) FILTER (WHERE id = 0) FROM v"))
                    .isEqualTo("101|" + (5050 + 100) + "|100");
            assertThat(bed.value("SELECT rows FROM tideline.view_status")).isEqualTo("101");
        }
    }

    @Test
    void aRestartedTargetIsFoundAgain() throws Exception {
        try (var postgres = EmbeddedServers.newPostgres().start()) {
            var database = postgres.createDatabase("target");
            try (var bed = new SinkTestBed(database, EmbeddedServers.kafka().bootstrapServers(), 1)) {
                var sink = bed.startSink();
                bed.results.begin(
                        1,
                        List.of(view("v", "id integer!", "n integer").key("id").build()));
                bed.results.epoch().put("v", 0, 0).commit();
                bed.awaitFrontier(bed.results.lastLsn());
                postgres.kill();
                await().atMost(SinkTestBed.SOON).until(() -> !sink.health().ready());
                for (int i = 1; i <= 20; i++) {
                    bed.results.epoch().put("v", 0, i).commit();
                }
                postgres.start();
                await().atMost(SinkTestBed.SOON).until(() -> sink.health().ready());
                await().atMost(SinkTestBed.SOON).untilAsserted(() -> {
                    try (var connection = database.connect()) {
                        assertThat(SinkTestBed.query(connection, "SELECT n, lsn FROM v, tideline.frontier"))
                                .containsExactly("20|" + bed.results.lastLsn());
                    }
                });
                postgres.stop(EmbeddedPostgres.Stop.FAST);
                await().atMost(SinkTestBed.SOON).until(() -> !sink.health().ready());
                postgres.start();
                await().atMost(SinkTestBed.SOON).until(() -> sink.health().ready());
            }
        }
    }

    @Test
    void anOutageOfKafkaIsWaitedOut() throws Exception {
        try (var kafka = EmbeddedServers.newKafka().start();
                var bed = new SinkTestBed(EmbeddedServers.freshDatabase(), kafka.bootstrapServers(), 1)) {
            var sink = bed.startSink();
            bed.results.begin(
                    1, List.of(view("v", "id integer!", "n integer").key("id").build()));
            bed.results.epoch().put("v", 0, 0).commit();
            bed.awaitFrontier(bed.results.lastLsn());
            kafka.kill();
            await().atMost(Duration.ofSeconds(60)).until(() -> !sink.health().ready());
            assertThat(sink.health().reasons()).anyMatch(reason -> reason.contains("Kafka"));
            kafka.start();
            bed.results.epoch().put("v", 0, 1).commit();
            bed.awaitFrontier(bed.results.lastLsn());
            await().atMost(Duration.ofSeconds(60)).until(() -> sink.health().ready());
            assertThat(bed.rows("v")).containsExactly("0|1");
        }
    }

    @Test
    void manyMayStartAtOnce() throws Exception {
        try (var bed = new SinkTestBed()) {
            bed.results.begin(
                    1, List.of(view("v", "id integer!", "n integer").key("id").build()));
            var other = bed.producer("other", 1);
            other.begin(
                    1,
                    List.of(view("w", "id integer!")
                            .into("shared", "w")
                            .key("id")
                            .build()));
            bed.results.epoch().put("v", 0, 0).commit();
            other.epoch().put("w", 1).commit();
            var started = new ArrayList<CompletableFuture<Sink>>();
            for (int i = 0; i < 4; i++) {
                started.add(CompletableFuture.supplyAsync(bed::startSink));
            }
            var sinks = started.stream().map(CompletableFuture::join).toList();
            bed.awaitFrontier(bed.results.lastLsn());
            bed.awaitFrontier("other", other.lastLsn());
            await().atMost(SinkTestBed.SOON).untilAsserted(() -> assertThat(sinks)
                    .allMatch(sink -> sink.health().ready())
                    .extracting(sink -> sink.health().topologies().stream()
                            .filter(health -> health.role() == Role.ACTIVE)
                            .count())
                    .satisfies(active ->
                            assertThat(active.stream().mapToLong(n -> n).sum()).isEqualTo(2)));
        }
    }

    @Test
    void aStandbyTakesOver() throws Exception {
        try (var bed = new SinkTestBed()) {
            var first = bed.startSink();
            bed.results.begin(
                    1, List.of(view("v", "id integer!", "n integer").key("id").build()));
            bed.results.epoch().put("v", 0, 0).commit();
            bed.awaitFrontier(bed.results.lastLsn());
            var second = bed.startSink();
            await().untilAsserted(() -> {
                assertThat(second.health().topologies())
                        .extracting(TopologyHealth::role)
                        .containsExactly(Role.STANDBY);
                assertThat(second.health().ready()).isTrue();
            });
            for (int i = 1; i <= 5; i++) {
                bed.results.epoch().put("v", 0, i).commit();
            }
            bed.awaitFrontier(bed.results.lastLsn());
            assertThat(first.health().topologies())
                    .extracting(TopologyHealth::role)
                    .containsExactly(Role.ACTIVE);
            first.close();
            long closedAt = System.nanoTime();
            bed.results.epoch().put("v", 0, 6).commit();
            bed.awaitFrontier(bed.results.lastLsn());
            assertThat(Duration.ofNanos(System.nanoTime() - closedAt)).isLessThan(Duration.ofSeconds(5));
            assertThat(second.health().topologies())
                    .extracting(TopologyHealth::role)
                    .containsExactly(Role.ACTIVE);
            assertThat(bed.rows("v")).containsExactly("0|6");
        }
    }
}
