package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.deploy.CommandLineRun;
import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are away, do not answer, or are not set up: said soon, with the remedy, and without a password. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadServersIT {

    private static final int COULD_NOT = 2;
    private static final String NOBODY_LISTENS = "127.0.0.1:1";
    private static final String PASSWORD = "s3cr3t-of-the-test";
    private static final Duration SOON = Duration.ofSeconds(45);

    /** Takes connections and never says a word. */
    private static ServerSocket silent;

    private static PostgresDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        database = EmbeddedServers.freshDatabase();
        database.execute(
                "CREATE TABLE orders (id int PRIMARY KEY)",
                "DO $$BEGIN IF to_regrole('reader') IS NULL THEN CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD
                        + "'; END IF; END$$",
                "GRANT SELECT ON orders TO reader");
    }

    @AfterAll
    static void stop() throws IOException {
        silent.close();
    }

    @BeforeEach
    void writeTopology() throws Exception {
        Files.writeString(folder.resolve("sales.yaml"), """
                topology: sales
                views:
                  all_orders: { query: SELECT id FROM orders }
                """);
    }

    @Test
    void anUnreachableSourceIsNamed() throws Exception {
        configure(
                "jdbc:postgresql://" + NOBODY_LISTENS + "/shop",
                "reader",
                EmbeddedServers.kafka().bootstrapServers());
        for (var command : List.of(List.of("validate"), List.of("explain", "all_orders"))) {
            var ran = command(command);
            assertThat(ran.code()).as(ran.err()).isEqualTo(COULD_NOT);
            assertThat(ran.err())
                    .contains("error[TL-0401]: ")
                    .contains(NOBODY_LISTENS + "/shop")
                    .contains("hint: ")
                    .contains("source.url");
            assertThat(ran.took()).isLessThan(SOON);
        }
        var json = command(List.of("validate", "--output", "json"));
        assertThat(json.code()).isEqualTo(COULD_NOT);
        assertThat(json.json().get("ok").asBoolean()).isFalse();
        assertThat(json.diagnostic("TL-0401").get("message").asText()).contains(NOBODY_LISTENS);
        assertThat(json.diagnostic("TL-0401").get("hint").asText()).isNotBlank();

        var run = run();
        assertThat(run.errors())
                .contains("error[TL-0401]: ")
                .contains(NOBODY_LISTENS)
                .contains("hint: ");
    }

    @Test
    void aSourceThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
        String address = "127.0.0.1:" + silent.getLocalPort();
        configure("jdbc:postgresql://" + address + "/shop", "reader", NOBODY_LISTENS);
        for (var command : List.of("validate", "status")) {
            var ran = command(List.of(command));
            assertThat(ran.code()).as(ran.err()).isEqualTo(COULD_NOT);
            assertThat(ran.err())
                    .containsPattern("error\\[TL-0[45]01]: ")
                    .contains(address)
                    .contains("hint: ");
            assertThat(ran.took()).isLessThan(SOON);
        }
    }

    @Test
    void anUnreachableKafkaIsNamed() throws Exception {
        configure(database.url(), database.user(), NOBODY_LISTENS, database.password());
        var verify = command(List.of("verify", "--output", "json"));
        assertThat(verify.code()).as(verify.err()).isEqualTo(COULD_NOT);
        assertThat(verify.diagnostic("TL-0601").get("message").asText()).contains(NOBODY_LISTENS);
        assertThat(verify.diagnostic("TL-0601").get("hint").asText()).contains("kafka.bootstrap.servers");
        assertThat(verify.took()).isLessThan(SOON);

        assertThat(run().errors())
                .contains("error[TL-0601]: ")
                .contains(NOBODY_LISTENS)
                .contains("hint: ")
                .contains("kafka.bootstrap.servers");
    }

    @Test
    void aKafkaThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
        String address = "127.0.0.1:" + silent.getLocalPort();
        configure(database.url(), database.user(), address, database.password());
        var ran = command(List.of("verify"));
        assertThat(ran.code()).as(ran.err()).isEqualTo(COULD_NOT);
        assertThat(ran.err()).contains("error[TL-0601]: ").contains(address);
        assertThat(ran.took()).isLessThan(SOON);
    }

    @Test
    void withoutTheRightToReplicateTheSqlThatGivesItIsShown() throws Exception {
        configure(database.url(), "reader", EmbeddedServers.kafka().bootstrapServers());
        assertThat(command(List.of("validate")).code()).isZero();
        var run = run();
        assertThat(run.errors())
                .contains("error[TL-0403]: ")
                .contains("reader")
                .contains("hint: ALTER ROLE \"reader\" REPLICATION;");

        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("REVOKE SELECT ON orders FROM reader");
            var unreadable = command(List.of("validate"));
            assertThat(unreadable.code())
                    .as(unreadable.out() + unreadable.err())
                    .isIn(COULD_NOT, 4);
            assertThat(unreadable.err())
                    .contains("orders")
                    .containsPattern("GRANT SELECT ON \"?public\"?\\.\"?orders\"? TO \"?reader\"?");
            statement.execute("GRANT SELECT ON orders TO reader");
        }
    }

    @Test
    void aServerWithoutLogicalDecodingIsToldHow() throws Exception {
        try (var postgres =
                EmbeddedServers.newPostgres().setting("wal_level", "replica").start()) {
            var plain = postgres.createDatabase("plain");
            plain.execute("CREATE TABLE orders (id int PRIMARY KEY)");
            configure(plain.url(), plain.user(), EmbeddedServers.kafka().bootstrapServers(), plain.password());
            var run = run();
            assertThat(run.errors())
                    .contains("error[TL-0402]: ")
                    .contains("wal_level=replica")
                    .contains("hint: ALTER SYSTEM SET wal_level = logical;")
                    .contains("restart");
        }
    }

    private void configure(String url, String user, String kafka) throws IOException {
        configure(url, user, kafka, PASSWORD);
    }

    private void configure(String url, String user, String kafka, String password) throws IOException {
        Files.writeString(folder.resolve("tideline.yaml"), """
                source:
                  url: %s
                  user: %s
                  password: %s
                  publication: bad_servers
                  slot: bad_servers
                kafka:
                  bootstrap.servers: %s
                  topic.prefix: bad_servers
                topologies: [sales.yaml]
                http.port: 0
                """.formatted(url, user, password, kafka));
    }

    private CommandLineRun command(List<String> arguments) {
        var all = new ArrayList<>(arguments);
        all.add("--config");
        all.add(folder.resolve("tideline.yaml").toString());
        var ran = CommandLineRun.of(all.toArray(String[]::new)).withoutStackTrace();
        assertThat(ran.out() + ran.err()).doesNotContain(PASSWORD);
        return ran;
    }

    /** {@code tideline run}, which must end by itself, soon, saying that it could not. */
    private TidelineProcess run(String... further) {
        var arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(further));
        long begin = System.nanoTime();
        var run = TidelineProcess.start(folder, arguments.toArray(String[]::new));
        int code = run.await(60);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(run.tail(30)).isLessThan(SOON);
        assertThat(code).as(run.tail(50)).isEqualTo(COULD_NOT);
        assertThat(run.errors() + run.output())
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain(PASSWORD);
        return run;
    }
}
