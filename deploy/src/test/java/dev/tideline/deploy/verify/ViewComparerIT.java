package dev.tideline.deploy.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyLoader;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.TopologyDescriptor.Column;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real databases: what is the same must be found the same, and whatever is changed in one must be found. */
class ViewComparerIT {

    private static final TargetStates.State LIVE = new TargetStates.State("live", null);
    private static final List<Column> COLUMNS = List.of(
            column("id", "integer", Comparison.EXACT),
            column("word", "text", Comparison.EXACT),
            column("amount", "numeric", Comparison.TYPE_EQUALITY),
            column("span", "interval", Comparison.TYPE_EQUALITY),
            column("ratio", "double precision", Comparison.FLOAT_TOLERANCE),
            column("labels", "text[]", Comparison.ANY_ORDER),
            column("parts", "json", Comparison.ANY_ORDER));
    private static final Function<String, List<String>> DEPENDENCIES = view -> switch (view) {
        case "shown" -> List.of("renamed");
        case "renamed" -> List.of("base");
        default -> List.of();
    };
    private static final String FILL = """
            INSERT INTO items
            SELECT n % 500, CASE WHEN n % 7 = 0 THEN NULL ELSE chr(97 + n % 26) || chr(233 + n % 300) END,
                   n / 4.0, n * interval '1 hour', n / 3.0::float8,
                   ARRAY['x' || n, 'y z', NULL],
                   (SELECT json_agg(part ORDER BY place) FROM (VALUES (1, NULL), (2, ARRAY[n, 1])) AS p (place, part))
            FROM generate_series(1, 3000) AS n
            """;

    private static PostgresDatabase source;

    @TempDir
    Path directory;

    private PostgresDatabase target;

    @BeforeAll
    static void fillSource() throws SQLException {
        source = EmbeddedServers.freshDatabase();
        source.execute(
                "CREATE TABLE items (id integer, word text, amount numeric, span interval, ratio float8, labels text[], parts json)",
                FILL);
    }

    @Test
    void findsTheSameRowsTheSameWhateverFormTheyHave() throws Exception {
        target = target(
                "UPDATE items SET amount = amount * 1.000, span = justify_hours(span), ratio = ratio * (1 + 1e-12),"
                        + " labels = ARRAY[labels[3], labels[2], labels[1]],"
                        // Only then a line feed stands before the array.
                        + " parts = (SELECT json_agg(part ORDER BY place DESC)"
                        + " FROM (VALUES (1, NULL), (2, ARRAY[(amount * 4)::int, 1])) AS p (place, part))");
        var result = compare("SELECT * FROM items");
        assertThat(result.isExact()).as(result.toString()).isTrue();
        assertThat(result.rows()).isEqualTo(3000);
    }

    @Test
    void findsEveryKindOfDifference() throws Exception {
        for (var damage : List.of(
                "DELETE FROM items WHERE ctid = (SELECT ctid FROM items WHERE id = 17 LIMIT 1)",
                "INSERT INTO items SELECT * FROM items WHERE id = 17 LIMIT 1",
                "UPDATE items SET word = upper(word) WHERE ctid = (SELECT ctid FROM items WHERE word IS NOT NULL LIMIT 1)",
                "UPDATE items SET word = '' WHERE ctid = (SELECT ctid FROM items WHERE word IS NULL LIMIT 1)",
                "UPDATE items SET amount = amount + 0.001 WHERE ctid = (SELECT ctid FROM items LIMIT 1)",
                "UPDATE items SET span = span + interval '1 us' WHERE ctid = (SELECT ctid FROM items LIMIT 1)",
                "UPDATE items SET ratio = ratio * 1.00001 WHERE ctid = (SELECT ctid FROM items LIMIT 1)",
                "UPDATE items SET labels = labels || 'x1'::text WHERE ctid = (SELECT ctid FROM items LIMIT 1)",
                "UPDATE items SET labels = ARRAY[labels[1], 'yz', NULL] WHERE ctid = (SELECT ctid FROM items LIMIT 1)",
                "UPDATE items SET parts = NULL WHERE ctid = (SELECT ctid FROM items LIMIT 1)",
                "UPDATE items SET parts = '[]' WHERE ctid = (SELECT ctid FROM items LIMIT 1)",
                "UPDATE items SET ratio = NULL WHERE ctid = (SELECT ctid FROM items LIMIT 1)")) {
            target = target(damage);
            var result = compare("SELECT * FROM items");
            assertThat(result.differences()).as(damage).isBetween(1L, 2L);
            assertThat(result.examples()).as(damage).isNotEmpty();
        }
    }

    @Test
    void runsQueriesThatReadOtherViewsOfTheFile() throws Exception {
        target = target("SELECT 1");
        var result = compare("SELECT id, word, amount, span, ratio, labels, parts FROM renamed; ");
        assertThat(result.isExact()).as(result.toString()).isTrue();
    }

    @Test
    void goesOnAfterAQueryThatFails() throws Exception {
        target = target("SELECT 1");
        var failing = compare("SELECT id / 0 AS id, word, amount, span, ratio, labels, parts FROM items");
        assertThat(failing.problem()).contains("division by zero");
        assertThat(failing.isExact()).isFalse();
    }

    @Test
    void doesNotCompareWhatIsNotLive() throws Exception {
        target = target("SELECT 1");
        var result = compare("SELECT * FROM items", new TargetStates.State("failed", "division by zero"));
        assertThat(result.problem()).isEqualTo("is failed: division by zero");
        assertThat(result.isExact()).isFalse();
    }

    private static PostgresDatabase target(String damage) throws SQLException {
        var database = EmbeddedServers.freshDatabase();
        database.execute(
                "CREATE TABLE items (id integer, word text, amount numeric, span interval, ratio float8, labels text[], parts json)",
                FILL,
                damage);
        return database;
    }

    private ViewResult compare(String query) throws Exception {
        return compare(query, LIVE);
    }

    private ViewResult compare(String query, TargetStates.State state) throws Exception {
        var topology = topology(query);
        var view = topology.views().get(0);
        var database = new TidelineConfig.Database(source.url(), source.user(), new Secret(source.password()));
        try (var snapshot = SourceSnapshot.take(database, Instant.now().plusSeconds(30));
                var connection = target.connect()) {
            connection.setAutoCommit(false);
            var descriptor = new TopologyDescriptor(
                    "t",
                    1,
                    "hash",
                    "t.epochs.g1",
                    1,
                    null,
                    List.of(new TopologyDescriptor.View(
                            view.name(),
                            new TableName("public", "items"),
                            "topic",
                            COLUMNS,
                            List.of(),
                            true,
                            List.of(),
                            null)));
            return new ViewComparer(topology, snapshot, connection, descriptor, new ViewSql(topology, DEPENDENCIES))
                    .compare(view, state);
        }
    }

    private TopologyFile topology(String query) throws Exception {
        var file = Files.writeString(directory.resolve("t.yaml"), """
                topology: t
                views:
                  shown:
                    query: %s
                  renamed:
                    query: SELECT id, word, amount, span, ratio, labels, parts FROM base
                  base:
                    query: SELECT * FROM items
                """.formatted(query));
        return TopologyLoader.load(new ArrayList<>(List.of(file))).orThrow().get(0);
    }

    private static Column column(String name, String type, Comparison comparison) {
        return new Column(name, type, null, comparison, null);
    }
}
