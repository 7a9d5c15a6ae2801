package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.diagnostics.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of tables with policies, of tables that inherit, of users' functions, and of rows that no table can hold. */
class SourcesIT {

    private static final String[] SETUP = {
        "CREATE TABLE parent (id int PRIMARY KEY, note text)",
        "CREATE TABLE child (PRIMARY KEY (id)) INHERITS (parent)",
        "CREATE TABLE lost (id int PRIMARY KEY)",
        "CREATE UNLOGGED TABLE lost_child (PRIMARY KEY (id)) INHERITS (lost)",
        "CREATE TABLE guarded (id int PRIMARY KEY, owner text); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;"
                + " CREATE POLICY own ON guarded USING (owner = current_user)",
        "CREATE VIEW over_guarded AS SELECT id FROM guarded",
        "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2'",
        "CREATE FUNCTION looked_up(int) RETURNS text LANGUAGE sql STABLE AS 'SELECT note FROM parent WHERE id = $1'",
        "CREATE FUNCTION two(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1; SELECT 2'",
        "CREATE FUNCTION lucky(int) RETURNS float8 LANGUAGE sql AS 'SELECT random()'",
        "CREATE FUNCTION hidden_luck(int) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT random()'",
        "CREATE FUNCTION today() RETURNS date LANGUAGE sql STABLE AS 'SELECT current_date'",
        "CREATE FUNCTION settled(int) RETURNS int LANGUAGE sql IMMUTABLE SET search_path = public AS 'SELECT $1'",
        "CREATE FUNCTION procedural(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1; END'"
    };

    @TempDir
    static Path directory;

    private static final List<AnalysisSource> SOURCES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (var version : SourceServers.versions()) {
            SOURCES.add(AnalysisSource.create(version, directory, SETUP));
        }
    }

    @AfterAll
    static void stop() {
        SOURCES.forEach(AnalysisSource::close);
    }

    private static void expect(String query, String... problems) throws IOException {
        for (var source : SOURCES) {
            assertThat(source.problems(query))
                    .as(query + " on " + source.version())
                    .containsExactly(problems);
        }
    }

    @Test
    void tablesThatInherit() throws IOException {
        expect("select id from parent");
        expect(
                "select id from lost",
                "SQL_RELATION_UNSUPPORTED 7:22 public.lost_child is an unlogged table, whose changes PostgreSQL does not publish");
        expect("select id from only lost");
    }

    @Test
    void rowSecurityThatDoesNotApplyIsExplained() throws Exception {
        for (var source : SOURCES) {
            var role = source.role();
            source.database().execute("ALTER ROLE " + role + " BYPASSRLS");
            try {
                var said = "guarded has row security, which does not apply to role " + role
                        + ": the view is made of all its rows";
                var diagnostics = source.analyze("select id from guarded").diagnostics();
                assertThat(diagnostics)
                        .extracting(AnalysisSource::show)
                        .containsExactly("warning SOURCE_ROW_SECURITY 7:22 public." + said);
                assertThat(diagnostics).extracting(Diagnostic::hint).allSatisfy(hint -> assertThat(hint)
                        .contains("Whoever may read the view"));
                assertThat(source.problems("select id\nfrom over_guarded"))
                        .containsExactly(
                                "warning SOURCE_ROW_SECURITY 8:12 in view public.over_guarded, which this query reads: public."
                                        + said);
            } finally {
                source.database().execute("ALTER ROLE " + role + " NOBYPASSRLS");
            }
        }
    }

    @Test
    void functionsOfUsers() throws IOException {
        expect("select id, twice(id) as t from parent");
        var refused = " is not supported: its body is not one expression that could stand in the query";
        expect(
                "select id, looked_up(id) as t from parent",
                "SQL_FUNCTION_UNSUPPORTED 7:18 public.looked_up(integer)" + refused);
        expect("select two(id) as t from parent", "SQL_FUNCTION_UNSUPPORTED 7:14 public.two(integer)" + refused);
        expect(
                "select lucky(id) as t from parent",
                "SQL_VOLATILE 7:14 public.lucky(integer) is volatile: it may give another value each time, so its result cannot"
                        + " be kept up to date");
        expect(
                "select hidden_luck(id) as t from parent",
                "SQL_VOLATILE 7:14 pg_catalog.random() is volatile: it may give another value each time, so its result cannot be"
                        + " kept up to date",
                "SQL_FUNCTION_UNSUPPORTED 7:14 public.hidden_luck(integer) is not supported: its body cannot be computed");
        expect(
                "select id from parent where today() > '2024-01-01'",
                "SQL_FUNCTION_UNSUPPORTED 7:35 public.today() is not supported: it depends on the time");
        expect(
                "select settled(id) as t from parent",
                "SQL_FUNCTION_UNSUPPORTED 7:14 public.settled(integer) is not supported: it has settings of its own");
        expect(
                "select procedural(id) as t from parent",
                "SQL_FUNCTION_UNSUPPORTED 7:14 public.procedural(integer) is not supported");
    }

    @Test
    void rowsThatNoTableHolds() throws IOException {
        var recursion =
                "with recursive r as (select id from parent union all select p.id + 1 from r join parent p using (id)) ";
        expect(
                recursion + "cycle id set c using way\nselect id, c, way from r",
                "SQL_TYPE_UNSUPPORTED 8:21 column way is of rows without a named type, which no table can hold");
        expect(recursion + "search depth first by id set line select id, line::text as line from r");
        expect(
                recursion.replace("select p.id + 1", "select distinct p.id + 1")
                        + "cycle id set c using way select id, c from r",
                "SQL_UNSUPPORTED 7:81 DISTINCT or GROUP BY in the step of a recursion with SEARCH or CYCLE is not supported: it"
                        + " leaves open whose way a row gets");
        expect("select id, ctid from parent", "SQL_UNSUPPORTED 7:18 system column ctid is not supported");
    }
}
