package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.EmbeddedServers;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers and connections go away and come back; a second ingest stands by. Nothing is lost or doubled. */
class OutagesIT {

    private static void write(IngestBench bench, int from, int to) throws SQLException {
        try (var connection = bench.database.connect();
                var statement = connection.createStatement()) {
            for (int i = from; i < to; i++) {
                statement.execute("INSERT INTO a VALUES (" + i + ")");
            }
        }
    }

    private static void assertComplete(IngestBench bench, int rows) throws SQLException {
        bench.catchUp();
        assertThat(bench.rows("a").stream().map(row -> row.after().get("id").asInt()))
                .hasSize(rows)
                .isSorted()
                .doesNotHaveDuplicates();
        bench.assertManifestsMatch("a");
    }

    @Test
    void theSourceRestartsAndConnectionsAreCut() throws SQLException {
        try (var postgres = EmbeddedServers.newPostgres().start();
                var bench = new IngestBench(
                        postgres.createDatabase("shop"), EmbeddedServers.kafka().bootstrapServers())) {
            bench.with("CREATE TABLE a (id int PRIMARY KEY)").publishing("a").start();
            write(bench, 0, 100);
            postgres.stop(EmbeddedPostgres.Stop.IMMEDIATE);
            await().atMost(IngestBench.PATIENCE)
                    .until(() -> !bench.ingest.health().ready()
                            && bench.ingest.health().failure() != null);
            assertThat(bench.ingest.health().live()).isTrue();
            postgres.start();
            write(bench, 100, 200);
            IngestBench.awaitReady(bench.ingest);
            assertComplete(bench, 200);

            // Each of ingest's sessions in turn.
            for (String query : List.of(
                    "backend_type = 'walsender'",
                    "application_name = 'tideline-ingest lock'",
                    "application_name = 'tideline-ingest catalog'")) {
                bench.with("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + query);
                int next = bench.rows("a").size();
                write(bench, next, next + 50);
                assertComplete(bench, next + 50);
                IngestBench.awaitReady(bench.ingest);
            }
        }
    }

    @Test
    void theBrokerIsKilledAndComesBack() throws SQLException {
        try (var kafka = EmbeddedServers.newKafka().start();
                var bench = new IngestBench(EmbeddedServers.freshDatabase(), kafka.bootstrapServers())) {
            bench.with("CREATE TABLE a (id int PRIMARY KEY)").publishing("a").start();
            write(bench, 0, 100);
            for (int round = 1; round <= 2; round++) {
                write(bench, round * 100, round * 100 + 50);
                kafka.kill();
                write(bench, round * 100 + 50, round * 100 + 100);
                kafka.start();
                assertComplete(bench, round * 100 + 100);
            }
            IngestBench.awaitReady(bench.ingest);
        }
    }

    @Test
    void aSecondIngestStandsByAndTakesOver() throws SQLException {
        try (var bench = new IngestBench()) {
            bench.with("CREATE TABLE a (id int PRIMARY KEY)").publishing("a").start();
            write(bench, 0, 50);
            try (var second = new Ingest(bench.settings())) {
                second.start();
                await().atMost(IngestBench.PATIENCE)
                        .untilAsserted(() -> assertThat(second.health().reasons())
                                .anyMatch(reason -> reason.contains("standing by")));
                assertThat(second.health().ready()).isTrue();
                assertThat(second.health().active()).isFalse();
                write(bench, 50, 100);
                bench.stop();
                IngestBench.awaitReady(second);
                write(bench, 100, 150);
                assertComplete(bench, 150);

                // The active one loses its lock without knowing it at once: the other fences it, and it stands by.
                try (var third = new Ingest(bench.settings())) {
                    third.start();
                    await().atMost(IngestBench.PATIENCE)
                            .until(() -> third.health().ready());
                    for (int i = 0; i < 3; i++) {
                        bench.with("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name = 'tideline-ingest lock' AND datname = current_database()");
                        write(bench, 150 + i * 50, 200 + i * 50);
                        assertComplete(bench, 200 + i * 50);
                    }
                    await().atMost(IngestBench.PATIENCE)
                            .until(() -> second.health().ready()
                                    && third.health().ready()
                                    && second.health().active()
                                            != third.health().active());
                }
            }
        }
    }
}
