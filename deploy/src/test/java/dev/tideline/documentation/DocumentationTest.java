package dev.tideline.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.deploy.CommandLineRun;
import dev.tideline.schemas.config.TopologyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages name exists. */
class DocumentationTest {

    @Test
    void linksResolve() {
        var links = MarkdownPage.all().stream()
                .flatMap(page -> page.links().stream())
                .toList();
        assertThat(links).hasSizeGreaterThan(6).allSatisfy(link -> assertThat(link)
                .exists());
    }

    @Test
    void commandsAndTheirOptionsExist() {
        var commands = MarkdownPage.all().stream()
                .flatMap(page -> page.commands().stream())
                .distinct()
                .toList();
        assertThat(commands.stream().map(MarkdownPage.Command::name).collect(Collectors.toSet()))
                .contains("demo", "run", "validate", "explain", "verify");
        assertThat(commands.stream().flatMap(command -> command.options().stream()))
                .contains("--for", "--only");
        for (var command : commands) {
            var help = CommandLineRun.of(command.name(), "--help");
            assertThat(help.code()).as("tideline " + command.name()).isZero();
            command.options().forEach(option -> assertThat(help.out())
                    .as("tideline " + command.name() + " " + option)
                    .containsPattern("(?m)[\\s\\[]" + option + "[=\\s\\],]"));
        }
    }

    @Test
    void everyCommandHasAHelpThatExplainsItself() {
        var all = CommandLineRun.of("--help");
        assertThat(all.code()).isZero();
        assertThat(all.out()).contains("Exit codes: 0 fine");
        for (var command : List.of("demo", "run", "validate", "explain", "status", "verify")) {
            assertThat(all.out()).containsPattern("(?m)^  " + command + " ");
            var help = CommandLineRun.of(command, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.err()).isEmpty();
            assertThat(help.out()).contains("Usage: tideline " + command, "--config", "--output");
            assertThat(help.out().lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        }
    }

    @Test
    void examplesLoad() throws IOException {
        List<Path> files;
        try (var found = Files.walk(Path.of("examples"))) {
            files = found.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(2);
        // One by one: nobody runs them together.
        for (var file : files) {
            var loaded = TopologyLoader.load(List.of(file));
            assertThat(loaded.diagnostics()).as(file.toString()).isEmpty();
            assertThat(loaded.orThrow().get(0).views()).isNotEmpty();
        }
    }
}
