package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideline.deploy.CommandLineRun;
import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views that are wrong: the message names what, the place in the file, and what helps; and nothing is started or changed. */
class BadViewsIT {

    private static final int FINDINGS = 4;

    private static PostgresDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    static void createTables() throws SQLException {
        database = EmbeddedServers.freshDatabase();
        database.execute(
                "CREATE TABLE customers (id int PRIMARY KEY, country text NOT NULL)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, total_cents int NOT NULL)");
    }

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(
                folder.resolve("tideline.yaml"), """
                source:
                  url: %s
                  user: %s
                  password: %s
                kafka:
                  bootstrap.servers: 127.0.0.1:1
                  topic.prefix: bad
                topologies: [sales.yaml]
                http.port: 0
                """.formatted(database.url(), database.user(), database.password()));
    }

    @Test
    void aSyntaxErrorIsShownWhereItIs() throws Exception {
        var text = validate("""
                topology: sales
                views:
                  by_country:
                    query: |
                      SELECT country, count(*)
                      FROM customers
                      GRUOP BY country
                """);
        assertThat(text.code()).isEqualTo(FINDINGS);
        assertThat(text.err())
                .contains("error[TL-0201]: syntax error at or near \"BY\"")
                .contains("sales.yaml:7:13")
                .contains("GRUOP BY country\n");
        assertPlace(json("TL-0201"), 7, 13, "syntax error at or near \"BY\"");
        assertNotOk("by_country", "TL-0201");
    }

    @Test
    void anUnknownColumnIsShownWhereItIs() throws Exception {
        var text = validate("""
                topology: sales
                views:
                  by_country:
                    query: |
                      SELECT c.contry, count(*) AS customers
                      FROM customers c GROUP BY 1
                  all_orders: { query: SELECT id FROM orders }
                """);
        assertThat(text.code()).isEqualTo(FINDINGS);
        assertThat(text.err())
                .contains("error[TL-0202]: column c.contry does not exist")
                .contains("sales.yaml:5:14")
                .contains("hint: ")
                .contains("country");
        assertThat(text.out())
                .contains("✗ sales.by_country")
                .contains("✓ sales.all_orders")
                .contains("1 of 2 views");
        var diagnostic = json("TL-0202");
        assertPlace(diagnostic, 5, 14, "column c.contry does not exist");
        assertThat(diagnostic.get("hint").asText()).contains("country");
        assertNotOk("by_country", "TL-0202");
    }

    @Test
    void aMissingTableIsShownWhereItIs() throws Exception {
        var text = validate("""
                topology: sales
                views:
                  returned:
                    query: SELECT o.id FROM orders o JOIN returns r ON r.order_id = o.id
                """);
        assertThat(text.code()).isEqualTo(FINDINGS);
        assertThat(text.err())
                .contains("error[TL-0202]: relation \"returns\" does not exist")
                .contains("sales.yaml:4:43")
                .contains("hint: ");
        assertPlace(json("TL-0202"), 4, 43, "relation \"returns\" does not exist");
    }

    @Test
    void whatCannotBeKeptIsRefusedByName() throws Exception {
        var sampled = validate("""
                topology: sales
                views:
                  some_orders:
                    query: |
                      SELECT id FROM orders TABLESAMPLE BERNOULLI (10)
                """);
        assertThat(sampled.code()).isEqualTo(FINDINGS);
        assertThat(sampled.err())
                .contains("error[TL-0301]: ")
                .contains("TABLESAMPLE")
                .contains("sales.yaml:5:")
                .contains("hint: ");
        assertThat(json("TL-0301").get("line").asInt()).isEqualTo(5);

        var volatileFunction = validate("""
                topology: sales
                views:
                  dice:
                    query: SELECT id, random() AS luck FROM orders
                """);
        assertThat(volatileFunction.code()).isEqualTo(FINDINGS);
        assertThat(volatileFunction.err())
                .contains("error[TL-0305]: ")
                .contains("random")
                .contains("sales.yaml:4:23")
                .contains("hint: ");
        assertPlace(json("TL-0305"), 4, 23, "random");

        var function = validate("""
                topology: sales
                views:
                  searched:
                    query: SELECT id, to_tsvector('simple', country) AS words FROM customers
                """);
        assertThat(function.code()).isEqualTo(FINDINGS);
        assertThat(function.err())
                .containsPattern("error\\[TL-030[123]]: ")
                .contains("to_tsvector")
                .contains("sales.yaml:4:23")
                .contains("hint: ");
    }

    @Test
    void aViewThatIsThereTwiceIsShownAtItsSecondPlace() throws Exception {
        var text = validate("""
                topology: sales
                views:
                  by_country: { query: SELECT country FROM customers }
                  by_country: { query: SELECT id FROM customers }
                """);
        assertThat(text.code()).isEqualTo(FINDINGS);
        assertThat(text.err())
                .contains("TL-0004")
                .contains("by_country")
                .contains("sales.yaml:4:3")
                .contains("line 3")
                .contains("hint: ");
        assertPlace(json("TL-0004"), 4, 3, "by_country");
    }

    @Test
    void twoFilesMayNotHaveOneTargetTable() throws Exception {
        Files.writeString(folder.resolve("other.yaml"), """
                topology: other
                views:
                  by_country: { query: SELECT id FROM customers }
                """);
        var config = folder.resolve("tideline.yaml");
        Files.writeString(config, Files.readString(config).replace("[sales.yaml]", "[sales.yaml, other.yaml]"));
        var text = validate("""
                topology: sales
                views:
                  by_country: { query: SELECT country FROM customers }
                """);
        assertThat(text.code()).isEqualTo(FINDINGS);
        assertThat(text.err())
                .contains("public.by_country")
                .contains("other.yaml:3:")
                .contains("sales.yaml")
                .contains("hint: ");
    }

    @Test
    void aWrongKeyIsShownWithTheRightOne() throws Exception {
        var text = validate("""
                topology: sales
                views:
                  by_country:
                    qurey: SELECT country FROM customers
                """);
        assertThat(text.code()).isEqualTo(FINDINGS);
        assertThat(text.err())
                .contains("TL-0003")
                .contains("qurey")
                .contains("sales.yaml:4:5")
                .contains("\"query\"");
        var diagnostic = json("TL-0003");
        assertThat(diagnostic.get("line").asInt()).isEqualTo(4);
        assertThat(diagnostic.get("column").asInt()).isEqualTo(5);

        var syntax = validate("topology: sales\nviews: [\n");
        assertThat(syntax.code()).isEqualTo(FINDINGS);
        assertThat(syntax.err()).contains("TL-0002").containsPattern("sales.yaml:\\d+:\\d+");
    }

    /** The same words from every command that reads views, and from run before it starts anything. */
    @Test
    void otherCommandsSayTheSame() throws Exception {
        Files.writeString(folder.resolve("sales.yaml"), """
                topology: sales
                views:
                  by_country:
                    query: SELECT contry FROM customers
                """);
        var explain = command("explain", "by_country");
        assertThat(explain.code()).as(explain.out()).isEqualTo(FINDINGS);
        assertThat(explain.err()).contains("column \"contry\" does not exist").contains("sales.yaml:4:19");
        var verify = command("verify");
        assertThat(verify.code()).isIn(2, FINDINGS);
        assertThat(verify.took()).isLessThan(Duration.ofSeconds(30));

        var run = TidelineProcess.start(folder, "run");
        int code = run.await(60);
        assertThat(code).as(run.tail(50)).isEqualTo(FINDINGS);
        assertThat(run.errors()).contains("column \"contry\" does not exist").contains("sales.yaml:4:19");
        assertThat(run.errors() + run.output()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(folder.resolve("tideline-data")).doesNotExist();
    }

    private CommandLineRun validate(String topology) throws Exception {
        Files.writeString(folder.resolve("sales.yaml"), topology);
        return command("validate");
    }

    private JsonNode json(String code) {
        var run = command("validate", "--output", "json");
        assertThat(run.code()).isEqualTo(FINDINGS);
        assertThat(run.json().get("ok").asBoolean()).isFalse();
        assertThat(run.err()).isEmpty();
        return run.diagnostic(code);
    }

    private CommandLineRun command(String... arguments) {
        var all = new java.util.ArrayList<>(java.util.List.of(arguments));
        all.add("--config");
        all.add(folder.resolve("tideline.yaml").toString());
        return CommandLineRun.of(all.toArray(String[]::new)).withoutStackTrace();
    }

    private static void assertPlace(JsonNode diagnostic, int line, int column, String message) {
        assertThat(diagnostic.get("severity").asText()).isEqualTo("error");
        assertThat(diagnostic.get("message").asText()).contains(message);
        assertThat(diagnostic.get("file").asText()).endsWith("sales.yaml");
        assertThat(diagnostic.get("line").asInt()).isEqualTo(line);
        assertThat(diagnostic.get("column").asInt()).isEqualTo(column);
    }

    private void assertNotOk(String view, String code) {
        for (var found : command("validate", "-o", "json").json().get("views")) {
            if (found.get("view").asText().equals(view)) {
                assertThat(found.get("topology").asText()).isEqualTo("sales");
                assertThat(found.get("ok").asBoolean()).isFalse();
                assertThat(found.get("diagnostics").get(0).get("code").asText()).isEqualTo(code);
                return;
            }
        }
        throw new AssertionError("no view " + view);
    }
}
