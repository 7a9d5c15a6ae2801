package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideline.deploy.CommandLineRun;
import dev.tideline.embedded.PostgresDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A row on which a query fails, as it would in PostgreSQL: its view and the one that reads it are failed and keep what they
 * last held; all others go on; and without the row all is as if it had never been.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailingRowIT {

    private static final String TOPOLOGY = """
            topology: stock
            views:
              shares:
                query: SELECT id, name, 100 / quantity AS share FROM items
              share_total:
                query: SELECT count(*) AS items, sum(share) AS shares FROM shares
              totals:
                query: SELECT count(*) AS items, sum(quantity) AS pieces FROM items
              by_name:
                query: SELECT name, count(*) AS items, max(quantity) AS most FROM items GROUP BY name
              safe_shares:
                query: SELECT id, CASE WHEN quantity <> 0 THEN 100 / quantity END AS share FROM items
            """;

    private static final List<String> FAILING = List.of("shares", "share_total");
    private static final List<String> SOUND = List.of("totals", "by_name", "safe_shares");
    private static final int FINDINGS = 4;

    private Installation installation;
    private PostgresDatabase source;
    private PostgresDatabase target;

    @BeforeAll
    void start() throws Exception {
        installation = new Installation(TOPOLOGY);
        source = installation.source;
        target = installation.target;
        source.execute(
                "CREATE TABLE items (id int PRIMARY KEY, name text NOT NULL, quantity int NOT NULL)",
                "INSERT INTO items SELECT i, 'n' || i % 3, i FROM generate_series(1, 20) i");
        installation.start("run");
        installation.awaitLive("stock", FAILING.size() + SOUND.size());
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    @Test
    void failsItsViewsOnlyAndTheyHeal() throws Exception {
        arrive();
        assertExact(FAILING);
        assertExact(SOUND);
        var good = FAILING.stream().map(this::shown).toList();
        String goodLsn = status("shares", "lsn");

        // One more that is fine and one that is not, in a single transaction: the whole of it is missing from what
        // failed.
        source.execute("INSERT INTO items VALUES (21, 'n1', 50), (22, 'zero', 0)");
        arrive();
        for (var view : FAILING) {
            assertThat(status(view, "state")).as(view).isEqualTo("failed");
            assertThat(status(view, "error"))
                    .as(view)
                    .contains("division by zero")
                    .contains("22012");
            assertThat(status(view, "lsn")).as(view).isEqualTo(goodLsn);
        }
        assertThat(FAILING.stream().map(this::shown)).isEqualTo(good);
        assertSoundAndLive();

        // The others go on, change by change, while these stand still.
        for (int i = 0; i < 5; i++) {
            source.execute("UPDATE items SET quantity = quantity + 3, name = 'n' || (id + " + i
                    + ") % 4 WHERE id BETWEEN 5 AND 9");
            arrive();
            assertSoundAndLive();
        }
        assertThat(FAILING.stream().map(this::shown)).isEqualTo(good);

        assertStatusShowsIt();
        assertVerifySaysSo();

        // A second failing row, and then the first one goes: still failed.
        source.execute("INSERT INTO items VALUES (23, 'zero too', 0)");
        source.execute("DELETE FROM items WHERE id = 22");
        arrive();
        assertThat(status("shares", "state")).isEqualTo("failed");

        source.execute("UPDATE items SET quantity = 4 WHERE id = 23");
        arrive();
        for (var view : FAILING) {
            assertThat(status(view, "state")).as(view).isEqualTo("live");
            assertThat(status(view, "error")).as(view).isNull();
        }
        assertExact(FAILING);
        assertSoundAndLive();
        assertThat(shown("shares")).contains("23,\"zero too\",25").doesNotContain("22,");
        var verified = command("verify", "--output", "json");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.json().get("views")).hasSize(FAILING.size() + SOUND.size());
    }

    private void assertStatusShowsIt() {
        var json = command("status", "--output", "json");
        assertThat(json.code()).isEqualTo(FINDINGS);
        assertThat(json.json().get("ok").asBoolean()).isFalse();
        assertThat(view(json, "shares").get("state").asText()).isEqualTo("failed");
        assertThat(view(json, "shares").get("error").asText()).contains("division by zero");
        assertThat(view(json, "share_total").get("state").asText()).isEqualTo("failed");
        assertThat(view(json, "totals").get("state").asText()).isEqualTo("live");
        assertThat(view(json, "totals").get("error").isNull()).isTrue();

        var text = command("status");
        assertThat(text.out())
                .containsPattern("stock +shares +failed")
                .containsPattern("totals +live")
                .contains("division by zero");
    }

    private void assertVerifySaysSo() {
        var all = command("verify");
        assertThat(all.code()).as(all.out() + all.err()).isEqualTo(FINDINGS);
        assertThat(all.out() + all.err()).contains("shares").contains("failed");
        SOUND.forEach(view -> assertThat(all.out()).containsPattern(view + " +exact at [0-9A-F]+/[0-9A-F]+"));
        FAILING.forEach(view -> assertThat(all.out()).doesNotContainPattern("stock +" + view + " +exact"));

        var sound = command("verify", "totals", "by_name", "safe_shares", "--output", "json");
        assertThat(sound.code()).as(sound.out() + sound.err()).isZero();
        assertThat(sound.json().get("views")).hasSize(SOUND.size()).allSatisfy(view -> {
            assertThat(view.get("exact").asBoolean()).isTrue();
            assertThat(view.get("rows").asLong()).isPositive();
        });
    }

    private void assertSoundAndLive() throws SQLException {
        for (var view : SOUND) {
            assertThat(status(view, "state")).as(view).isEqualTo("live");
            // In one statement: the frontier of an idle database moves, too.
            assertThat(text(
                            target,
                            "SELECT s.lsn = f.lsn FROM tideline.view_status s JOIN tideline.frontier f USING (topology)"
                                    + " WHERE s.view = '" + view + "'"))
                    .as(view)
                    .isEqualTo("t");
        }
        assertExact(SOUND);
    }

    /** The source is quiet meanwhile, so that the frontier's answer is that of now. */
    private void assertExact(List<String> views) {
        for (var view : views) {
            var query =
                    switch (view) {
                        case "shares" -> "SELECT id, name, 100 / quantity AS share FROM items";
                        case "share_total" -> "SELECT count(*), sum(100 / quantity) FROM items";
                        case "totals" -> "SELECT count(*), sum(quantity) FROM items";
                        case "by_name" -> "SELECT name, count(*), max(quantity) FROM items GROUP BY name";
                        default -> "SELECT id, CASE WHEN quantity <> 0 THEN 100 / quantity END FROM items";
                    };
            var expected = rows(source, "SELECT (q)::text FROM (" + query + ") q ORDER BY 1");
            assertThat(shown(view)).as(view).isEqualTo(expected).isNotBlank();
        }
    }

    private String shown(String view) {
        return rows(target, "SELECT (v)::text FROM " + view + " v ORDER BY 1");
    }

    /** Waits until the target shows all that has been committed on the source. */
    private void arrive() throws SQLException {
        var lsn = text(source, "SELECT pg_current_wal_insert_lsn()");
        assertThat(text(target, "SELECT tideline.wait_for('" + lsn + "', '90 s', 'stock')"))
                .as(installation.logs())
                .isEqualTo("t");
    }

    private String status(String view, String column) throws SQLException {
        return text(target, "SELECT " + column + " FROM tideline.view_status WHERE view = '" + view + "'");
    }

    private CommandLineRun command(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--config");
        all.add(installation.folder.resolve("tideline.yaml").toString());
        var ran = CommandLineRun.of(all.toArray(String[]::new)).withoutStackTrace();
        assertThat(ran.took()).isLessThan(Duration.ofSeconds(90));
        return ran;
    }

    private static JsonNode view(CommandLineRun ran, String name) {
        for (var view : ran.json().get("views")) {
            if (view.get("view").asText().equals(name)) {
                return view;
            }
        }
        throw new AssertionError("no view " + name + " in " + ran.out());
    }

    private static String text(PostgresDatabase database, String query) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static String rows(PostgresDatabase database, String query) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return String.join("\n", all);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }
}
