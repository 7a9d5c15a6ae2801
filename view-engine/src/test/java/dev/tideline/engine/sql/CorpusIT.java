package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.plan.PlanPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queries with every construct of PostgreSQL's SQL that we could think of. On each version, each one is read, and then translated or
 * refused by name and place; nothing comes out as an exception.
 */
class CorpusIT {

    private static final Map<String, Integer> FIRST_VERSION =
            Map.of("q32_sqljson", 16, "q33_jsontable", 17, "q34_18", 18);

    @TempDir
    static Path directory;

    private static final List<AnalysisSource> SOURCES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (var version : SourceServers.versions()) {
            SOURCES.add(AnalysisSource.create(version, directory, resource("schema.sql")));
        }
    }

    @AfterAll
    static void stop() {
        SOURCES.forEach(AnalysisSource::close);
    }

    @TestFactory
    List<DynamicTest> everyQueryIsTranslatedOrRefusedByName() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var line : resource("corpus.txt").split("\n")) {
            var name = line.substring(0, line.indexOf('|'));
            var query = line.substring(line.indexOf('|') + 1);
            for (var source : SOURCES) {
                if (source.version().major() >= FIRST_VERSION.getOrDefault(name, 14)) {
                    tests.add(DynamicTest.dynamicTest(name + " on " + source.version(), () -> check(source, query)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(60);
        return tests;
    }

    private static void check(AnalysisSource source, String query) throws IOException {
        var view = source.analyze(query);
        if (view.isValid()) {
            assertThat(PlanPrinter.print(view.plan())).startsWith("View v [");
            assertThat(view.fidelity()).hasSameSizeAs(view.plan().output());
        } else {
            assertThat(view.diagnostics()).isNotEmpty().allSatisfy(diagnostic -> {
                assertThat(diagnostic.message()).isNotBlank().doesNotContain("PostgreSQL calls", "field ");
                assertThat(diagnostic.where()).isNotNull();
                assertThat(diagnostic.where().line()).isEqualTo(7);
                assertThat(diagnostic.where().column()).isBetween(7, 7 + query.length());
            });
        }
    }

    static String resource(String name) throws IOException {
        try (var stream = CorpusIT.class.getResourceAsStream("/sql/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The plans and diagnostics are the same on every version, except where a version does not know the syntax. */
    @TestFactory
    List<DynamicTest> versionsAgree() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        var newest = SOURCES.get(SOURCES.size() - 1);
        for (var line : resource("corpus.txt").split("\n")) {
            var name = line.substring(0, line.indexOf('|'));
            var query = line.substring(line.indexOf('|') + 1);
            for (var source : SOURCES.subList(0, SOURCES.size() - 1)) {
                if (source.version().major() >= FIRST_VERSION.getOrDefault(name, 14)) {
                    tests.add(DynamicTest.dynamicTest(
                            name + " on " + source.version(),
                            () -> assertThat(outcome(source, query)).isEqualTo(outcome(newest, query))));
                }
            }
        }
        return tests;
    }

    private static String outcome(AnalysisSource source, String query) throws IOException {
        var view = source.analyze(query);
        return view.isValid()
                ? PlanPrinter.print(view.plan())
                : String.join(
                        "\n",
                        view.diagnostics().stream().map(AnalysisSource::show).toList());
    }
}
