package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.plan.PlanPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queries and the plans that they become, or the diagnostics, side by side in {@code sql/plans.txt}. After an intended change, compare
 * {@code target/plans.txt} with it and copy that over.
 */
class PlansIT {

    private static final String EXPECTED = "\n=>\n";
    private static final String NEXT = "\n\n";

    @TempDir
    static Path directory;

    private static final List<AnalysisSource> SOURCES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (var version : SourceServers.versions()) {
            SOURCES.add(AnalysisSource.create(
                    version, directory, CorpusIT.resource("schema.sql"), CorpusIT.resource("plans.sql")));
        }
    }

    @AfterAll
    static void stop() {
        SOURCES.forEach(AnalysisSource::close);
    }

    @Test
    void plansAreAsWritten() throws IOException {
        var expected = CorpusIT.resource("plans.txt");
        var cases = List.of(expected.strip().split(NEXT));
        assertThat(cases).hasSizeGreaterThan(40);
        for (var source : SOURCES) {
            var actual = new ArrayList<String>();
            for (var one : cases) {
                var query = one.split(EXPECTED)[0];
                actual.add(query + EXPECTED + outcome(source, query));
            }
            Files.writeString(Path.of("target", "plans.txt"), String.join(NEXT, actual) + "\n");
            for (int i = 0; i < actual.size(); i++) {
                assertThat(actual.get(i))
                        .as("on PostgreSQL " + source.version().major())
                        .isEqualTo(cases.get(i));
            }
        }
    }

    private static String outcome(AnalysisSource source, String query) throws IOException {
        var view = source.analyze(query);
        var outcome = new ArrayList<String>();
        view.diagnostics().forEach(diagnostic -> outcome.add(AnalysisSource.show(diagnostic)));
        if (view.isValid()) {
            outcome.add(PlanPrinter.print(view.plan()).strip());
            var inexact = new ArrayList<String>();
            for (int i = 0; i < view.fidelity().size(); i++) {
                if (view.fidelity().get(i) != Fidelity.EXACT) {
                    inexact.add(view.plan().output().get(i).name() + " is "
                            + view.fidelity().get(i));
                }
            }
            if (!inexact.isEmpty()) {
                outcome.add(inexact.stream().collect(Collectors.joining(", ")));
            }
        }
        return String.join("\n", outcome);
    }
}
