package dev.tideline.acceptance;

import dev.tideline.embedded.EmbeddedKafka;
import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A Tideline installation of a test's own, as a user would have it: a source and a target database, a broker, a folder with
 * {@code tideline.yaml} and one topology file, and the parts as processes of their own.
 */
final class Installation implements AutoCloseable {

    final Path folder;
    final EmbeddedKafka kafka;
    final PostgresDatabase source;
    final PostgresDatabase target;
    final String prefix = EmbeddedServers.freshTopicPrefix();
    private final EmbeddedPostgres postgres;
    private final List<TidelineProcess> processes = new ArrayList<>();

    /** {@code topology} is the YAML of the topology file. */
    Installation(String topology) throws IOException, SQLException {
        postgres = EmbeddedServers.postgres();
        kafka = EmbeddedServers.newKafka().start();
        source = EmbeddedServers.freshDatabase(postgres);
        target = EmbeddedServers.freshDatabase(postgres);
        folder = Files.createTempDirectory("tideline-acceptance-");
        Files.writeString(folder.resolve("topology.yaml"), topology);
        Files.writeString(folder.resolve("tideline.yaml"), """
                source:
                  url: %s
                  user: %s
                  password: %s
                  publication: %s
                  slot: %s
                kafka:
                  bootstrap.servers: %s
                  topic.prefix: %s
                target:
                  url: %s
                  user: %s
                  password: %s
                topologies: [topology.yaml]
                data.dir: ./data
                http.port: 0
                """.formatted(
                        source.url(),
                        source.user(),
                        source.password(),
                        prefix,
                        prefix,
                        kafka.bootstrapServers(),
                        prefix,
                        target.url(),
                        target.user(),
                        target.password()));
    }

    /** Runs {@code tideline} with these arguments in this folder. */
    TidelineProcess start(String... arguments) {
        var process = TidelineProcess.start(folder, arguments);
        processes.add(process);
        return process;
    }

    /** Waits until every view of the topology is live in the target. */
    void awaitLive(String topology, int views) {
        await(Duration.ofMinutes(3), "all " + views + " views of " + topology + " to be live", () -> {
            try (var connection = target.connect();
                    var statement = connection.prepareStatement(
                            "SELECT count(*) FROM tideline.view_status WHERE topology = ? AND state = 'live'")) {
                statement.setString(1, topology);
                try (var result = statement.executeQuery()) {
                    result.next();
                    return result.getInt(1) == views;
                }
            } catch (SQLException e) {
                return false;
            }
        });
    }

    /** Waits until the target shows all that is committed at the source. */
    void awaitCaughtUp() throws SQLException {
        try (var from = source.connect();
                var to = target.connect();
                var lsn = from.createStatement().executeQuery("SELECT pg_current_wal_insert_lsn()");
                var wait = to.prepareStatement("SELECT tideline.wait_for(?::pg_lsn, interval '60 s')")) {
            lsn.next();
            wait.setString(1, lsn.getString(1));
            try (var result = wait.executeQuery()) {
                result.next();
                if (!result.getBoolean(1)) {
                    throw new AssertionError("the target has not reached " + lsn.getString(1) + "\n" + logs());
                }
            }
        }
    }

    /** Waits on a condition and tells, if it is never met, what the processes last said. */
    void await(Duration atMost, String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(atMost);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited " + atMost + " in vain for " + what + "\n" + logs());
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    String logs() {
        var text = new StringBuilder();
        processes.forEach(
                process -> text.append("---- ").append(process).append('\n').append(process.tail(60)));
        return text.toString();
    }

    @Override
    public void close() {
        processes.forEach(TidelineProcess::kill);
        kafka.close();
        keepLogs();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(Installation::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the processes have written to their logs outlives the test, in {@code target/acceptance}. */
    private void keepLogs() {
        Path kept = Path.of("target", "acceptance", prefix);
        Path logs = folder.resolve("data").resolve("log");
        if (!Files.isDirectory(logs)) {
            return;
        }
        try (var files = Files.list(logs)) {
            Files.createDirectories(kept);
            for (Path log : files.toList()) {
                Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
