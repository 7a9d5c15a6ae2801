package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users do wrong is reported in PostgreSQL's words at its line and column of the YAML file. */
class ErrorPlacesIT {

    @TempDir
    static Path directory;

    private static final List<AnalysisSource> SOURCES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (var version : SourceServers.versions()) {
            SOURCES.add(AnalysisSource.create(version, directory, CorpusIT.resource("schema.sql")));
        }
    }

    @AfterAll
    static void stop() {
        SOURCES.forEach(AnalysisSource::close);
    }

    /** The query's first character stands in line 7, column 7. */
    private static void expect(String query, String... problems) throws IOException {
        for (var source : SOURCES) {
            assertThat(source.problems(query))
                    .as(query + " on " + source.version())
                    .containsExactly(problems);
        }
    }

    @Test
    void syntaxErrors() throws IOException {
        expect("select id, from orders", "SQL_SYNTAX 7:18 syntax error at or near \"from\"");
        expect("select id\nfrom orders\nwhere", "SQL_SYNTAX 9:12 syntax error at end of input");
        expect("select 'abc from orders", "SQL_SYNTAX 7:14 unterminated quoted string at or near \"'abc from orders\"");
        expect("select id from orders -- all\n)", "SQL_SYNTAX 8:7 syntax error at or near \")\"");
        expect("select 1) q, (select 2", "SQL_SYNTAX 7:15 syntax error at or near \")\"");
        expect("select 1; select 2", "SQL_SYNTAX 7:17 a view is one SELECT; here a second statement begins");
        expect("-- nothing", "SQL_SYNTAX 7:7 the query is empty");
    }

    @Test
    void unknownNames() throws IOException {
        expect("select id,\n  nope\nfrom orders", "SQL_NAME 8:9 column \"nope\" does not exist");
        expect("select * from nope", "SQL_NAME 7:21 relation \"nope\" does not exist");
        expect("select * from away.nope", "SQL_NAME 7:21 relation \"away.nope\" does not exist");
        expect("select nope(id) from orders", "SQL_NAME 7:14 function nope(bigint) does not exist");
        expect("select id::nope from orders", "SQL_NAME 7:18 type \"nope\" does not exist");
        expect(
                "select id from orders o join customers c on c.id = o.customer_id",
                "SQL_NAME 7:14 column reference \"id\" is ambiguous");
    }

    @Test
    void wrongTypes() throws IOException {
        expect("select 'x'::int as a", "SQL_TYPE 7:14 invalid input syntax for type integer: \"x\"");
        expect(
                "select id from orders where id",
                "SQL_TYPE 7:35 argument of WHERE must be type boolean, not type bigint");
        expect("select id + day from orders", "SQL_NAME 7:17 operator does not exist: bigint + date");
        expect(
                "select status, count(*) from orders",
                "SQL_OTHER 7:14 column \"orders.status\" must appear in the GROUP BY clause or be used in an aggregate function");
    }

    @Test
    void charactersBeyondAsciiAndBeyondTheBasicPlane() throws IOException {
        expect("select 'äöü€😀' as ü, nope from orders", "SQL_NAME 7:28 column \"nope\" does not exist");
        expect(
                "select 'äöü€😀' as ü, random() from orders",
                "SQL_VOLATILE 7:28 pg_catalog.random() is volatile: "
                        + "it may give another value each time, so its result cannot be kept up to date");
        expect("select '日本' as a, ctid from orders", "SQL_UNSUPPORTED 7:25 system column ctid is not supported");
    }

    @Test
    void severalUnsupportedConstructsAreAllReported() throws IOException {
        expect(
                "select id,\n  ctid,\n  now() as n,\n  xmlforest(id) as r\nfrom orders\nwhere exists (select from edges)\nlimit 3",
                "SQL_UNSUPPORTED 8:9 system column ctid is not supported",
                "SQL_UNSUPPORTED 10:9 an XML function is not supported",
                "warning SQL_ORDER_OPEN 13:13 LIMIT has no ORDER BY: which rows come first is open");
    }

    @Test
    void statementsThatAreNoQueries() throws IOException {
        expect("insert into orders values (1)", "SQL_UNSUPPORTED 7:7 a view is a SELECT; this is INSERT");
        expect("drop table orders", "SQL_UNSUPPORTED 7:7 a view is a SELECT; this is DROP");
        expect(
                "select * into x from orders",
                "SQL_UNSUPPORTED 7:7 a statement other than SELECT is not supported: a view neither locks nor changes what it reads");
        expect("select id from orders where id = $1", "SQL_UNSUPPORTED 7:40 there is no parameter $1 in a view");
    }

    @Test
    void outputColumns() throws IOException {
        expect("select id, status, id from orders", "SQL_NAME 7:26 column \"id\" occurs twice in the result");
        expect("select from orders", "SQL_OTHER 7:7 the query has no columns");
        expect(
                "select (id, status) as r from orders",
                "SQL_TYPE_UNSUPPORTED 7:14 column r is of rows without a named type, which no table can hold");
    }

    @Test
    void placesInScalarsOfAllForms() throws IOException {
        var yaml = """
                topology: places
                views:
                  literal:
                    query: |-
                      select id
                      from orders
                      where nope
                  quoted:
                    query: "select 'a\\tb' as t, nope from orders"
                  single: {query: 'select ''x'' as x, nope from orders'}
                  plain:
                    query: select id,
                      nope from orders
                """;
        for (var source : SOURCES) {
            assertThat(source.analyzeFile(yaml).diagnostics())
                    .extracting(AnalysisSource::show)
                    .containsExactly(
                            "SQL_NAME 7:13 column \"nope\" does not exist",
                            "SQL_NAME 9:33 column \"nope\" does not exist",
                            "SQL_NAME 10:39 column \"nope\" does not exist",
                            "SQL_NAME 13:7 column \"nope\" does not exist");
        }
    }

    @Test
    void keysAndIndexesMustBeColumnsOfTheResult() throws IOException {
        var yaml = """
                topology: keys
                views:
                  v:
                    query: select id, status from orders
                    key: [id, day]
                    indexes: [[status], [nope]]
                """;
        for (var source : SOURCES) {
            assertThat(source.analyzeFile(yaml).diagnostics())
                    .extracting(AnalysisSource::show)
                    .containsExactly(
                            "SQL_NAME 5:10 key column \"day\" is not in the query's result",
                            "SQL_NAME 3:3 index column \"nope\" is not in the query's result");
        }
    }

    @Test
    void settingsOfTheFile() throws IOException {
        for (var source : SOURCES) {
            var analysis = source.analyzeFile(
                    "topology: t\ntimezone: Mars/Base\nviews:\n  v: {query: select id from orders}\n");
            assertThat(analysis.diagnostics())
                    .extracting(AnalysisSource::show)
                    .containsExactly("CONFIG_INVALID 1:11 invalid value for parameter \"TimeZone\": \"Mars/Base\"");
            assertThat(analysis.isValid()).isFalse();
            var found = source.analyzeFile(
                    "topology: t\nsearch_path: pg_temp\nviews:\n  v: {query: select id from orders}\n");
            assertThat(found.diagnostics())
                    .extracting(AnalysisSource::show)
                    .containsExactly("SQL_NAME 4:29 relation \"orders\" does not exist");
        }
    }

    @Test
    void hintsComeFromPostgresAndFromUs() throws IOException {
        for (var source : SOURCES) {
            assertThat(source.analyze("select o.satus from orders o")
                            .diagnostics()
                            .get(0)
                            .hint())
                    .isEqualTo("Perhaps you meant to reference the column \"o.status\".");
            assertThat(source.analyze("select * from nope").diagnostics().get(0).hint())
                    .contains("search_path");
        }
    }
}
