package dev.tideline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.embedded.PostgresDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a stranger runs it, and the other commands beside it in a second terminal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {

    private static final int VIEWS = 6;
    private static final Duration LIVE_WITHIN = Duration.ofMinutes(4);

    @TempDir
    static Path directory;

    private Process demo;
    private PostgresDatabase shop;

    /** The second start on the same directory: everything below also shows that one goes on where the first ended. */
    @BeforeAll
    void start() throws Exception {
        var first = tideline("demo", "--dir", directory.toString(), "--rate", "20", "--for", "4s")
                .start();
        assertThat(first.waitFor(LIVE_WITHIN.toSeconds(), TimeUnit.SECONDS))
                .as(err())
                .isTrue();
        assertThat(first.exitValue()).as(err()).isZero();
        assertThat(err()).contains("filling the shop");
        // At a rate that leaves a busy machine room for the tests.
        demo = tideline("demo", "--dir", directory.toString(), "--rate", "20").start();
        Awaitility.await().atMost(LIVE_WITHIN).until(() -> !demo.isAlive() || err().contains("All views are live"));
        assertThat(demo.isAlive()).as(err()).isTrue();
        assertThat(err()).doesNotContain("filling the shop");
        assertThat(Files.readString(
                        directory.resolve("tideline-data").resolve("log").resolve("tideline.log")))
                .contains("generation 1 goes on")
                .doesNotContain("generation 2");
        var connect = Pattern.compile("psql postgresql://(\\w+):(\\w+)@(\\S+)").matcher(err());
        Awaitility.await().atMost(LIVE_WITHIN).until(() -> connect.reset(err()).find());
        shop = new PostgresDatabase("jdbc:postgresql://" + connect.group(3), connect.group(1), connect.group(2));
    }

    @AfterAll
    void stop() throws Exception {
        var family = new ArrayList<ProcessHandle>();
        demo.descendants().forEach(family::add);
        demo.destroy(); // SIGTERM
        try {
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).as(err()).isTrue();
            assertThat(demo.exitValue()).as(err()).isZero();
            assertThat(family).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void everyViewIsLiveInStatus() throws Exception {
        var ran = run("status", "--output", "json");
        assertThat(ran.code).as(ran.err).isZero();
        assertThat(ran.json().get("ok").asBoolean()).isTrue();
        assertThat(ran.json().get("views")).hasSize(VIEWS).allSatisfy(view -> {
            assertThat(view.get("state").asText()).isEqualTo("live");
            assertThat(view.get("rows").asLong()).isPositive();
            assertThat(view.get("lsn").asText()).contains("/");
        });
    }

    @Test
    void everyViewIsValidAndExplained() throws Exception {
        var validate = run("validate", "-o", "json");
        assertThat(validate.code).as(validate.err).isZero();
        assertThat(validate.json().get("views")).hasSize(VIEWS).allSatisfy(view -> {
            assertThat(view.get("ok").asBoolean()).isTrue();
            assertThat(view.get("refresh").asText()).isEqualTo("incremental");
        });
        var explain = run("explain", "big_days");
        assertThat(explain.code).as(explain.err).isZero();
        assertThat(explain.out)
                .contains("View big_days")
                .contains("Table public.orders")
                .contains("shared by");
    }

    @Test
    void verifyProvesTheViewsAndFindsWhatSomebodyChanged() throws Exception {
        var exact = run("verify", "-o", "json", "--timeout", "3m");
        assertThat(exact.code).as(exact.out + exact.err).isZero();
        assertThat(exact.json().get("views")).hasSize(VIEWS).allSatisfy(view -> {
            assertThat(view.get("exact").asBoolean()).isTrue();
            assertThat(view.get("rows").asLong()).isPositive();
        });

        // A customer of our own, whom the shop's business leaves alone: it would write the row anew.
        shop.execute("INSERT INTO customers (id, name, country) VALUES (1000002, 'quiet', 'DE')");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> "quiet"
                .equals(text("SELECT max(name) FROM customer_orders WHERE customer_id = 1000002")));
        shop.execute("UPDATE customer_orders SET name = 'quiet!' WHERE customer_id = 1000002");
        try {
            var wrong = run("verify", "customer_orders", "shop.picking_list", "--timeout", "3m");
            assertThat(wrong.code).as(wrong.out + wrong.err).isEqualTo(4);
            assertThat(wrong.out).contains("WRONG").contains("quiet!").contains("surplus");
            assertThat(wrong.out).containsPattern("picking_list +exact");
        } finally {
            shop.execute("UPDATE customer_orders SET name = 'quiet' WHERE customer_id = 1000002");
        }
        assertThat(holds()).isZero();
    }

    @Test
    void readersMaySeeTheirOwnWrites() throws Exception {
        shop.execute("INSERT INTO customers (id, name, country) VALUES (1000001, 'me', 'DE')");
        try (var connection = shop.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT tideline.wait_for(pg_current_wal_insert_lsn(), '2 min', 'shop')")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
        assertThat(text("SELECT name FROM customer_orders WHERE customer_id = 1000001"))
                .isEqualTo("me");
    }

    @Test
    void tellsProbesAndPrometheusHowItIs() throws Exception {
        var config = Files.readString(directory.resolve("tideline.yaml"));
        var port = Pattern.compile("http://127.0.0.1:(\\d+)/").matcher(err());
        assertThat(port.find()).as(config + err()).isTrue();
        var base = port.group();
        assertThat(get(base + "livez").statusCode()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> get(base + "readyz").statusCode() == 200);
        assertThat(get(base + "readyz?verbose").body())
                .contains("[+] ingest")
                .contains("[+] engine")
                .contains("[+] sink");
        assertThat(get(base + "metrics").body())
                .contains("tideline_ingest_rows_total")
                .contains("jvm_memory_used_bytes");
    }

    private long holds() throws SQLException {
        return Long.parseLong(text("SELECT count(*) FROM tideline.hold"));
    }

    private String text(String sql) throws SQLException {
        try (var connection = shop.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String err() throws IOException {
        return Files.readString(directory.resolve("demo.err"));
    }

    private record Ran(int code, String out, String err) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private Ran run(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("tideline.yaml").toString()));
        var out = Files.createTempFile(directory, "out", null);
        var err = Files.createTempFile(directory, "err", null);
        var process = tideline(all.toArray(String[]::new))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Ran(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    private static ProcessBuilder tideline(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-cp",
                System.getProperty("java.class.path"),
                Tideline.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("demo.out").toFile())
                .redirectError(directory.resolve("demo.err").toFile());
    }
}
