package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything a user can have forgotten is named, with what repairs it. */
class PreflightIT {

    private static EmbeddedPostgres replicaLevel;

    private IngestBench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new IngestBench();
    }

    @AfterEach
    void close() throws SQLException {
        bench.close();
    }

    @AfterAll
    static void stopServer() {
        if (replicaLevel != null) {
            replicaLevel.close();
        }
    }

    private static Diagnostic refusal(IngestSettings settings) {
        var thrown = catchThrowableOfType(DiagnosticException.class, () -> {
            try (var ingest = new Ingest(settings)) {
                ingest.start();
            }
        });
        assertThat(thrown).as("no refusal").isNotNull();
        return thrown.diagnostics().get(0);
    }

    private static void assertDiagnostic(Diagnostic diagnostic, DiagnosticCode code, String message, String hint) {
        assertThat(diagnostic.code()).isEqualTo(code);
        assertThat(diagnostic.message()).contains(message);
        assertThat(diagnostic.hint()).contains(hint);
    }

    private IngestSettings changed(TidelineConfig.Source source, Map<String, String> kafka, boolean targetIsSource) {
        var usual = bench.settings();
        return new IngestSettings(
                source == null ? usual.source() : source,
                kafka == null ? usual.kafkaProperties() : kafka,
                usual.topicPrefix(),
                usual.retention(),
                usual.replicationFactor(),
                targetIsSource,
                usual.meters(),
                usual.limits());
    }

    private IngestSettings at(String url) {
        return changed(
                new TidelineConfig.Source(
                        new TidelineConfig.Database(url, bench.database.user(), new Secret(bench.database.password())),
                        bench.prefix,
                        bench.prefix),
                null,
                false);
    }

    @Test
    void unreachableServers() {
        assertDiagnostic(
                refusal(at("jdbc:postgresql://127.0.0.1:1/x")),
                DiagnosticCode.SOURCE_UNREACHABLE,
                "127.0.0.1:1",
                "source.url");
        assertDiagnostic(
                refusal(at(bench.database.url() + "_missing")),
                DiagnosticCode.SOURCE_UNREACHABLE,
                "does not exist",
                "database name");
        assertDiagnostic(
                refusal(at("jdbc:mysql://x")), DiagnosticCode.CONFIG_INVALID, "JDBC URL", "jdbc:postgresql://");
        var wrong = refusal(bench.settings(bench.database.user(), "wrong-secret"));
        assertDiagnostic(wrong, DiagnosticCode.SOURCE_UNREACHABLE, "password", "source.password");
        assertThat(wrong.toString()).doesNotContain("wrong-secret");
        assertDiagnostic(
                refusal(changed(
                        null,
                        Map.of(
                                "bootstrap.servers",
                                "127.0.0.1:1",
                                "default.api.timeout.ms",
                                "2000",
                                "request.timeout.ms",
                                "1000"),
                        false)),
                DiagnosticCode.KAFKA_UNREACHABLE,
                "does not answer",
                "kafka.bootstrap.servers");
    }

    @Test
    void walLevel() throws SQLException {
        replicaLevel =
                EmbeddedServers.newPostgres().setting("wal_level", "replica").start();
        var database = replicaLevel.createDatabase("plain");
        assertDiagnostic(
                refusal(new IngestBench(database, bench.bootstrapServers).settings()),
                DiagnosticCode.SOURCE_WAL_LEVEL,
                "wal_level=replica",
                "ALTER SYSTEM SET wal_level = logical;");
    }

    @Test
    void rights() throws SQLException {
        String user = bench.prefix + "_user";
        bench.with("CREATE ROLE " + user + " LOGIN PASSWORD 'secret-of-it'");
        assertDiagnostic(
                refusal(bench.settings(user, "secret-of-it")),
                DiagnosticCode.SOURCE_PRIVILEGE,
                user,
                "ALTER ROLE \"" + user + "\" REPLICATION;");
        bench.with("ALTER ROLE " + user + " REPLICATION");
        assertDiagnostic(
                refusal(bench.settings(user, "secret-of-it")),
                DiagnosticCode.SOURCE_PUBLICATION,
                "may not create it",
                "CREATE PUBLICATION \"" + bench.prefix + "\" WITH (publish_via_partition_root = true);");

        // With a publication that somebody else has made, that role is enough to capture, but not to add and read
        // tables.
        bench.with(
                        "CREATE TABLE a (id int PRIMARY KEY)",
                        "CREATE TABLE b (id int PRIMARY KEY)",
                        "GRANT SELECT ON b TO " + user)
                .publishing("a");
        bench.ingest = new Ingest(bench.settings(user, "secret-of-it"));
        bench.ingest.start();
        IngestBench.awaitReady(bench.ingest);
        var unreadable = (IngestReply.Refused) bench.snapshot(IngestBench.wish("a"));
        assertThat(unreadable.message()).contains("may not read");
        assertThat(unreadable.hint()).contains("GRANT SELECT ON \"public\".\"a\"");
        var unpublished = (IngestReply.Refused) bench.snapshot(IngestBench.wish("b"));
        assertThat(unpublished.hint())
                .contains("ALTER PUBLICATION \"" + bench.prefix + "\" ADD TABLE ONLY \"public\".\"b\";");
        bench.with("GRANT SELECT ON a TO " + user);
        assertThat(bench.snapshot(IngestBench.wish("a"))).isInstanceOf(IngestReply.SnapshotReady.class);
        bench.stop();
        bench.with("DROP OWNED BY " + user, "DROP ROLE " + user);
    }

    @Test
    void publications() throws SQLException {
        bench.with("CREATE PUBLICATION " + bench.prefix + " WITH (publish = 'insert')");
        assertDiagnostic(
                refusal(bench.settings()),
                DiagnosticCode.SOURCE_PUBLICATION,
                "leaves out",
                "ALTER PUBLICATION \"" + bench.prefix + "\" SET (publish = 'insert, update, delete, truncate');");
        bench.with("DROP PUBLICATION " + bench.prefix, "CREATE PUBLICATION " + bench.prefix + " FOR ALL TABLES");
        assertDiagnostic(
                refusal(changed(null, null, true)),
                DiagnosticCode.SOURCE_PUBLICATION,
                "also publishes the tables that Tideline writes",
                "DROP PUBLICATION \"" + bench.prefix + "\";");
        bench.start();
    }

    @Test
    void slots() throws SQLException {
        String slot = bench.prefix;
        bench.with("SELECT pg_create_physical_replication_slot('" + slot + "')");
        assertDiagnostic(
                refusal(bench.settings()), DiagnosticCode.SOURCE_SLOT, "not a permanent logical slot", "source.slot");
        bench.with(
                "SELECT pg_drop_replication_slot('" + slot + "')",
                "SELECT pg_create_logical_replication_slot('" + slot + "', 'test_decoding')");
        assertDiagnostic(refusal(bench.settings()), DiagnosticCode.SOURCE_SLOT, "test_decoding", "source.slot");
        bench.with("SELECT pg_drop_replication_slot('" + slot + "')");
        var elsewhere = EmbeddedServers.freshDatabase();
        elsewhere.execute("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        assertDiagnostic(refusal(bench.settings()), DiagnosticCode.SOURCE_SLOT, "belongs to database", "source.slot");
        elsewhere.execute("SELECT pg_drop_replication_slot('" + slot + "')");
    }

    /** What is wrong only by comparison with what ingest remembers is found when it starts again, and kept in its health. */
    @Test
    void gapsStopIngest() throws SQLException {
        bench.with("CREATE TABLE a (id int PRIMARY KEY)").publishing("a").start();
        bench.with("INSERT INTO a VALUES (1)");
        bench.catchUp();
        bench.stop();

        bench.with("INSERT INTO a VALUES (2)");
        bench.with("SELECT pg_replication_slot_advance('" + bench.prefix + "', pg_current_wal_lsn())");
        assertDiagnostic(failure(), DiagnosticCode.SOURCE_SLOT, "somebody else has read from it", "kafka.topic.prefix");

        bench.with("SELECT pg_drop_replication_slot('" + bench.prefix + "')");
        assertDiagnostic(failure(), DiagnosticCode.SOURCE_SLOT, "is gone", "kafka.topic.prefix");
        assertThat(bench.rows("a")).hasSize(1);
    }

    @Test
    void anotherClusterIsNotTheSame() throws Exception {
        bench.with("CREATE TABLE a (id int PRIMARY KEY)").publishing("a").start();
        bench.with("INSERT INTO a VALUES (1)");
        bench.catchUp();
        bench.stop();
        try (var other = EmbeddedServers.newPostgres().start()) {
            var database = other.createDatabase("copy");
            database.execute("CREATE PUBLICATION " + bench.prefix);
            var settings = bench.settings();
            bench.ingest = new Ingest(changed(
                    new TidelineConfig.Source(
                            new TidelineConfig.Database(
                                    database.url(), database.user(), new Secret(database.password())),
                            settings.source().publication(),
                            settings.source().slot()),
                    null,
                    false));
            bench.ingest.start();
            assertDiagnostic(
                    awaitFailure(), DiagnosticCode.SOURCE_IDENTITY_CHANGED, "another PostgreSQL cluster", "source.url");
            bench.stop();
        }
    }

    @Test
    void aTopicThatWasCreatedAgainIsAGap() throws Exception {
        bench.with("CREATE TABLE a (id int PRIMARY KEY)").publishing("a").start();
        bench.with("INSERT INTO a VALUES (1)");
        bench.catchUp();
        bench.stop();
        String topic = bench.names.changes(new TableName("public", "a"));
        var properties = new Properties();
        properties.put("bootstrap.servers", bench.bootstrapServers);
        try (var admin = Admin.create(properties)) {
            admin.deleteTopics(List.of(topic)).all().get();
            assertDiagnostic(failure(), DiagnosticCode.KAFKA_TOPIC, "has been deleted", "kafka.topic.prefix");
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            assertDiagnostic(failure(), DiagnosticCode.KAFKA_TOPIC, "created again", "kafka.topic.prefix");
            admin.deleteTopics(List.of(bench.names.offsets())).all().get();
            assertDiagnostic(
                    failure(), DiagnosticCode.KAFKA_TOPIC, "does not say where they ended", "kafka.topic.prefix");
        }
    }

    private Diagnostic failure() {
        bench.stop();
        bench.ingest = new Ingest(bench.settings());
        bench.ingest.start();
        var failure = awaitFailure();
        bench.stop();
        return failure;
    }

    private Diagnostic awaitFailure() {
        var ingest = bench.ingest;
        await().atMost(IngestBench.PATIENCE).until(() -> ingest.health().failure() != null);
        var health = ingest.health();
        assertThat(health.ready()).isFalse();
        assertThat(health.live()).isTrue();
        assertThat(health.reasons()).isNotEmpty();
        return health.failure();
    }
}
