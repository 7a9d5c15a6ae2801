package dev.tideline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.WireJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A database, a topic prefix and an ingest between them, for one test. */
final class IngestBench implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final PostgresDatabase database;
    final String prefix = EmbeddedServers.freshTopicPrefix();
    final TopicNames names = new TopicNames(prefix);
    final String bootstrapServers;
    IngestLimits limits = IngestLimits.DEFAULT;
    Ingest ingest;

    IngestBench() throws SQLException {
        this(EmbeddedServers.freshDatabase(), EmbeddedServers.kafka().bootstrapServers());
    }

    IngestBench(PostgresDatabase database, String bootstrapServers) {
        this.database = database;
        this.bootstrapServers = bootstrapServers;
    }

    /** Prepares tables; they are captured from the start. */
    IngestBench with(String... statements) throws SQLException {
        database.execute(statements);
        return this;
    }

    /** The publication as a user might have made it before. */
    IngestBench publishing(String tables) throws SQLException {
        database.execute(
                "CREATE PUBLICATION " + prefix + " FOR TABLE " + tables + " WITH (publish_via_partition_root = true)");
        return this;
    }

    IngestSettings settings() {
        return settings(database.user(), database.password());
    }

    IngestSettings settings(String user, String password) {
        return new IngestSettings(
                new TidelineConfig.Source(
                        new TidelineConfig.Database(database.url(), user, new Secret(password)), prefix, prefix),
                Map.of("bootstrap.servers", bootstrapServers),
                prefix,
                Duration.ofDays(7),
                (short) 1,
                false,
                new SimpleMeterRegistry(),
                limits);
    }

    IngestBench start() {
        ingest = new Ingest(settings());
        ingest.start();
        awaitReady(ingest);
        return this;
    }

    static void awaitReady(Ingest ingest) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ingest.health()).matches(health -> health.ready() && health.active()));
    }

    void stop() {
        if (ingest != null) {
            ingest.close();
            ingest = null;
        }
    }

    /** Waits until everything committed at the source by now is in the topics. */
    void catchUp() throws SQLException {
        var target = currentLsn();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(durable())
                .isGreaterThanOrEqualTo(target));
    }

    private Lsn durable() {
        var manifests = manifests();
        return manifests.isEmpty()
                ? Lsn.ZERO
                : manifests.get(manifests.size() - 1).lsn();
    }

    Lsn currentLsn() throws SQLException {
        return Lsn.parse(queryText("SELECT pg_current_wal_insert_lsn()::text"));
    }

    String queryText(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    List<EpochManifest> manifests() {
        return TopicLog.manifests(bootstrapServers, names.epochs());
    }

    List<TopicLog.Row> rows(String table) {
        return TopicLog.rows(bootstrapServers, names.changes(new TableName("public", table)));
    }

    /** Epochs are numbered without gaps, LSNs never go back, and the manifests count exactly the rows that are there. */
    void assertManifestsMatch(String... tables) {
        var counted = new HashMap<Long, Map<String, Long>>();
        for (String table : tables) {
            String topic = names.changes(new TableName("public", table));
            for (var row : rows(table)) {
                counted.computeIfAbsent(row.epoch(), epoch -> new HashMap<>()).merge(topic, 1L, Long::sum);
            }
        }
        assertThat(counted).isNotEmpty();
        long number = 0;
        var lsn = Lsn.ZERO;
        for (var manifest : manifests()) {
            assertThat(manifest.epoch()).isEqualTo(++number);
            assertThat(manifest.lsn()).isGreaterThanOrEqualTo(lsn);
            lsn = manifest.lsn();
            var announced = new HashMap<String, Long>();
            manifest.rows().forEach((topic, partitions) -> announced.put(topic, partitions.get(0)));
            assertThat(announced).isEqualTo(counted.getOrDefault(manifest.epoch(), Map.of()));
            counted.remove(manifest.epoch());
        }
        assertThat(counted).isEmpty();
    }

    /** Asks for a snapshot as the engine does, and waits for the answer. */
    IngestReply snapshot(IngestRequest.Snapshot.Table... tables) {
        var request = new IngestRequest.Snapshot(UUID.randomUUID().toString(), "test", List.of(tables));
        ask(request);
        return awaitReply(request.id());
    }

    static IngestRequest.Snapshot.Table wish(String table, String... columns) {
        return new IngestRequest.Snapshot.Table(new TableName("public", table), List.of(columns));
    }

    void ask(IngestRequest request) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            names.requests(), 0, request.id().getBytes(UTF_8), WireJson.write(request)))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last reply to the request that is not mere progress. */
    IngestReply awaitReply(String id) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> answer(id), Optional::isPresent)
                .orElseThrow();
    }

    Optional<IngestReply> answer(String id) {
        return replies().stream()
                .filter(reply -> reply.id().equals(id) && !(reply instanceof IngestReply.SnapshotProgress))
                .reduce((first, second) -> second);
    }

    List<IngestReply> replies() {
        return TopicLog.records(bootstrapServers, names.replies()).stream()
                .map(record -> WireJson.read(record.value(), IngestReply.class))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        stop();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                    + " WHERE slot_name = '" + prefix + "' AND NOT active");
        }
    }
}
