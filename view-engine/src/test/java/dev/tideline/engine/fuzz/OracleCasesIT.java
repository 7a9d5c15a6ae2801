package dev.tideline.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.sql.SourceServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Written cases against PostgreSQL: {@code fuzz/*.sql} makes tables, then come queries, one a line, and transactions, one a line, or
 * the time to which the clock is set; every query must have an answer that changes, and after each transaction the one that PostgreSQL gives.
 */
class OracleCasesIT {

    private static final String CASE = "(?m)^-- case.*$";

    /** In front of a query that older servers do not know. */
    private static final Pattern NEWER = Pattern.compile("^/\\* since (\\d+) \\*/ ");

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
    void rowsOfTextsArraysRangesAndMoments() throws Exception {
        run("rows.sql");
    }

    @Test
    void aggregatesOfRangesAndBits() throws Exception {
        run("ranges.sql");
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
    void documentsAndWhatIsLookedForInThem() throws Exception {
        run("search.sql");
    }

    @Test
    void tablesThatReadThemselves() throws Exception {
        run("recursion.sql");
    }

    @Test
    void waysWithSearchAndCycleAndOfTheRowsAround() throws Exception {
        run("ways.sql");
    }

    @Test
    void viewsInheritanceCompositesAndFunctionsOfUsers() throws Exception {
        run("sources.sql");
    }

    @Test
    void generatedColumnsThatAreNotStored() throws Exception {
        run("virtual.sql", "UTC", 18);
    }

    @Test
    void whatTheFuzzFound() throws Exception {
        run("found.sql");
    }

    @Test
    void allOfThemInsideOfOneAnother() throws Exception {
        run("combined.sql");
    }

    @Test
    void whatSqlHasOfJson() throws Exception {
        run("json.sql", "UTC", 17);
        run("json.sql", "America/New_York", 17);
    }

    private static void run(String resource) throws IOException, SQLException {
        run(resource, "UTC");
    }

    /** A file may hold several cases, each with its own tables, behind lines that begin so. */
    private static void run(String resource, String timezone) throws IOException, SQLException {
        run(resource, timezone, 0);
    }

    /** @param major the first version that understands the queries */
    private static void run(String resource, String timezone, int major) throws IOException, SQLException {
        for (var version : SourceServers.versions()) {
            if (version.major() < major) {
                continue;
            }
            var server = new FuzzServer(
                    SourceServers.server(version), resource.replace('.', '_') + "_" + timezone.replace('/', '_'));
            for (var text : text(resource).split(CASE)) {
                if (text.contains(FuzzCase.VIEWS)) {
                    var given = FuzzCase.parse(text, timezone);
                    run(given.withQueries(known(given.queries(), version.major())), server);
                }
            }
        }
    }

    private static List<String> known(List<String> queries, int major) {
        var known = new ArrayList<String>();
        for (var query : queries) {
            var newer = NEWER.matcher(query);
            if (!newer.lookingAt() || Integer.parseInt(newer.group(1)) <= major) {
                known.add(newer.replaceFirst(""));
            }
        }
        return known;
    }

    private static void run(FuzzCase given, FuzzServer server) throws SQLException {
        var report = new FuzzReport();
        var live = new Replay(server, Compilation.OURS).run(given, report);
        assertThat(report.refusals()).isEmpty();
        assertThat(live.unmoved())
                .as("queries whose answer was empty or never changed")
                .isEmpty();
    }

    private static String text(String resource) throws IOException {
        try (var stream = OracleCasesIT.class.getResourceAsStream("/fuzz/" + resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
