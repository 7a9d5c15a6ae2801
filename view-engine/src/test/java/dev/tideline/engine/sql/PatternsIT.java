package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under which collations regular expressions and templates are accepted. */
class PatternsIT {

    private static final String TABLE =
            "CREATE TABLE t (id int PRIMARY KEY, name text%s, pattern text%s, at timestamptz, n numeric)";

    private static final String[] WITHOUT_LETTERS = {
        "select name ~ '^A.*[0-9x]$' as a, name !~ '(a|b)+' as b from t",
        "select name similar to '%(b|d)%' as a, substring(name from 'o(.)b') as b from t",
        "select regexp_replace(name, 'a+', '<\\&>', 'g') as a, regexp_match(name, '(a)(b)?') as b from t"
    };

    private static final String[] WITH_LETTERS = {
        "select name ~* 'ä' as a from t",
        "select name ~ '\\w' as a from t",
        "select regexp_replace(name, '[[:alpha:]]', 'x', 'g') as a from t",
        "select name ~ pattern as a from t"
    };

    private static final String[] TEMPLATES = {
        "select to_char(at, 'YYYY-MM-DD HH24:MI:SS.MS OF') as a, to_char(n, 'FM999,990.00') as b from t",
        "select to_date(name, 'DD Mon YYYY') as a, to_timestamp(name, 'YYYY') as b, to_number(name, '99D9') as c from t"
    };

    @TempDir
    Path directory;

    @Test
    void lettersMustBeKnown() throws Exception {
        for (var version : SourceServers.versions()) {
            var icu = " COLLATE \"en-x-icu\"";
            try (var source = AnalysisSource.create(version, directory, TABLE.formatted(icu, icu))) {
                accepted(source, WITHOUT_LETTERS);
                accepted(source, TEMPLATES);
                for (var query : WITH_LETTERS) {
                    assertThat(source.problems(query))
                            .as(query)
                            .hasSize(1)
                            .first()
                            .asString()
                            .contains("unknown under this collation");
                }
            }
            try (var source = AnalysisSource.create(version, directory, TABLE.formatted("", ""))) {
                accepted(source, WITHOUT_LETTERS);
                accepted(source, WITH_LETTERS);
            }
        }
    }

    @Test
    void theSourceKnowsTheLettersOfItsLibrary() throws Exception {
        for (var version : SourceServers.versions()) {
            var known = version.major() >= 17 ? " COLLATE pg_c_utf8" : " COLLATE \"C.utf8\"";
            try (var source = AnalysisSource.create(version, directory, TABLE.formatted(known, known))) {
                accepted(source, WITH_LETTERS);
            }
        }
    }

    private static void accepted(AnalysisSource source, String... queries) throws Exception {
        for (var query : queries) {
            assertThat(source.problems(query))
                    .as(query + " on " + source.version())
                    .isEmpty();
        }
    }
}
