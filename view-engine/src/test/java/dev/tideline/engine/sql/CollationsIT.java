package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.type.Collation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be done with text under which collation. */
class CollationsIT {

    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, name text, doc jsonb, tags text[])";

    private static final String[] ORDERING = {
        "select name < 'x' as a from t",
        "select name between 'a' and 'b' as a from t",
        "select max(name) as a from t",
        "select min(tags) as a from t",
        "select greatest(name, 'x') as a from t",
        "select tags > array['x'] as a from t",
        "select (id, name) < (1, 'x') as a from t",
        "select array_agg(id order by name, id) as a from t"
    };

    private static final String[] EQUALITY = {
        "select name = 'x' as a, name <> 'x' as b, name in ('a', 'b') as c, name is distinct from 'x' as d from t",
        "select name, count(*) as n, count(distinct tags) as t from t group by name",
        "select distinct name, tags from t",
        "select name from t union select 'x'",
        "select a.name from t a join t b on a.name = b.name",
        "select name collate \"C\" < 'x' as a, max(name collate \"C\") over_c from t group by name",
        "select name collate \"POSIX\" < 'x' as a, name collate ucs_basic < 'y' as b from t"
    };

    @TempDir
    Path directory;

    @Test
    void underACollationThatIsNotBytewise() throws Exception {
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(
                    version,
                    directory,
                    TABLE.replace("name text", "name text COLLATE \"en-x-icu\"")
                            .replace("tags text[]", "tags text[] COLLATE \"en-x-icu\""))) {
                for (var query : ORDERING) {
                    assertThat(source.problems(query))
                            .as(query)
                            .hasSize(1)
                            .first()
                            .asString()
                            .startsWith("SQL_COLLATION_UNSUPPORTED 7:")
                            .endsWith(
                                    "under the collation \"en-x-icu\", whose order Tideline cannot reproduce exactly");
                }
                accepted(source, EQUALITY);
                assertThat(source.analyze("select name < 'x' as a from t")
                                .diagnostics()
                                .get(0)
                                .hint())
                        .contains("COLLATE \"C\"");
            }
        }
    }

    @Test
    void underABytewiseDefault() throws Exception {
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(version, directory, TABLE)) {
                accepted(source, ORDERING);
                accepted(source, EQUALITY);
                accepted(source, "select doc < '{}' as a from t");
                assertThat(defaultCollation(source))
                        .isEqualTo(new Collation("pg_catalog", "default", true, true, true));
            }
        }
    }

    @Test
    void theDatabasesDefaultDecides() throws Exception {
        for (var version : SourceServers.versions()) {
            if (version.major() >= 15) {
                var icu = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'und' LOCALE 'C'";
                try (var source = AnalysisSource.create(version, directory, icu, Set.of(), TABLE)) {
                    assertThat(source.problems("select name < 'x' as a, doc < '{}' as b from t"))
                            .hasSize(2);
                    accepted(source, EQUALITY);
                    assertThat(defaultCollation(source))
                            .isEqualTo(new Collation("pg_catalog", "default", false, true, false));
                }
            }
            var library = "TEMPLATE template0 LOCALE 'C.UTF-8'";
            try (var source = AnalysisSource.create(version, directory, library, Set.of(), TABLE)) {
                accepted(source, ORDERING);
                accepted(source, "select doc < '{}' as a from t");
                assertThat(defaultCollation(source))
                        .isEqualTo(new Collation("pg_catalog", "default", true, true, false));
            }
            if (version.major() >= 17) {
                var builtIn = "TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'";
                try (var source = AnalysisSource.create(version, directory, builtIn, Set.of(), TABLE)) {
                    accepted(source, ORDERING);
                    assertThat(defaultCollation(source))
                            .isEqualTo(new Collation("pg_catalog", "default", true, true, false));
                }
            }
        }
    }

    @Test
    void nondeterministicCollationsAreRefusedEverywhere() throws Exception {
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(
                    version,
                    directory,
                    "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                    "CREATE TABLE t (id int PRIMARY KEY, name text COLLATE loose)")) {
                for (var query : new String[] {
                    "select id from t where name = 'x'",
                    "select name from t",
                    "select id from t group by id, name",
                    "select id::text collate loose as a from t"
                }) {
                    assertThat(source.problems(query))
                            .as(query)
                            .isNotEmpty()
                            .allMatch(problem -> problem.startsWith("SQL_COLLATION_UNSUPPORTED 7:")
                                    && problem.endsWith("collation \"loose\" is nondeterministic"));
                }
                accepted(
                        source,
                        "select id from t",
                        "select name collate \"C\" as a from t where name collate \"C\" < 'x'");
            }
        }
    }

    private static void accepted(AnalysisSource source, String... queries) throws IOException {
        for (var query : queries) {
            assertThat(source.problems(query))
                    .as(query + " on " + source.version())
                    .isEmpty();
        }
    }

    private static Collation defaultCollation(AnalysisSource source) throws IOException {
        return source.analyze("select name from t")
                .plan()
                .output()
                .get(0)
                .column()
                .type()
                .collation();
    }
}
