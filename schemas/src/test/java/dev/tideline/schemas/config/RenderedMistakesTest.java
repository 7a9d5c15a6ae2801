package dev.tideline.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code mistakes} against what a user sees of it. A folder is a set of topology files that are read
 * together. After a deliberate change of words, {@code -Dgolden.update=true} writes the expected texts anew.
 */
class RenderedMistakesTest {

    private static final Path MISTAKES = Path.of("src/test/resources/mistakes");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SHOP_PASSWORD", "hunter2-from-environment", "PORT", "eighty");

    static Stream<Path> mistakes() throws IOException {
        try (var list = Files.list(MISTAKES)) {
            return list
                    .filter(path ->
                            path.toString().endsWith(".yaml") || path.toString().endsWith("_together"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsShownAsExpected(Path mistake) throws IOException {
        String rendered = new DiagnosticRenderer().render(diagnosticsOf(mistake));

        Path golden = Path.of(mistake.toString().replaceFirst("(\\.yaml)?$", ".txt"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
        assertThat(rendered).doesNotContain("hunter2");
    }

    private static List<Diagnostic> diagnosticsOf(Path mistake) throws IOException {
        if (Files.isDirectory(mistake)) {
            try (var files = Files.list(mistake)) {
                return TopologyLoader.load(new ArrayList<>(files.sorted().toList()))
                        .diagnostics();
            }
        }
        return mistake.getFileName().toString().startsWith("config_")
                ? ConfigLoader.load(mistake, ENVIRONMENT::get).diagnostics()
                : TopologyLoader.load(List.of(mistake)).diagnostics();
    }
}
