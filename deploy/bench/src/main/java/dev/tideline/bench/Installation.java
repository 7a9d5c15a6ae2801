package dev.tideline.bench;

import dev.tideline.embedded.EmbeddedKafka;
import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.wire.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What a measurement runs on: a PostgreSQL with a source and a target database, a broker, and a folder with the configuration. */
public final class Installation implements AutoCloseable {

    static final String SLOT = "bench_tideline";
    private static final String PUBLICATION = "bench";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final PostgresDatabase source;
    private final PostgresDatabase target;

    private Installation(Path folder) throws IOException, SQLException {
        this.folder = folder;
        postgres = EmbeddedPostgres.in(folder.resolve("postgres")).start();
        kafka = EmbeddedKafka.in(folder.resolve("kafka")).start();
        source = postgres.createDatabase("shop");
        target = postgres.createDatabase("analytics");
    }

    public static Installation start() throws IOException, SQLException {
        return new Installation(Files.createTempDirectory("tideline-bench-"));
    }

    public PostgresDatabase source() {
        return source;
    }

    public PostgresDatabase target() {
        return target;
    }

    Path folder() {
        return folder;
    }

    Source stockSource() {
        return new Source(source.url(), source.user(), source.password(), PUBLICATION);
    }

    /** Starts {@code tideline run} with these topologies, by file name. */
    public TidelineRun run(Map<String, String> topologies) throws IOException {
        for (var topology : topologies.entrySet()) {
            Files.writeString(folder.resolve(topology.getKey()), topology.getValue());
        }
        Files.writeString(folder.resolve("tideline.yaml"), """
                source: {url: "%s", user: %s, password: %s, publication: %s, slot: %s}
                kafka: {bootstrap.servers: "%s", topic.prefix: bench}
                target: {url: "%s", user: %s, password: %s}
                topologies: [%s]
                data.dir: ./data
                http.port: 0
                """.formatted(
                        source.url(),
                        source.user(),
                        source.password(),
                        PUBLICATION,
                        SLOT,
                        kafka.bootstrapServers(),
                        target.url(),
                        target.user(),
                        target.password(),
                        String.join(", ", topologies.keySet())));
        return TidelineRun.start(folder);
    }

    /** Waits until so many views of the topology are live and follow the source closely. */
    public void awaitLive(String topology, int views, TidelineRun run, Duration atMost) throws SQLException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            if (!run.isRunning()) {
                throw new IllegalStateException("tideline run has ended:\n" + run.logTail());
            }
            if (liveViews(topology) == views) {
                return;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new IllegalStateException("not all views became live within " + atMost + ":\n" + run.logTail());
    }

    private int liveViews(String topology) throws SQLException {
        try (var connection = target.connect();
                var statement = connection.prepareStatement("SELECT count(*) FROM tideline.view_status"
                        + " WHERE topology = ? AND state = 'live' AND lag < interval '5 s'")) {
            statement.setString(1, topology);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        } catch (SQLException e) {
            // Before the first start there are no such tables.
            if (List.of("3F000", "42P01").contains(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }

    /** Where the source's log ends: behind everything that has been committed. */
    public static Lsn insertLsn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT pg_current_wal_insert_lsn()")) {
            result.next();
            return Lsn.parse(result.getString(1));
        }
    }

    @Override
    public void close() throws IOException {
        kafka.close();
        postgres.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
