package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tideline.engine.plan.Plan;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which relations are accepted, as what, and how the others are refused. */
class TablesIT {

    private static final String[] SETUP = {
        "CREATE TABLE plain (id int PRIMARY KEY, a text)",
        "CREATE TABLE keyless (a int, b text)",
        "CREATE TABLE bag (a int, b text); ALTER TABLE bag REPLICA IDENTITY FULL",
        "CREATE TABLE full_with_key (id int PRIMARY KEY); ALTER TABLE full_with_key REPLICA IDENTITY FULL",
        "CREATE TABLE nothing (id int PRIMARY KEY); ALTER TABLE nothing REPLICA IDENTITY NOTHING",
        "CREATE TABLE nothing_keyless (a int); ALTER TABLE nothing_keyless REPLICA IDENTITY NOTHING",
        "CREATE TABLE deferred (id int PRIMARY KEY DEFERRABLE, a int)",
        "CREATE TABLE by_index (id int PRIMARY KEY, code int NOT NULL UNIQUE); "
                + "ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_index_code_key",
        "CREATE TABLE by_wide_index (id int, code int NOT NULL, PRIMARY KEY (id)); "
                + "CREATE UNIQUE INDEX wide ON by_wide_index (code, id); "
                + "ALTER TABLE by_wide_index REPLICA IDENTITY USING INDEX wide",
        "CREATE TABLE by_including_index (id int, code int NOT NULL, PRIMARY KEY (id)); "
                + "CREATE UNIQUE INDEX including ON by_including_index (code) INCLUDE (id); "
                + "ALTER TABLE by_including_index REPLICA IDENTITY USING INDEX including",
        "CREATE TABLE parted (id int, r int, PRIMARY KEY (id, r)) PARTITION BY LIST (r); "
                + "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1); "
                + "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN (2) PARTITION BY LIST (id); "
                + "CREATE TABLE parted_2_1 PARTITION OF parted_2 FOR VALUES IN (1)",
        "CREATE TABLE parted_bag (r int) PARTITION BY LIST (r); "
                + "CREATE TABLE parted_bag_1 PARTITION OF parted_bag FOR VALUES IN (1); "
                + "CREATE TABLE parted_bag_2 PARTITION OF parted_bag FOR VALUES IN (2); "
                + "ALTER TABLE parted_bag_1 REPLICA IDENTITY FULL",
        "CREATE TABLE ancestor (id int PRIMARY KEY); CREATE TABLE child (PRIMARY KEY (id)) INHERITS (ancestor)",
        "CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY)",
        "CREATE MATERIALIZED VIEW materialized AS SELECT 1 AS id",
        "CREATE SEQUENCE counter",
        "CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere; "
                + "CREATE FOREIGN TABLE far (id int) SERVER nowhere",
        "CREATE TABLE secured (id int PRIMARY KEY); ALTER TABLE secured ENABLE ROW LEVEL SECURITY",
        "CREATE TABLE generated (id int PRIMARY KEY, a int, twice int GENERATED ALWAYS AS (a * 2) STORED)",
        "CREATE TABLE prices (id int PRIMARY KEY, amount money, name text)",
        "CREATE TABLE pages (id int PRIMARY KEY, words tsvector, spot point, search tsquery)",
        "CREATE TABLE keyed_by_price (amount money PRIMARY KEY, name text)",
        "CREATE SCHEMA tideline; CREATE TABLE tideline.frontier (id int PRIMARY KEY)",
        "CREATE SCHEMA analytics; CREATE TABLE analytics.daily (id int PRIMARY KEY)",
        "CREATE VIEW over_unlogged AS SELECT id FROM unlogged",
        "CREATE SCHEMA hidden; CREATE TABLE hidden.t (id int PRIMARY KEY)",
        "CREATE TABLE dropped (id int PRIMARY KEY, gone int, a text, b int); ALTER TABLE dropped DROP COLUMN gone",
        "CREATE TABLE \"Odd \"\"Name\"\"\" (\"a.b\" int PRIMARY KEY, \"select\" text)"
    };

    @TempDir
    static Path directory;

    private static final List<AnalysisSource> SOURCES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (var version : SourceServers.versions()) {
            var source = AnalysisSource.create(version, directory, Set.of(new TableName("analytics", "daily")), SETUP);
            source.database()
                    .execute(
                            "REVOKE ALL ON plain FROM " + source.role(),
                            "REVOKE USAGE ON SCHEMA hidden FROM " + source.role());
            SOURCES.add(source);
        }
    }

    @AfterAll
    static void stop() {
        SOURCES.forEach(AnalysisSource::close);
    }

    private static void refused(String query, String problem, String hint) throws IOException {
        for (var source : SOURCES) {
            var diagnostics = source.analyze(query).diagnostics();
            assertThat(diagnostics)
                    .extracting(AnalysisSource::show)
                    .containsExactly(problem.replace("ROLE", source.role()));
            assertThat(diagnostics)
                    .extracting(Diagnostic::hint)
                    .containsExactly(hint == null ? null : hint.replace("ROLE", source.role()));
        }
    }

    private static void accepted(String query, String table, String... primaryKey) throws IOException {
        for (var source : SOURCES) {
            var view = source.analyze(query);
            assertThat(view.diagnostics()).isEmpty();
            var scan = (Plan.Scan) view.plan().plan();
            assertThat(scan.table().name()).hasToString(table);
            assertThat(scan.table().primaryKey()).containsExactly(primaryKey);
        }
    }

    @Test
    void replicaIdentities() throws IOException {
        accepted("select * from full_with_key", "public.full_with_key", "id");
        accepted("select a from bag", "public.bag");
        accepted("select code from by_wide_index", "public.by_wide_index", "id");
        refused(
                "select a from keyless",
                "SOURCE_REPLICA_IDENTITY 7:21 public.keyless has no REPLICA IDENTITY and no primary key that is checked at once, "
                        + "so its updates and deletes cannot be followed",
                "ALTER TABLE \"public\".\"keyless\" REPLICA IDENTITY FULL;");
        refused(
                "select a from deferred",
                "SOURCE_REPLICA_IDENTITY 7:21 public.deferred has no REPLICA IDENTITY and no primary key that is checked at once, "
                        + "so its updates and deletes cannot be followed",
                "ALTER TABLE \"public\".\"deferred\" REPLICA IDENTITY FULL;");
        refused(
                "select id from nothing",
                "SOURCE_REPLICA_IDENTITY 7:22 public.nothing has REPLICA IDENTITY NOTHING, so its updates and deletes cannot be followed",
                "ALTER TABLE \"public\".\"nothing\" REPLICA IDENTITY DEFAULT;");
        refused(
                "select a from nothing_keyless",
                "SOURCE_REPLICA_IDENTITY 7:21 public.nothing_keyless has REPLICA IDENTITY NOTHING and no primary key that is "
                        + "checked at once, so its updates and deletes cannot be followed",
                "ALTER TABLE \"public\".\"nothing_keyless\" REPLICA IDENTITY FULL;");
        for (var table : List.of("by_index", "by_including_index")) {
            refused(
                    "select id from " + table,
                    "SOURCE_REPLICA_IDENTITY 7:22 public." + table
                            + " has an index without the primary key as REPLICA IDENTITY, so its updates and deletes cannot be followed",
                    "ALTER TABLE \"public\".\"" + table + "\" REPLICA IDENTITY DEFAULT;");
        }
    }

    @Test
    void partitionedTables() throws IOException {
        accepted("select r from parted", "public.parted", "id", "r");
        refused(
                "select id from parted_1",
                "SQL_RELATION_UNSUPPORTED 7:22 public.parted_1 is a partition; changes are published under the name of its "
                        + "partitioned table",
                "Read the partitioned table, with a WHERE on the partition key.");
        refused(
                "select r from parted_bag",
                "SOURCE_REPLICA_IDENTITY 7:21 public.parted_bag_2 has no REPLICA IDENTITY and no primary key that is checked at "
                        + "once, so its updates and deletes cannot be followed",
                "ALTER TABLE \"public\".\"parted_bag_2\" REPLICA IDENTITY FULL;");
        for (var source : SOURCES) {
            assertThat(source.analyze("select r from only parted").plan().plan())
                    .isInstanceOfSatisfying(Plan.Values.class, values -> assertThat(values.rows())
                            .isEmpty());
        }
    }

    @Test
    void inheritance() throws IOException {
        accepted("select id from only ancestor", "public.ancestor", "id");
        accepted("select id from child", "public.child", "id");
    }

    @Test
    void relationsWhoseChangesAreNotPublished() throws IOException {
        var because = ", whose changes PostgreSQL does not publish";
        refused(
                "select id from unlogged",
                "SQL_RELATION_UNSUPPORTED 7:22 public.unlogged is an unlogged table" + because,
                null);
        refused(
                "select id from materialized",
                "SQL_RELATION_UNSUPPORTED 7:22 public.materialized is a materialized view" + because,
                null);
        refused(
                "select last_value from counter",
                "SQL_RELATION_UNSUPPORTED 7:30 public.counter is a sequence" + because,
                null);
        refused("select id from far", "SQL_RELATION_UNSUPPORTED 7:22 public.far is a foreign table" + because, null);
        refused(
                "select oid from pg_class",
                "SQL_RELATION_UNSUPPORTED 7:23 pg_catalog.pg_class is a system catalog" + because,
                null);
        refused(
                "select id\nfrom over_unlogged",
                "SQL_RELATION_UNSUPPORTED 8:12 in view public.over_unlogged, which this query reads: "
                        + "public.unlogged is an unlogged table" + because,
                null);
    }

    @Test
    void relationsOfTidelineItself() throws IOException {
        var hint = "Name the view instead, if it is of the same topology file, or repeat its query.";
        refused(
                "select id from tideline.frontier",
                "SQL_RELATION_UNSUPPORTED 7:22 tideline.frontier is written by Tideline itself",
                hint);
        refused(
                "select id from analytics.daily",
                "SQL_RELATION_UNSUPPORTED 7:22 analytics.daily is written by Tideline itself",
                hint);
    }

    @Test
    void rights() throws IOException {
        refused(
                "select id from plain",
                "SOURCE_PRIVILEGE 7:22 permission denied: ROLE may not SELECT from public.plain",
                "GRANT USAGE ON SCHEMA \"public\" TO ROLE; GRANT SELECT ON \"public\".\"plain\" TO ROLE;");
        refused(
                "select id from hidden.t",
                "SOURCE_PRIVILEGE 7:22 permission denied for schema hidden",
                "GRANT USAGE on the schema and SELECT on the tables to the role of source.user.");
        for (var source : SOURCES) {
            assertThat(source.problems("select id from secured"))
                    .containsExactly(
                            "SQL_RELATION_UNSUPPORTED 7:22 row security applies to public.secured for the role "
                                    + source.role());
        }
    }

    @Test
    void aColumnThatAChildGeneratesOtherwise() throws Exception {
        // Older ones let no child have another expression.
        for (var source : SOURCES.stream()
                .filter(source -> source.version().major() >= 16)
                .toList()) {
            source.database()
                    .execute(
                            "CREATE TABLE remainders (id int PRIMARY KEY, rest int GENERATED ALWAYS AS (id % 2) STORED)",
                            "CREATE TABLE remainders_of_three (id int PRIMARY KEY, rest int GENERATED ALWAYS AS (id % 3) STORED)",
                            "ALTER TABLE remainders_of_three INHERIT remainders",
                            "GRANT SELECT ON remainders, remainders_of_three TO " + source.role());
            assertGeneratedWherePublished(
                    source,
                    "select rest from remainders",
                    "SQL_RELATION_UNSUPPORTED 7:24 column rest of public.remainders is generated, in "
                            + "public.remainders_of_three by another expression");
            assertThat(source.problems("select rest from only remainders")).isEmpty();
            assertThat(source.problems("select rest from remainders_of_three")).isEmpty();
        }
    }

    /** Since version 18 PostgreSQL can publish such a column, which then is read like any other. */
    private static void assertGeneratedWherePublished(AnalysisSource source, String query, String problem)
            throws IOException {
        if (source.version().major() < 18) {
            assertThat(source.problems(query)).containsExactly(problem);
            return;
        }
        var view = source.analyze(query);
        assertThat(view.diagnostics()).isEmpty();
        assertThat(view.plan().plan()).isNotInstanceOf(Plan.Project.class);
    }

    @Test
    void aKeyThatIsGenerated() throws Exception {
        for (var source : SOURCES) {
            source.database()
                    .execute(
                            "CREATE TABLE successors (a int, b int GENERATED ALWAYS AS (a + 1) STORED PRIMARY KEY)",
                            "GRANT SELECT ON successors TO " + source.role());
            assertGeneratedWherePublished(
                    source,
                    "select a, b from successors",
                    "SQL_RELATION_UNSUPPORTED 7:24 column b of the primary key of public.successors is generated, and "
                            + "PostgreSQL publishes such columns since version 18 only");
        }
    }

    @Test
    void virtualColumnsWhereWholeRowsAreLogged() throws Exception {
        // The newest version is always among them.
        var source = SOURCES.stream()
                .filter(each -> each.version().major() >= 18)
                .findFirst()
                .orElseThrow();
        source.database()
                .execute(
                        "CREATE TABLE halves (id int PRIMARY KEY, half int GENERATED ALWAYS AS (id / 2) VIRTUAL)",
                        "CREATE TABLE bag_of_halves (a int, half int GENERATED ALWAYS AS (a / 2) VIRTUAL)",
                        "ALTER TABLE bag_of_halves REPLICA IDENTITY FULL",
                        "GRANT SELECT ON halves, bag_of_halves TO " + source.role());
        assertThat(source.problems("select half from halves")).isEmpty();
        source.database().execute("ALTER TABLE halves REPLICA IDENTITY FULL");
        assertThat(source.analyze("select id from halves").diagnostics())
                .extracting(AnalysisSource::show, Diagnostic::hint)
                .containsExactly(tuple(
                        "SOURCE_REPLICA_IDENTITY 7:22 public.halves has REPLICA IDENTITY FULL and a virtual generated column: "
                                + "once it is published, PostgreSQL refuses to update or delete its rows",
                        "ALTER TABLE \"public\".\"halves\" REPLICA IDENTITY DEFAULT;"));
        assertThat(source.analyze("select a from bag_of_halves").diagnostics())
                .extracting(Diagnostic::hint)
                .containsExactly(
                        "Make the column STORED, or give the table a primary key and REPLICA IDENTITY DEFAULT.");
    }

    @Test
    void columns() throws IOException {
        for (var source : SOURCES) {
            assertThat(source.problems("select id, a + twice as s from generated"))
                    .isEmpty();
        }
        accepted("select a from generated", "public.generated", "id");
        refused(
                "select *\nfrom prices",
                "SQL_TYPE_UNSUPPORTED 7:14 column amount of public.prices has type money, which is not supported",
                "Leave the column out.");
        accepted("select name from prices", "public.prices", "id");
        refused(
                "select name from keyed_by_price",
                "SQL_TYPE_UNSUPPORTED 7:24 column amount of the primary key of public.keyed_by_price has type money, which is not "
                        + "supported",
                "docs/sql.md lists the SQL that is kept.");
    }

    @Test
    void columnsThatAreOnlyShown() throws IOException {
        accepted("select words, spot from pages", "public.pages", "id");
        compared("select search, count(*) from pages group by search", "GROUP BY");
        compared("select distinct search from pages", "DISTINCT");
        compared("select search from pages except select search from pages", "a set operation");
        compared("select count(distinct search) from pages", "count");
        refused(
                "select id from pages where search = 'a'",
                "SQL_FUNCTION_UNSUPPORTED 7:41 operator tsquery = tsquery (pg_catalog.tsquery_eq(tsquery, tsquery)) is not "
                        + "supported",
                "It tells apart a & (b & c) and (a & b) & c, which PostgreSQL sends by the same text. Compare their texts: "
                        + "cast both to text.");
    }

    private static void compared(String query, String what) throws IOException {
        refused(
                query,
                "SQL_TYPE_UNSUPPORTED 7:7 " + what
                        + " over type tsquery is not supported: its values are kept, but not compared",
                "Cast it to text if the bytes are what should be compared.");
    }

    @Test
    void columnsThatAreNotNullOnlyFromNowOn() throws Exception {
        for (var source : SOURCES) {
            if (source.version().major() >= 18) {
                source.database().execute("ALTER TABLE bag ADD CONSTRAINT a_not_null NOT NULL a NOT VALID");
                assertThat(notNull(source.analyze("select a from bag"))).isFalse();
                source.database().execute("ALTER TABLE bag VALIDATE CONSTRAINT a_not_null");
                assertThat(notNull(source.analyze("select a from bag"))).isTrue();
            }
        }
    }

    private static boolean notNull(AnalyzedView view) {
        return ((Plan.Scan) view.plan().plan()).table().columns().get(0).notNull();
    }

    @Test
    void tablesAreDescribedAsTheyAre() throws IOException {
        for (var source : SOURCES) {
            var scan =
                    (Plan.Scan) source.analyze("select b from dropped").plan().plan();
            assertThat(scan.names()).containsExactly("b");
            assertThat(scan.table().columns())
                    .extracting(
                            column -> column.name() + " " + column.type().type().ddl() + " " + column.notNull())
                    .containsExactly("id integer true", "a text false", "b integer false");
            var odd = (Plan.Scan) source.analyze("select \"select\" from \"Odd \"\"Name\"\"\"")
                    .plan()
                    .plan();
            assertThat(odd.table().name()).isEqualTo(new TableName("public", "Odd \"Name\""));
            assertThat(odd.table().primaryKey()).containsExactly("a.b");
        }
    }
}
