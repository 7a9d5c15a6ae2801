package dev.tideline.ingest;

import static dev.tideline.ingest.IngestBench.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tideline.embedded.PostgresVersion;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A snapshot and the changes from its first epoch on are together exactly the table. */
class SnapshotIT {

    private static final long SEED = Long.getLong("tideline.test.seed", 1);

    private IngestBench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new IngestBench();
    }

    @AfterEach
    void close() throws SQLException {
        bench.close();
    }

    private IngestReply.SnapshotReady ready(IngestReply reply) {
        assertThat(reply).isInstanceOf(IngestReply.SnapshotReady.class);
        return (IngestReply.SnapshotReady) reply;
    }

    private List<TopicLog.Row> snapshotRows(IngestReply.SnapshotReady ready, String table) {
        var place = ready.tables().stream()
                .filter(candidate -> candidate.table().name().equals(table))
                .findFirst()
                .orElseThrow();
        var rows = TopicLog.rows(bench.bootstrapServers, place.topic());
        assertThat(rows).hasSize((int) place.rows());
        assertThat(rows).allMatch(row -> row.op().equals("r") && row.epoch() == ready.firstEpoch() - 1);
        return rows;
    }

    @Test
    void underOverlappingWritersNothingIsMissingOrDoubled() throws SQLException {
        System.out.println("seed " + SEED);
        // No table is in the publication when writing begins: each round also tests how they get into it.
        bench.with(Writers.TABLES).start();
        int changesBehind = 0;
        int rowsCopied = 0;
        IngestReply.SnapshotReady ready = null;
        try (var writers = new Writers(bench.database, 4, SEED, 1)) {
            for (int round = 0; round < 3; round++) {
                writers.awaitTransactions(100);
                if (round == 1) {
                    bench.with("ALTER PUBLICATION " + bench.prefix + " DROP TABLE k, b");
                }
                ready = ready(bench.snapshot(wish("k", "id", "writer", "n", "t"), wish("b", "x", "t")));
                assertBoundary(ready);
                writers.awaitTransactions(60);
                for (String table : List.of("k", "b")) {
                    var copied = snapshotRows(ready, table);
                    var behind = behind(ready, table);
                    changesBehind += behind.size();
                    rowsCopied += copied.size();
                    new Replay(table.equals("k")).apply(copied).apply(behind);
                }
            }
        }
        bench.catchUp();
        for (String table : List.of("k", "b")) {
            new Replay(table.equals("k"))
                    .apply(snapshotRows(ready, table))
                    .apply(behind(ready, table))
                    .assertEquals(bench.database, table);
        }
        bench.assertManifestsMatch("k", "b");
        assertThat(changesBehind).isGreaterThan(500);
        assertThat(rowsCopied).isGreaterThan(500);
    }

    private List<TopicLog.Row> behind(IngestReply.SnapshotReady ready, String table) {
        return bench.rows(table).stream()
                .filter(row -> row.epoch() >= ready.firstEpoch())
                .toList();
    }

    /** All epochs before E end at or before S, and E and all behind it end behind S. */
    private void assertBoundary(IngestReply.SnapshotReady ready) {
        var manifests = bench.manifests();
        assertThat(manifests).anyMatch(manifest -> manifest.epoch() >= ready.firstEpoch());
        for (var manifest : manifests) {
            if (manifest.epoch() < ready.firstEpoch()) {
                assertThat(manifest.lsn()).isLessThanOrEqualTo(ready.lsn());
            } else {
                assertThat(manifest.lsn()).isGreaterThan(ready.lsn());
            }
            if (manifest.epoch() == ready.firstEpoch() - 1) {
                assertThat(ready.committedAt()).isEqualTo(manifest.committedAt());
            }
        }
    }

    @Test
    void requestsMadeTogetherShareOneAndGetOnlyTheirColumns() throws SQLException {
        bench.with(
                        "CREATE TABLE a (id int PRIMARY KEY, x int, y int, z int)",
                        "CREATE TABLE c (id int PRIMARY KEY)",
                        "INSERT INTO a VALUES (1, 2, 3, 4)")
                .start();
        var first = new IngestRequest.Snapshot(UUID.randomUUID().toString(), "one", List.of(wish("a", "x")));
        var second =
                new IngestRequest.Snapshot(UUID.randomUUID().toString(), "two", List.of(wish("c"), wish("a", "y")));
        bench.ask(first);
        bench.ask(second);
        var one = ready(bench.awaitReply(first.id()));
        var two = ready(bench.awaitReply(second.id()));
        assertThat(one.lsn()).isEqualTo(two.lsn());
        assertThat(one.tables()).hasSize(1);
        assertThat(two.tables()).extracting(table -> table.table().name()).containsExactly("c", "a");
        assertThat(two.tables().get(0).rows()).isZero();
        assertThat(snapshotRows(one, "a").get(0).after().toString()).isEqualTo("{\"id\":1,\"x\":2,\"y\":3}");
        assertThat(bench.replies())
                .anyMatch(reply -> reply instanceof IngestReply.SnapshotProgress progress
                        && progress.table().equals(new TableName("public", "a")));
        assertThat(bench.queryText(
                        "SELECT count(*) FROM pg_replication_slots WHERE temporary AND database = current_database()"))
                .isEqualTo("0");
    }

    @Test
    void partitionedInheritedAndOddTablesAreCopiedAsTheyAreCaptured() throws SQLException {
        bench.with(
                        "CREATE TABLE p (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
                        "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                        "INSERT INTO p VALUES (1, '2024-01-15')",
                        "CREATE TABLE parent (id int PRIMARY KEY)",
                        "CREATE TABLE child (PRIMARY KEY (id)) INHERITS (parent)",
                        "INSERT INTO parent VALUES (1)",
                        "INSERT INTO child VALUES (2)",
                        "CREATE TABLE \"Odd.\"\"Näme\" (\"the id\" int PRIMARY KEY, \"a,b\" text)",
                        "INSERT INTO \"Odd.\"\"Näme\" VALUES (1, E'tab\\there\\\\ \\n')")
                .start();
        var odd = "Odd.\"Näme";
        var ready = ready(bench.snapshot(wish("p", "day"), wish("parent"), wish("child"), wish(odd, "a,b")));
        assertThat(snapshotRows(ready, "p").get(0).after().toString()).isEqualTo("{\"id\":1,\"day\":19737}");
        assertThat(snapshotRows(ready, "parent")).hasSize(1);
        assertThat(snapshotRows(ready, "child").get(0).key().toString()).isEqualTo("{\"id\":2}");
        assertThat(snapshotRows(ready, odd).get(0).after().get("a,b").asText()).isEqualTo("tab\there\\ \n");
        bench.with(
                "INSERT INTO p VALUES (2, '2024-01-16')",
                "INSERT INTO child VALUES (3)",
                "UPDATE \"Odd.\"\"Näme\" SET \"a,b\" = NULL");
        bench.catchUp();
        assertThat(bench.rows("p")).hasSize(1);
        assertThat(bench.rows("parent")).isEmpty();
        assertThat(bench.rows("child")).hasSize(1);
        assertThat(bench.rows(odd)).hasSize(1);
    }

    @Test
    void whatCannotBeDoneIsRefusedWithTheRemedy() throws SQLException {
        bench.with(
                        "CREATE TABLE nokey (x int)",
                        "CREATE TABLE later (id int PRIMARY KEY DEFERRABLE)",
                        "CREATE TABLE nothing (id int PRIMARY KEY)",
                        "ALTER TABLE nothing REPLICA IDENTITY NOTHING",
                        "CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY)",
                        "CREATE VIEW v AS SELECT 1 AS id",
                        "CREATE TABLE g (id int PRIMARY KEY, n int GENERATED ALWAYS AS (id * 2) STORED)",
                        "CREATE TABLE twins (id int PRIMARY KEY, x int, \"X\" int)",
                        // Debezium takes such an expression for the name of a column, wherever the table is.
                        "CREATE TABLE one_row (x int)",
                        "CREATE UNIQUE INDEX ON one_row ((true))",
                        "ALTER TABLE one_row REPLICA IDENTITY FULL",
                        "CREATE TABLE mails (mail text)",
                        "CREATE UNIQUE INDEX ON mails (lower(mail))",
                        "ALTER TABLE mails REPLICA IDENTITY FULL",
                        "CREATE TABLE part (id int PRIMARY KEY) PARTITION BY HASH (id)",
                        "CREATE TABLE part_0 PARTITION OF part FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                        "CREATE TABLE good (id int PRIMARY KEY)",
                        "CREATE PUBLICATION " + bench.prefix
                                + " FOR TABLE part WITH (publish_via_partition_root = true)")
                .start();
        assertRefused("does not exist", "", wish("missing"));
        assertRefused("no primary key", "ALTER TABLE \"public\".\"nokey\" REPLICA IDENTITY FULL", wish("nokey", "x"));
        assertRefused("no primary key", "REPLICA IDENTITY FULL", wish("later"));
        assertRefused("does not log", "ALTER TABLE \"public\".\"nothing\" REPLICA IDENTITY DEFAULT", wish("nothing"));
        assertRefused("not logged", "SET LOGGED", wish("unlogged"));
        assertRefused("not a table", "ordinary and partitioned", wish("v", "id"));
        assertRefused("differ only by case", "RENAME COLUMN", wish("twins", "x"));
        assertRefused("unique index on the expression (true)", "primary key", wish("one_row", "x"));
        assertRefused("has no column nope", "", wish("good", "nope"));
        assertRefused("is a partition of public.part", "partitioned table", wish("part_0"));
        // A refusal leaves ingest, and others' requests, alone.
        assertThat(ready(bench.snapshot(wish("good"), wish("g", "id"), wish("mails", "mail")))
                        .tables())
                .hasSize(3);
        assertThat(bench.queryText("SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_publication_tables"
                        + " WHERE pubname = '" + bench.prefix + "'"))
                .isEqualTo("g,good,mails,part");
    }

    @Test
    void aPublicationThatLeavesOutRowsOrColumnsIsRefused() throws SQLException {
        assumeTrue(PostgresVersion.ofTests().major() >= 15, "row filters and column lists exist since 15");
        bench.with(
                        "CREATE TABLE thin (id int PRIMARY KEY, x int, y int)",
                        "CREATE TABLE filtered (id int PRIMARY KEY, x int)",
                        "CREATE PUBLICATION " + bench.prefix
                                + " FOR TABLE thin (id, x), filtered WHERE (id > 0)"
                                + " WITH (publish_via_partition_root = true)")
                .start();
        assertRefused("leaves out columns", "ALTER PUBLICATION", wish("thin", "y"));
        assertRefused("leaves out rows", "ALTER PUBLICATION", wish("filtered", "x"));
        assertThat(ready(bench.snapshot(wish("thin", "x"))).tables()).hasSize(1);
    }

    /** PostgreSQL refuses changes of tables whose published old rows lack generated columns. */
    @Test
    void tablesThatLogWholeRowsStayWritableWithGeneratedColumns() throws SQLException {
        bench.with(
                        "CREATE TABLE a (id int PRIMARY KEY, x int, n int GENERATED ALWAYS AS (x * 2) STORED)",
                        "CREATE TABLE bag (x int, n int GENERATED ALWAYS AS (x * 2) STORED) PARTITION BY LIST (x)",
                        "CREATE TABLE bag_rest PARTITION OF bag DEFAULT",
                        "ALTER TABLE a REPLICA IDENTITY FULL",
                        "ALTER TABLE bag_rest REPLICA IDENTITY FULL",
                        "INSERT INTO a VALUES (1, 1)",
                        "INSERT INTO bag VALUES (1)")
                .start();
        assertThat(ready(bench.snapshot(wish("a", "x"), wish("bag", "x"))).tables())
                .hasSize(2);
        bench.with("UPDATE a SET x = x + 1", "UPDATE bag SET x = x + 1", "DELETE FROM bag", "DELETE FROM a");
        bench.catchUp();
        assertThat(bench.rows("a")).hasSize(2);
        assertThat(bench.rows("bag")).hasSize(2);
    }

    @Test
    void tablesThatLogWholeRowsWithVirtualColumnsAreRefused() throws SQLException {
        if (PostgresVersion.ofTests().major() < 18) {
            assertThatThrownBy(() -> bench.with("CREATE TABLE bag (x int, n int GENERATED ALWAYS AS (x * 2) VIRTUAL)"))
                    .as("there are no such columns yet")
                    .hasStackTraceContaining("VIRTUAL");
            return;
        }
        bench.with(
                        "CREATE TABLE keyed (id int PRIMARY KEY, x int, n int GENERATED ALWAYS AS (x * 2) VIRTUAL)",
                        "CREATE TABLE bag (x int, n int GENERATED ALWAYS AS (x * 2) VIRTUAL)",
                        "ALTER TABLE keyed REPLICA IDENTITY FULL",
                        "ALTER TABLE bag REPLICA IDENTITY FULL",
                        "INSERT INTO keyed VALUES (1, 1)",
                        "INSERT INTO bag VALUES (1)")
                .start();
        assertRefused("virtual", "ALTER TABLE \"public\".\"keyed\" REPLICA IDENTITY DEFAULT", wish("keyed", "x"));
        assertRefused("virtual", "primary key", wish("bag", "x"));
        bench.with("UPDATE keyed SET x = x + 1", "UPDATE bag SET x = x + 1", "DELETE FROM bag");
    }

    @Test
    void storedGeneratedColumnsAreCapturedWherePostgresPublishesThem() throws SQLException {
        bench.with(
                        "CREATE TABLE a (id int PRIMARY KEY, x int, n int GENERATED ALWAYS AS (x * 2) STORED)",
                        "INSERT INTO a VALUES (1, 4)")
                .start();
        if (PostgresVersion.ofTests().major() < 18) {
            assertRefused("is generated", "expression", wish("a", "n"));
            return;
        }
        bench.with("ALTER TABLE a ADD m int GENERATED ALWAYS AS (x * 3) VIRTUAL");
        assertRefused("is generated", "expression", wish("a", "m"));
        var ready = ready(bench.snapshot(wish("a", "n")));
        assertThat(snapshotRows(ready, "a").get(0).after().toString()).isEqualTo("{\"id\":1,\"n\":8}");
        bench.with("UPDATE a SET x = 5");
        bench.catchUp();
        assertThat(bench.rows("a").get(0).after().get("n").asInt()).isEqualTo(10);
    }

    private void assertRefused(String message, String hint, IngestRequest.Snapshot.Table wish) {
        var reply = bench.snapshot(wish);
        assertThat(reply).isInstanceOf(IngestReply.Refused.class);
        assertThat(((IngestReply.Refused) reply).message()).contains(message);
        assertThat(((IngestReply.Refused) reply).hint()).contains(hint);
    }

    @Test
    void aRequestThatARestartInterruptedIsDoneAgain() throws SQLException {
        bench.with("CREATE TABLE a (id int PRIMARY KEY)", "INSERT INTO a SELECT generate_series(1, 1000)")
                .start();
        var request = new IngestRequest.Snapshot(UUID.randomUUID().toString(), "test", List.of(wish("a")));
        try (var connection = bench.database.connect();
                var statement = connection.createStatement()) {
            // An open transaction that has written holds up the slot, so the attempt is under way when ingest stops.
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO a VALUES (-1)");
            bench.ask(request);
            await().atMost(IngestBench.PATIENCE).until(() -> bench.queryText(
                            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE_REPLICATION_SLOT tideline_%' AND state = 'active'")
                    .equals("1"));
            bench.stop();
            assertThat(bench.answer(request.id())).isEmpty();
            bench.start();
            connection.commit();
        }
        var ready = ready(bench.awaitReply(request.id()));
        assertThat(snapshotRows(ready, "a")).hasSize(1001);
        assertThat(bench.queryText(
                        "SELECT count(*) FROM pg_replication_slots WHERE temporary AND database = current_database()"))
                .isEqualTo("0");
    }
}
