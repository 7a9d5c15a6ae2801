package dev.tideline.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes the way from a database to the first view, with the very files and statements that README shows. */
class ReadmeIT {

    private static final String PASSWORD = "secret";

    @TempDir
    Path folder;

    @Test
    void theWayToTheFirstViewLeadsThere() throws Exception {
        var readme = MarkdownPage.readme();
        var sql = readme.blocks("sql");
        var yaml = readme.blocks("yaml");
        assertThat(sql).hasSize(3);
        assertThat(yaml).hasSize(2);
        try (var postgres = EmbeddedServers.newPostgres().start()) {
            var shop = postgres.createDatabase("shop");
            var analytics = postgres.createDatabase("analytics");
            shop.execute(
                    "CREATE TABLE customers (id int PRIMARY KEY, country text NOT NULL)",
                    "CREATE TABLE orders (id int PRIMARY KEY, customer_id int, total_cents bigint, created_at timestamptz)",
                    "INSERT INTO customers VALUES (1, 'FR'), (2, 'DE')",
                    "INSERT INTO orders VALUES (1, 1, 250, '2026-01-02 00:00Z'), (2, 1, 50, '2026-01-02 12:00Z')");
            execute(shop, sql.get(0).replace("'…'", "'" + PASSWORD + "'"));
            execute(analytics, sql.get(1));
            configure(postgres, yaml);

            assertThat(tideline("validate").waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output("validate")).contains("✓ sales.daily_revenue");
            assertThat(tideline("explain", "daily_revenue").waitFor(60, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(output("explain")).contains("View daily_revenue", "Aggregate by");

            var run = tideline("run");
            try {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> !run.isAlive() || output("run").contains("Everything is ready"));
                assertThat(run.isAlive()).as(output("run")).isTrue();
                shop.execute("INSERT INTO orders VALUES (3, 2, 700, '2026-01-03 00:00Z')");
                assertShown(shop, analytics, sql.get(2));
            } finally {
                run.destroy();
                assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(run.exitValue()).as(output("run")).isZero();
            assertThat(output("run")).doesNotContain("\tat ").doesNotContain("ERROR");
        }
    }

    /** As README has them, but for where the servers are and, so that nothing else is needed, the broker. */
    private void configure(EmbeddedPostgres postgres, List<String> yaml) throws Exception {
        var config = yaml.get(0)
                .replace("localhost:5432", "localhost:" + postgres.port())
                .replace("localhost:5433", "localhost:" + postgres.port())
                .replace("bootstrap.servers: localhost:9092", "bootstrap.servers: embedded");
        assertThat(config).contains("bootstrap.servers: embedded").doesNotContain(":5432", ":5433");
        Files.writeString(folder.resolve("tideline.yaml"), config + "http.port: 0\n");
        Files.createDirectories(folder.resolve("views"));
        Files.writeString(folder.resolve("views").resolve("sales.yaml"), yaml.get(1));
    }

    private static void assertShown(PostgresDatabase shop, PostgresDatabase analytics, String queries)
            throws SQLException {
        var lsn = first(shop, "SELECT pg_current_wal_insert_lsn()");
        var statements = statements(queries.replaceFirst("'0/[0-9A-F]+'", "'" + lsn + "'"));
        assertThat(statements).hasSize(4);
        // In README it is the last, for it is the least needed.
        assertThat(first(analytics, statements.get(3))).isEqualTo("t");
        assertThat(first(analytics, "SELECT string_agg(v::text, ' ' ORDER BY day, country) FROM daily_revenue v"))
                .isEqualTo("(2026-01-02,FR,2,300) (2026-01-03,DE,1,700)");
        for (var statement : statements) {
            assertThat(first(analytics, statement)).as(statement).isNotBlank();
        }
    }

    private Process tideline(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tideline.deploy.Tideline"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(arguments[0] + ".log").toFile());
        builder.environment().put("SHOP_PASSWORD", PASSWORD);
        builder.environment().put("ANALYTICS_PASSWORD", PASSWORD);
        return builder.start();
    }

    private String output(String command) throws Exception {
        return Files.readString(folder.resolve(command + ".log"));
    }

    private static void execute(PostgresDatabase database, String script) throws SQLException {
        for (var statement : statements(script)) {
            database.execute(statement);
        }
    }

    private static List<String> statements(String script) {
        return Arrays.stream(script.replaceAll("--[^\\n]*", "").split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String first(PostgresDatabase database, String query) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
