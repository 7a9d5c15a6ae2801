package dev.tideline.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.fuzz.QueryGenerator.Query;
import dev.tideline.engine.sql.SourceServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Written cases against PostgreSQL: {@code fuzz/*.sql} makes tables, then come queries, one a line, and transactions, one a line, or
 * the time to which the clock is set; every query must have an answer that changes, and after each transaction the one that PostgreSQL gives.
 */
class OracleCasesIT {

    private static final String VIEWS = "-- views";
    /** A line of the transactions that only lets time go on. */
    private static final String TIME = "time ";

    private static final String TRANSACTIONS = "-- transactions";

    @Test
    void valuesThatAreEqualAndNotIdentical() throws Exception {
        run("equalities.sql");
    }

    @Test
    void whatPeopleWrite() throws Exception {
        run("queries.sql");
    }

    @Test
    void rowsThatTimeBringsAndTakes() throws Exception {
        run("time.sql", "UTC");
    }

    @Test
    void rowsThatTimeBringsAndTakesWhereClocksAreChanged() throws Exception {
        run("time.sql", "America/New_York");
        run("clocks.sql", "America/New_York");
    }

    @Test
    void groupingSetsAndAggregates() throws Exception {
        run("aggregates.sql");
    }

    @Test
    void functionsThatReturnSets() throws Exception {
        run("sets.sql");
    }

    @Test
    void windowsAndTheFirstRows() throws Exception {
        run("windows.sql");
    }

    @Test
    void subqueriesThatSpeakOfWhatIsAroundThem() throws Exception {
        run("subqueries.sql");
    }

    @Test
    void typesThatAreNotOfEveryDay() throws Exception {
        run("types.sql");
    }

    @Test
    void tablesThatReadThemselves() throws Exception {
        run("recursion.sql");
    }

    @Test
    void allOfThemInsideOfOneAnother() throws Exception {
        run("combined.sql");
    }

    private static void run(String resource) throws IOException, SQLException {
        run(resource, "UTC");
    }

    private static void run(String resource, String timezone) throws IOException, SQLException {
        for (var version : SourceServers.versions()) {
            var server = new FuzzServer(
                    SourceServers.server(version), resource.replace('.', '_') + "_" + timezone.replace('/', '_'));
            run(text(resource), server, timezone);
        }
    }

    private static void run(String text, FuzzServer server, String timezone) throws SQLException {
        int views = text.indexOf(VIEWS);
        int transactions = text.indexOf(TRANSACTIONS);
        server.clear(timezone);
        server.execute(text.substring(0, views));
        var queries = new LinkedHashMap<String, Query>();
        for (var sql : lines(text.substring(views + VIEWS.length(), transactions))) {
            var name = "v" + queries.size();
            server.createViews(name, sql);
            queries.put(name, new Query(sql, List.of(), List.of()));
        }
        var report = new FuzzReport();
        var live = new LiveViews(queries, server, report, new Random(1));
        assertThat(report.refusals()).isEmpty();
        for (var transaction : lines(text.substring(transactions + TRANSACTIONS.length()))) {
            if (transaction.startsWith(TIME)) {
                server.time(Instant.parse(transaction.substring(TIME.length())));
            } else {
                server.execute(transaction);
            }
            live.follow();
        }
        assertThat(live.unmoved())
                .as("queries whose answer was empty or never changed")
                .isEmpty();
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("--")).forEach(lines::add);
        return lines;
    }

    private static String text(String resource) throws IOException {
        try (var stream = OracleCasesIT.class.getResourceAsStream("/fuzz/" + resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
