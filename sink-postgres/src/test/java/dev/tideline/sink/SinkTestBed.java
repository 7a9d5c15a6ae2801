package dev.tideline.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.Lsn;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A target database, result topics and a sink of a test's own, on shared servers. */
final class SinkTestBed implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(60);

    static {
        Awaitility.setDefaultTimeout(SOON);
    }

    final PostgresDatabase database;
    final String prefix = EmbeddedServers.freshTopicPrefix();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final ResultProducer results;
    final String bootstrapServers;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private final Connection connection;

    SinkTestBed() throws SQLException {
        this(EmbeddedServers.freshDatabase(), EmbeddedServers.kafka().bootstrapServers(), 1);
    }

    SinkTestBed(PostgresDatabase database, String bootstrapServers, int partitions) throws SQLException {
        this.database = database;
        this.bootstrapServers = bootstrapServers;
        this.results = producer("sales", partitions);
        this.connection = database.connect();
        run("SET TimeZone = 'UTC'; SET IntervalStyle = 'postgres'; SET DateStyle = 'ISO, MDY'");
    }

    /** Writes results of another topology. */
    ResultProducer producer(String topology, int partitions) {
        var producer = new ResultProducer(bootstrapServers, prefix, topology, partitions);
        open.add(producer);
        return producer;
    }

    Sink startSink() {
        return startSink(SinkLimits.DEFAULT);
    }

    Sink startSink(SinkLimits limits) {
        return startSink(database.user(), database.password(), limits);
    }

    Sink startSink(String user, String password, SinkLimits limits) {
        var sink = new Sink(new SinkSettings(
                new TidelineConfig.Database(database.url(), user, new Secret(password)),
                Map.of("bootstrap.servers", bootstrapServers),
                prefix,
                (short) 1,
                meters,
                null,
                limits));
        sink.start();
        open.add(0, sink);
        return sink;
    }

    /** Waits until the frontier shows this LSN, exactly. */
    void awaitFrontier(Lsn lsn) {
        awaitFrontier("sales", lsn);
    }

    void awaitFrontier(String topology, Lsn lsn) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> assertThat(frontier(topology))
                .isEqualTo(lsn.toString()));
    }

    String frontier(String topology) {
        return value("SELECT lsn FROM tideline.frontier WHERE topology = '" + topology + "'");
    }

    /** Why the first topology that is stopped is stopped. */
    static Diagnostic failure(Sink sink) {
        var failures = sink.health().topologies().stream()
                .map(TopologyHealth::failure)
                .filter(Objects::nonNull)
                .toList();
        assertThat(failures).isNotEmpty();
        return failures.get(0);
    }

    /** The state that {@code view_status} shows of a view. */
    String state(String view) {
        return value("SELECT state FROM tideline.view_status WHERE view = '" + view + "'");
    }

    /** All rows in text form, columns separated by {@code |} and NULL as {@code ∅}, sorted. */
    List<String> rows(String relation) {
        return query("SELECT * FROM " + relation).stream().sorted().toList();
    }

    List<String> query(String sql) {
        return query(connection, sql);
    }

    static List<String> query(Connection connection, String sql) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= width; column++) {
                    String value = result.getString(column);
                    row.add(value == null ? "∅" : value);
                }
                rows.add(String.join("|", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The only value of a query, or null if it has no row. */
    String value(String sql) {
        var rows = query(sql);
        return rows.isEmpty() ? null : rows.get(0);
    }

    void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Closed before everything opened so far. */
    <T extends AutoCloseable> T opened(T closeable) {
        open.add(0, closeable);
        return closeable;
    }

    @Override
    public void close() throws Exception {
        for (var closeable : open) {
            closeable.close();
        }
        connection.close();
    }
}
