package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tideline.schemas.diagnostics.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which calls that need the dictionaries of the server are constants, and how the others are refused. */
class TextSearchIT {

    private static final String COLUMN =
            "Match a column in which the source keeps the vector: written by a trigger such as tsvector_update_trigger, or, since "
                    + "PostgreSQL 18, a stored generated column.";

    private static final String DICTIONARIES =
            "It needs dictionaries of the server, and is computed for a constant configuration and constants only. ";

    @TempDir
    static Path directory;

    private static final List<AnalysisSource> SOURCES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (var version : SourceServers.versions()) {
            SOURCES.add(AnalysisSource.create(
                    version,
                    directory,
                    "CREATE TABLE docs (id int PRIMARY KEY, body text, doc tsvector, q tsquery)",
                    "CREATE TABLE made (id int PRIMARY KEY, body text, "
                            + "doc tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED)",
                    "CREATE VIEW found AS SELECT id FROM docs WHERE doc @@ to_tsquery('english', 'cats')"));
        }
    }

    @AfterAll
    static void stop() {
        SOURCES.forEach(AnalysisSource::close);
    }

    private static void refused(String query, String problem, String hint) throws IOException {
        for (var source : SOURCES) {
            var diagnostics = source.analyze(query).diagnostics();
            assertThat(diagnostics).extracting(AnalysisSource::show).containsExactly(problem);
            assertThat(diagnostics).extracting(Diagnostic::hint).containsExactly(hint);
        }
    }

    @Test
    void constants() throws IOException {
        for (var source : SOURCES) {
            for (var query : List.of(
                    "select id from docs where doc @@ to_tsquery('english', 'cats & dogs')",
                    "select id from docs where doc @@ to_tsquery('english'::regconfig, E'it\\'s | ' || 'a')",
                    "select id from docs where doc @@ websearch_to_tsquery('pg_catalog.simple', $$a'); select '$$)",
                    "select id from docs, plainto_tsquery('english', 'what? ?') as query where doc @@ query",
                    "select id from docs where q @@ to_tsvector('simple', 'a b')",
                    "select id from found")) {
                assertThat(source.analyze(query).diagnostics()).as(query).isEmpty();
            }
        }
    }

    @Test
    void whatTheServerRefuses() throws IOException {
        refused(
                "select id from docs where doc @@ to_tsquery('english', 'cats &')",
                "SQL_OTHER 7:40 no operand in tsquery: \"cats &\"",
                null);
    }

    @Test
    void whatNeedsDictionaries() throws IOException {
        var at = " is not supported";
        refused(
                "select id from docs where to_tsvector('english', body) @@ 'a'",
                "SQL_FUNCTION_UNSUPPORTED 7:33 pg_catalog.to_tsvector(regconfig, text)" + at,
                DICTIONARIES + COLUMN);
        refused(
                "select id from docs where doc @@ to_tsquery('english', body)",
                "SQL_FUNCTION_UNSUPPORTED 7:40 pg_catalog.to_tsquery(regconfig, text)" + at,
                DICTIONARIES + "Let the source keep the tsquery in a column.");
        refused(
                "select id from docs where doc @@ plainto_tsquery('a')",
                "SQL_FUNCTION_UNSUPPORTED 7:40 pg_catalog.plainto_tsquery(text)" + at,
                "Without a configuration it depends on default_text_search_config. Name one: plainto_tsquery('english', …).");
        refused(
                "select id from docs where body @@ 'a'",
                "SQL_FUNCTION_UNSUPPORTED 7:38 operator text @@ text (pg_catalog.ts_match_tt(text, text))" + at,
                "It makes a vector of the text by default_text_search_config and dictionaries of the server. "
                        + COLUMN);
        refused(
                "select id, ts_rank(doc, 'a') as rank from docs",
                "SQL_FUNCTION_UNSUPPORTED 7:18 pg_catalog.ts_rank(tsvector, tsquery)" + at,
                "The last digit of its result is up to the machine that PostgreSQL runs on.");
    }

    @Test
    void generatedVectors() throws IOException {
        for (var source : SOURCES) {
            var diagnostics =
                    source.analyze("select id from made where doc @@ 'a'").diagnostics();
            if (source.version().major() >= 18) {
                assertThat(diagnostics).as("PostgreSQL publishes them").isEmpty();
                continue;
            }
            assertThat(diagnostics)
                    .extracting(AnalysisSource::show, Diagnostic::hint)
                    .containsExactly(tuple(
                            "SQL_RELATION_UNSUPPORTED 7:22 column doc of public.made is generated by "
                                    + "to_tsvector('english'::regconfig, body), which cannot be computed here: "
                                    + "pg_catalog.to_tsvector(regconfig, text) is not supported",
                            DICTIONARIES + COLUMN));
        }
    }
}
