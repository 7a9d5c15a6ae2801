package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Views that ask for the time, on a source where nothing happens: rows go and come by themselves, every state that a reader sees is
 * PostgreSQL's answer for the time that {@code tideline.frontier} names, {@code tideline verify} agrees while they do, and a killed
 * process goes on where it was.
 */
class ExpiryIT {

    private static final String TOPOLOGY = """
            topology: times
            timezone: Europe/Berlin
            views:
              recent:
                query: SELECT id, kind, at FROM events WHERE at > now() - interval '4 seconds' AND at <= now()
              counted:
                query: SELECT kind, count(*) AS n, max(at) AS last FROM recent GROUP BY kind
              open:
                query: SELECT id FROM events WHERE until > current_timestamp
              aged:
                query: SELECT id, extract(epoch FROM now() - at)::int >= 6 AS old, current_date AS today FROM events
            """;

    /** The same queries for the time {@code %1$s}. */
    private static final Map<String, String> ANSWERS = new LinkedHashMap<>(Map.of(
            "recent",
            "SELECT id, kind, at FROM events WHERE at > %1$s - interval '4 seconds' AND at <= %1$s",
            "counted",
            "SELECT kind, count(*) AS n, max(at) AS last FROM events"
                    + " WHERE at > %1$s - interval '4 seconds' AND at <= %1$s GROUP BY kind",
            "open",
            "SELECT id FROM events WHERE until > %1$s",
            "aged",
            "SELECT id, extract(epoch FROM %1$s - at)::int >= 6 AS old, %1$s::date AS today FROM events"));

    private static final String EVENTS =
            "INSERT INTO events SELECT %1$d + n, 'k' || n %% 2, clock_timestamp() + n * interval '0.7 seconds',"
                    + " clock_timestamp() + n * interval '1 second' FROM generate_series(1, 6) n";

    private final Map<String, Set<List<String>>> seen = new LinkedHashMap<>();
    private OffsetDateTime shownLast = OffsetDateTime.MIN;

    @Test
    void rowsComeAndGoWhileNothingHappens() throws Exception {
        try (var installation = new Installation(TOPOLOGY)) {
            installation.source.execute(
                    "CREATE TABLE events (id int PRIMARY KEY, kind text, at timestamptz, until timestamptz)");
            var run = installation.start("run");
            installation.awaitLive("times", ANSWERS.size());
            try (var source = installation.source.connect();
                    var target = installation.target.connect()) {
                begin(source);
                begin(target);
                installation.source.execute(EVENTS.formatted(100));
                watchUntilNoneIsRecent(installation, source, target);
                assertThat(seen).allSatisfy((view, answers) -> assertThat(answers.size())
                        .as("different answers of " + view)
                        .isGreaterThanOrEqualTo(view.equals("aged") ? 3 : 5));

                installation.source.execute(EVENTS.formatted(200));
                var verify = installation.start("verify");
                assertThat(verify.await(120)).as(verify.tail(40)).isZero();

                installation.source.execute(EVENTS.formatted(300));
                awaitSomeRecent(installation, source, target);
                run.kill();
                installation.start("run");
                watchUntilNoneIsRecent(installation, source, target);
            }
        }
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'Europe/Berlin'");
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        }
        connection.commit();
    }

    private void awaitSomeRecent(Installation installation, Connection source, Connection target) {
        installation.await(Duration.ofSeconds(60), "recent rows", () -> look(source, target) > 0);
    }

    private void watchUntilNoneIsRecent(Installation installation, Connection source, Connection target) {
        var some = new boolean[1];
        installation.await(Duration.ofSeconds(120), "all rows to expire", () -> {
            int recent = look(source, target);
            some[0] |= recent > 0;
            return some[0] && recent == 0;
        });
    }

    /** Compares all views in one snapshot of the target with the source, which is quiet; returns how many rows are recent. */
    private int look(Connection source, Connection target) {
        try {
            var asOf = asOf(target);
            assertThat(asOf).as("time does not go back").isAfterOrEqualTo(shownLast);
            shownLast = asOf;
            long rows = Long.parseLong(
                    texts(source, "SELECT count(*) FROM events").get(0).replaceAll("\\D", ""));
            boolean complete = texts(target, "SELECT * FROM aged").size() == rows;
            int recent = -1;
            for (var answer : ANSWERS.entrySet()) {
                var shown = texts(target, "SELECT * FROM " + answer.getKey());
                if (answer.getKey().equals("recent")) {
                    recent = shown.size();
                }
                if (complete) {
                    assertThat(shown)
                            .as(answer.getKey() + " as of " + asOf)
                            .isEqualTo(texts(
                                    source, answer.getValue().formatted("timestamptz '" + asOf.toInstant() + "'")));
                    seen.computeIfAbsent(answer.getKey(), view -> new HashSet<>())
                            .add(shown);
                }
            }
            source.commit();
            target.commit();
            return complete ? recent : -1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OffsetDateTime asOf(Connection target) throws SQLException {
        try (var statement = target.createStatement();
                var row = statement.executeQuery("SELECT as_of FROM tideline.frontier WHERE topology = 'times'")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class);
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT t::text FROM (" + query + ") t ORDER BY 1")) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
        }
        return texts;
    }
}
