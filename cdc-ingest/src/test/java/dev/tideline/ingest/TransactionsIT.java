package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.Lsn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Source transactions of all kinds arrive whole, in order, and as the manifests say. */
class TransactionsIT {

    private IngestBench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new IngestBench();
    }

    @AfterEach
    void close() throws SQLException {
        bench.close();
    }

    /** Runs statements as one transaction. */
    private void transaction(String... statements) throws SQLException {
        try (var connection = bench.database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    private List<String> brief(String table) {
        return bench.rows(table).stream()
                .map(row -> row.op() + " " + row.key() + " " + row.after())
                .toList();
    }

    @Test
    void rowsOfATransactionAreInOneEpochAndCounted() throws SQLException {
        bench.with("CREATE TABLE a (id int PRIMARY KEY, t text)", "CREATE TABLE b (id int PRIMARY KEY, n numeric)")
                .publishing("a, b")
                .start();
        transaction("INSERT INTO a VALUES (1, 'one'), (2, NULL)", "INSERT INTO b VALUES (1, 1.10)");
        bench.catchUp();

        var a = bench.rows("a");
        var b = bench.rows("b");
        assertThat(a).hasSize(2);
        assertThat(b).hasSize(1);
        assertThat(a.get(0).epoch())
                .isEqualTo(a.get(1).epoch())
                .isEqualTo(b.get(0).epoch());
        assertThat(a.get(0).timestampMs())
                .isEqualTo(a.get(1).timestampMs())
                .isEqualTo(b.get(0).timestampMs());
        assertThat(brief("a"))
                .containsExactly("c {\"id\":1} {\"id\":1,\"t\":\"one\"}", "c {\"id\":2} {\"id\":2,\"t\":null}");
        assertThat(brief("b")).containsExactly("c {\"id\":1} {\"id\":1,\"n\":\"1.10\"}");
        var source = b.get(0).value().get("source");
        assertThat(source.get("connector").asText()).isEqualTo("postgresql");
        assertThat(source.get("name").asText()).isEqualTo(bench.prefix);
        assertThat(source.get("schema").asText()).isEqualTo("public");
        assertThat(source.get("table").asText()).isEqualTo("b");
        assertThat(source.get("lsn").asLong()).isPositive();
        assertThat(b.get(0).value().get("transaction").get("total_order").asInt())
                .isEqualTo(3);
        assertThat(b.get(0)
                        .value()
                        .get("transaction")
                        .get("data_collection_order")
                        .asInt())
                .isEqualTo(1);
        bench.assertManifestsMatch("a", "b");
        assertThat(bench.manifests())
                .filteredOn(manifest -> !manifest.rows().isEmpty())
                .singleElement()
                .satisfies(manifest -> {
                    assertThat(manifest.committedAt()).isEqualTo(manifest.asOf());
                    assertThat(source.get("ts_ms").asLong())
                            .isEqualTo(manifest.asOf().toEpochMilli());
                    assertThat(manifest.transactions()).isEqualTo(1);
                });
    }

    @Test
    void whatIsRolledBackNeverComes() throws SQLException {
        bench.with("CREATE TABLE a (id int PRIMARY KEY, t text)")
                .publishing("a")
                .start();
        try (var connection = bench.database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO a VALUES (1, 'gone')");
            connection.rollback();
            statement.execute("INSERT INTO a VALUES (2, 'kept')");
            var savepoint = connection.setSavepoint();
            statement.execute("INSERT INTO a VALUES (3, 'gone')");
            statement.execute("UPDATE a SET t = 'gone' WHERE id = 2");
            connection.rollback(savepoint);
            statement.execute("INSERT INTO a VALUES (4, 'kept')");
            connection.commit();
        }
        bench.catchUp();
        assertThat(brief("a"))
                .containsExactly("c {\"id\":2} {\"id\":2,\"t\":\"kept\"}", "c {\"id\":4} {\"id\":4,\"t\":\"kept\"}");
        bench.assertManifestsMatch("a");
    }

    @Test
    void truncateComesWithoutAKeyInItsPlace() throws SQLException {
        bench.with("CREATE TABLE a (id int PRIMARY KEY)", "CREATE TABLE b (id int PRIMARY KEY)")
                .publishing("a, b")
                .start();
        transaction("INSERT INTO a VALUES (1)", "TRUNCATE a, b", "INSERT INTO a VALUES (2)");
        bench.catchUp();
        assertThat(brief("a")).containsExactly("c {\"id\":1} {\"id\":1}", "t null null", "c {\"id\":2} {\"id\":2}");
        assertThat(brief("b")).containsExactly("t null null");
        bench.assertManifestsMatch("a", "b");
    }

    @Test
    void aChangeOfTheKeyIsADeletionAndAnInsertion() throws SQLException {
        bench.with("CREATE TABLE a (t text, x int, y int, PRIMARY KEY (y, x))")
                .publishing("a")
                .start();
        transaction("INSERT INTO a VALUES ('v', 1, 2)");
        transaction("UPDATE a SET x = 3", "DELETE FROM a");
        bench.catchUp();
        assertThat(brief("a"))
                .containsExactly(
                        "c {\"y\":2,\"x\":1} {\"t\":\"v\",\"x\":1,\"y\":2}",
                        "d {\"y\":2,\"x\":1} null",
                        "c {\"y\":2,\"x\":3} {\"t\":\"v\",\"x\":3,\"y\":2}",
                        "d {\"y\":2,\"x\":3} null");
        // What PostgreSQL does not log of an old row is not made up.
        assertThat(bench.rows("a").get(3).before().toString()).isEqualTo("{\"t\":null,\"x\":3,\"y\":2}");
        bench.assertManifestsMatch("a");
    }

    @Test
    void withoutAKeyRowsComeWholeBeforeAndAfter() throws SQLException {
        bench.with(
                        "CREATE TABLE bag (x int, t text)",
                        "ALTER TABLE bag REPLICA IDENTITY FULL",
                        "CREATE TABLE later (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, t text)",
                        "ALTER TABLE later REPLICA IDENTITY FULL",
                        "CREATE TABLE uniquely (id int UNIQUE, t text)",
                        "ALTER TABLE uniquely REPLICA IDENTITY FULL")
                .publishing("bag, later, uniquely")
                .start();
        transaction("INSERT INTO bag VALUES (1, 'a'), (1, 'a')", "UPDATE bag SET t = 'b'", "DELETE FROM bag");
        transaction("INSERT INTO later VALUES (1, 'a'), (2, 'b')", "UPDATE later SET id = 3 - id");
        transaction("INSERT INTO uniquely VALUES (NULL, 'a'), (NULL, 'b')");
        bench.catchUp();
        assertThat(bench.rows("bag"))
                .extracting(row -> row.op() + row.key() + row.before() + row.after())
                .containsExactly(
                        "cnullnull{\"x\":1,\"t\":\"a\"}",
                        "cnullnull{\"x\":1,\"t\":\"a\"}",
                        "unull{\"x\":1,\"t\":\"a\"}{\"x\":1,\"t\":\"b\"}",
                        "unull{\"x\":1,\"t\":\"a\"}{\"x\":1,\"t\":\"b\"}",
                        "dnull{\"x\":1,\"t\":\"b\"}null",
                        "dnull{\"x\":1,\"t\":\"b\"}null");
        assertThat(bench.rows("later")).allMatch(row -> row.key() == null).hasSize(6);
        assertThat(bench.rows("uniquely")).allMatch(row -> row.key() == null).hasSize(2);
        bench.assertManifestsMatch("bag", "later", "uniquely");
    }

    @Test
    void aValueThatPostgresDidNotSendIsNamed() throws SQLException {
        bench.with(
                        "CREATE TABLE a (id int PRIMARY KEY, n int, t text, ts text[])",
                        "ALTER TABLE a ALTER t SET STORAGE EXTERNAL, ALTER ts SET STORAGE EXTERNAL",
                        "CREATE TABLE f (id int PRIMARY KEY, n int, t text)",
                        "ALTER TABLE f ALTER t SET STORAGE EXTERNAL",
                        "ALTER TABLE f REPLICA IDENTITY FULL")
                .publishing("a, f")
                .start();
        transaction(
                "INSERT INTO a VALUES (1, 1, repeat('x', 10000), ARRAY[repeat('y', 10000)])",
                "INSERT INTO f VALUES (1, 1, repeat('x', 10000))");
        transaction("UPDATE a SET n = 2", "UPDATE f SET n = 2");
        transaction("UPDATE a SET n = 3, ts = '{}'");
        transaction("UPDATE a SET t = '" + Headers.UNAVAILABLE_VALUE + "'");
        bench.catchUp();
        var a = bench.rows("a");
        assertThat(a).hasSize(4);
        assertThat(a.get(0).unavailable()).isEmpty();
        assertThat(a.get(1).unavailable()).containsExactly("t", "ts");
        assertThat(a.get(1).after().get("t").asText()).isEqualTo(Headers.UNAVAILABLE_VALUE);
        assertThat(a.get(2).unavailable()).containsExactly("t");
        assertThat(a.get(2).after().get("ts").toString()).isEqualTo("[]");
        assertThat(a.get(3).unavailable())
                .as("a genuine text that looks like the placeholder")
                .isEmpty();
        assertThat(a.get(3).after().get("t").asText()).isEqualTo(Headers.UNAVAILABLE_VALUE);
        var f = bench.rows("f");
        assertThat(f.get(1).unavailable()).isEmpty();
        assertThat(f.get(1).after().get("t").asText()).hasSize(10000);
    }

    @Test
    void aTransactionBeyondTheBufferIsAnEpochOfItsOwn() throws SQLException {
        bench.limits = limits(100, 1_000_000, Duration.ofMinutes(5));
        bench.with("CREATE TABLE a (id int PRIMARY KEY, t text)")
                .publishing("a")
                .start();
        try (var connection = bench.database.connect();
                var statement = connection.createStatement()) {
            for (int round = 0; round < 5; round++) {
                statement.execute("INSERT INTO a VALUES (" + (-round - 1) + ", 'small')");
                statement.execute("INSERT INTO a SELECT g, 'large' FROM generate_series(" + round * 1000 + ", "
                        + (round * 1000 + 999) + ") g");
            }
        }
        bench.catchUp();
        bench.assertManifestsMatch("a");
        assertThat(bench.rows("a")).hasSize(5005);
        assertThat(bench.manifests())
                .filteredOn(manifest -> manifest.rows().toString().contains("1000"))
                .hasSize(5)
                .allMatch(manifest -> manifest.transactions() == 1 && !manifest.bulk());
        assertThat(bench.manifests().stream()
                        .mapToInt(EpochManifest::transactions)
                        .sum())
                .isEqualTo(10);
    }

    @Test
    void whatKafkaCannotTakeInTimeIsAnnouncedAsBulk() throws SQLException {
        // The time is over almost at once, as it would be after a hundred million rows.
        bench.limits = limits(100, 1_000_000, Duration.ofMillis(50));
        bench.with("CREATE TABLE a (id int PRIMARY KEY, t text)")
                .publishing("a")
                .start();
        transaction("INSERT INTO a VALUES (-1, 'before')");
        bench.catchUp();
        transaction("INSERT INTO a SELECT g, repeat('x', 500) FROM generate_series(1, 50000) g");
        transaction("INSERT INTO a VALUES (-2, 'after')");
        bench.catchUp();
        assertThat(brief("a"))
                .containsExactly(
                        "c {\"id\":-1} {\"id\":-1,\"t\":\"before\"}", "c {\"id\":-2} {\"id\":-2,\"t\":\"after\"}");
        assertThat(bench.manifests())
                .filteredOn(EpochManifest::bulk)
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.rows().toString()).contains("=50000"));
        assertThat(bench.manifests())
                .extracting(EpochManifest::epoch)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    private static IngestLimits limits(int rows, long bytes, Duration largestTransaction) {
        var usual = IngestLimits.DEFAULT;
        return new IngestLimits(
                rows,
                bytes,
                usual.commitInterval(),
                usual.heartbeatAfterChange(),
                usual.heartbeatInterval(),
                usual.pollInterval(),
                usual.kafkaTransactionTimeout(),
                largestTransaction,
                usual.bytesInFlight());
    }

    @Test
    void anIdleSourceMovesOnByHeartbeatsAndOthersWritesOpenNoEpoch() throws SQLException {
        bench.with("CREATE TABLE a (id int PRIMARY KEY)", "CREATE TABLE other (id int PRIMARY KEY)")
                .publishing("a")
                .start();
        transaction("INSERT INTO a VALUES (1)");
        bench.catchUp();
        int before = bench.manifests().size();
        for (int i = 0; i < 200; i++) {
            bench.with("INSERT INTO other VALUES (" + i + ")");
        }
        transaction("INSERT INTO other VALUES (-1)", "SELECT pg_logical_emit_message(true, 'tideline.x', 'not ours')");
        bench.with("SELECT pg_logical_emit_message(false, 'tideline." + bench.prefix + "2', 'of another slot')");
        var target = bench.currentLsn();
        var asked = Instant.now();
        bench.catchUp();
        var manifests = bench.manifests();
        var reached = manifests.get(manifests.size() - 1);
        assertThat(reached.lsn()).isGreaterThanOrEqualTo(target);
        assertThat(reached.asOf()).isAfter(asked.minusSeconds(1));
        assertThat(manifests.subList(before, manifests.size()))
                .allMatch(manifest -> manifest.rows().isEmpty() && manifest.transactions() == 0);
        assertThat(manifests.size() - before)
                .as("heartbeats, not one per foreign transaction")
                .isLessThan(60);
        bench.assertManifestsMatch("a");
        await().atMost(IngestBench.PATIENCE)
                .untilAsserted(() -> assertThat(confirmed()).isGreaterThanOrEqualTo(target));
    }

    private Lsn confirmed() throws SQLException {
        return Lsn.parse(bench.queryText(
                "SELECT confirmed_flush_lsn::text FROM pg_replication_slots WHERE slot_name = '" + bench.prefix + "'"));
    }

    @Test
    void onRequestEveryTransactionIsAnEpoch() throws SQLException {
        bench.with("CREATE TABLE a (id int PRIMARY KEY)").publishing("a").start();
        var request = new IngestRequest.EpochPerTransaction(
                UUID.randomUUID().toString(), Instant.now().plusSeconds(60));
        bench.ask(request);
        var reply = (IngestReply.EpochPerTransaction) bench.awaitReply(request.id());
        try (var connection = bench.database.connect();
                var statement = connection.createStatement()) {
            for (int i = 0; i < 300; i++) {
                statement.execute("INSERT INTO a VALUES (" + i + ")");
            }
        }
        bench.catchUp();
        bench.assertManifestsMatch("a");
        assertThat(bench.manifests())
                .filteredOn(manifest -> manifest.epoch() >= reply.fromEpoch()
                        && !manifest.rows().isEmpty())
                .hasSize(300)
                .allMatch(manifest -> manifest.transactions() == 1 && manifest.alone());
        var epochs = new HashSet<Long>();
        bench.rows("a").forEach(row -> epochs.add(row.epoch()));
        assertThat(epochs).hasSize(300);

        // The promise outlives a restart.
        bench.stop();
        bench.start();
        try (var connection = bench.database.connect();
                var statement = connection.createStatement()) {
            for (int i = 300; i < 400; i++) {
                statement.execute("INSERT INTO a VALUES (" + i + ")");
            }
        }
        bench.catchUp();
        assertThat(bench.manifests())
                .filteredOn(manifest -> manifest.transactions() == 1)
                .hasSize(400);
        assertThat(bench.replies()).hasSize(1);
    }

    @Test
    void tablesChangeTheirShapeAsTheyGo() throws SQLException {
        bench.with("CREATE TABLE a (id int PRIMARY KEY, t text)")
                .publishing("a")
                .start();
        bench.with(
                "INSERT INTO a VALUES (1, 'x')",
                "ALTER TABLE a ADD COLUMN n numeric DEFAULT 1.50, ADD COLUMN u uuid DEFAULT gen_random_uuid()",
                "INSERT INTO a (id, t, n, u) VALUES (2, 'y', NULL, NULL)");
        bench.catchUp();
        bench.with(
                "ALTER TABLE a DROP COLUMN t",
                "ALTER TABLE a ALTER id TYPE bigint",
                "UPDATE a SET u = NULL, n = 2 WHERE id = 1");
        bench.catchUp();
        assertThat(brief("a"))
                .containsExactly(
                        "c {\"id\":1} {\"id\":1,\"t\":\"x\"}",
                        "c {\"id\":2} {\"id\":2,\"t\":\"y\",\"n\":null,\"u\":null}",
                        "u {\"id\":1} {\"id\":1,\"n\":\"2\",\"u\":null}");
    }

    @Test
    void partitionsComeUnderTheNameOfTheirTable() throws SQLException {
        bench.with(
                        "CREATE TABLE a (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
                        "CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                        "CREATE TABLE a_2 PARTITION OF a FOR VALUES FROM ('2024-02-01') TO ('2024-03-01')")
                .publishing("a")
                .start();
        transaction("INSERT INTO a VALUES (1, '2024-01-15'), (2, '2024-02-15')");
        transaction("UPDATE a SET day = '2024-02-16' WHERE id = 1");
        bench.catchUp();
        assertThat(bench.rows("a")).extracting(TopicLog.Row::op).containsExactly("c", "c", "d", "c");
        bench.assertManifestsMatch("a");
    }
}
