package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL's own pgbench, unmodified, as the writer. Each of its transactions adds one amount to some account, to some branch (not
 * necessarily the account's) and to the history under that branch. So at every LSN the accounts together hold what the branches
 * together hold, and the history of a branch sums up to its balance: {@code total_gap} and {@code history_gap} are empty in every state
 * that is ever visible, and the slightest tear would show. {@code torn_branches} is not empty, but always what its two inputs, shown in
 * the same snapshot, say.
 */
class PgbenchIT {

    private static final int SECONDS = Integer.getInteger("tideline.pgbench.seconds", 15);
    private static final String TOPOLOGY = """
            topology: bank
            views:
              branch_sums:
                query: SELECT bid, sum(abalance) FROM pgbench_accounts GROUP BY bid
              branches:
                query: SELECT bid, bbalance FROM pgbench_branches
              torn_branches:
                query: |
                  SELECT b.bid, b.bbalance, s.sum
                  FROM pgbench_branches b JOIN branch_sums s ON s.bid = b.bid
                  WHERE b.bbalance <> s.sum
              history_gap:
                query: |
                  SELECT b.bid, b.bbalance, h.total
                  FROM pgbench_branches b
                  LEFT JOIN (SELECT bid, sum(delta) AS total FROM pgbench_history GROUP BY bid) h ON h.bid = b.bid
                  WHERE b.bbalance <> coalesce(h.total, 0)
              total_gap:
                query: |
                  SELECT a.total AS accounts, b.total AS branches
                  FROM (SELECT sum(abalance) AS total FROM pgbench_accounts) a
                  CROSS JOIN (SELECT sum(bbalance) AS total FROM pgbench_branches) b
                  WHERE a.total <> b.total
            """;
    private static final String STATE = """
            SELECT (SELECT lsn FROM tideline.frontier),
                   (SELECT string_agg(bid || '=' || sum, ' ' ORDER BY bid) FROM branch_sums),
                   (SELECT string_agg(g::text, ' ') FROM history_gap g),
                   (SELECT string_agg(g::text, ' ') FROM total_gap g),
                   (SELECT string_agg(t::text, ' ' ORDER BY bid) FROM torn_branches t),
                   (SELECT string_agg(row(b.bid, b.bbalance, s.sum)::text, ' ' ORDER BY b.bid)
                    FROM branches b JOIN branch_sums s ON s.bid = b.bid WHERE b.bbalance <> s.sum)
            """;

    @Test
    void booksBalanceInEveryVisibleState() throws Exception {
        try (var installation = new Installation(TOPOLOGY)) {
            pgbench(installation, "-q", "-i", "-s", "2");
            // pgbench keeps its history without a key.
            installation.source.execute("ALTER TABLE pgbench_history REPLICA IDENTITY FULL");
            installation.start("run");
            installation.awaitLive("bank", 5);

            var writing = new AtomicBoolean(true);
            var wrong = new ArrayList<String>();
            Set<Lsn> frontiers = new HashSet<>();
            Set<String> sums = new HashSet<>();
            var reader = new Thread(() -> read(installation, writing, wrong, frontiers, sums), "bank-reader");
            reader.start();
            pgbench(installation, "-c", "2", "-T", Integer.toString(SECONDS), "-n");
            installation.awaitCaughtUp();
            writing.set(false);
            reader.join();

            System.out.printf(
                    "pgbench: %d frontiers seen, %d different sums, %d wrong%n",
                    frontiers.size(), sums.size(), wrong.size());
            assertThat(wrong).isEmpty();
            assertThat(frontiers).hasSizeGreaterThan(SECONDS);
            assertThat(sums).hasSizeGreaterThan(SECONDS);
            assertThat(rows(installation.target, "SELECT * FROM branch_sums"))
                    .isEqualTo(
                            rows(installation.source, "SELECT bid, sum(abalance) FROM pgbench_accounts GROUP BY bid"))
                    .hasSize(2);
        }
    }

    private static void read(
            Installation installation,
            AtomicBoolean writing,
            List<String> wrong,
            Set<Lsn> frontiers,
            Set<String> sums) {
        try (var connection = installation.target.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            while (writing.get()) {
                try (var statement = connection.createStatement();
                        var result = statement.executeQuery(STATE)) {
                    result.next();
                    frontiers.add(Lsn.parse(result.getString(1)));
                    sums.add(result.getString(2));
                    boolean right = result.getString(3) == null
                            && result.getString(4) == null
                            && Objects.equals(result.getString(5), result.getString(6));
                    if (!right) {
                        wrong.add("at " + result.getString(1) + ": history_gap " + result.getString(3) + ", total_gap "
                                + result.getString(4) + ", torn_branches " + result.getString(5) + " instead of "
                                + result.getString(6));
                    }
                }
                connection.rollback();
            }
        } catch (SQLException e) {
            wrong.add("the reader failed: " + e);
        }
    }

    private static List<String> rows(dev.tideline.embedded.PostgresDatabase database, String query)
            throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query + " ORDER BY 1")) {
            var sums = new ArrayList<String>();
            while (result.next()) {
                sums.add(result.getString(1) + "=" + result.getString(2));
            }
            return sums;
        }
    }

    private static void pgbench(Installation installation, String... arguments)
            throws IOException, InterruptedException {
        // jdbc:postgresql://host:port/database
        var uri = java.net.URI.create(installation.source.url().substring("jdbc:".length()));
        List<String> command = new ArrayList<>(List.of(
                binary().toString(),
                "-h",
                uri.getHost(),
                "-p",
                Integer.toString(uri.getPort()),
                "-U",
                installation.source.user()));
        command.addAll(List.of(arguments));
        command.add(uri.getPath().substring(1));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", installation.source.password());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60 + SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    /** Debian keeps it beside the server, and on the path only through a wrapper. */
    private static Path binary() throws IOException {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, "pgbench"))) {
                return Path.of(folder, "pgbench");
            }
        }
        try (Stream<Path> versions = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            return versions.map(version -> version.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError(
                                    "pgbench is not installed; on Debian: apt-get install postgresql-contrib (see CONTRIBUTING.md)"));
        }
    }
}
