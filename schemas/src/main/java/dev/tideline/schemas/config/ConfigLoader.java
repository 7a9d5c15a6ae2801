package dev.tideline.schemas.config;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.diagnostics.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code tideline.yaml}. All paths in it, and so all paths in what comes out, are relative to its own folder. */
public final class ConfigLoader {

    private static final Set<List<String>> NUMBERS =
            Set.of(List.of("http.port"), List.of("kafka", "replication.factor"));

    private ConfigLoader() {}

    /** Reads the file with the process's own environment. */
    public static Loaded<TidelineConfig> load(Path file) {
        return load(file, System::getenv);
    }

    /**
     * Reads the file; every independent error in it is reported, and no diagnostic shows a value that may be a secret.
     *
     * @param environment gives the value of a variable, or null if it is not set
     */
    public static Loaded<TidelineConfig> load(Path file, Function<String, String> environment) {
        var diagnostics = new ArrayList<Diagnostic>();
        TidelineConfig config;
        try {
            SourceText source = UserFile.read(
                    file, null, "run tideline in the folder of tideline.yaml, or name the file with --config");
            config = read(YamlParser.parse(source), file, environment, diagnostics);
        } catch (DiagnosticException e) {
            return new Loaded<>(Optional.empty(), e.diagnostics());
        }
        DiagnosticOrder.sort(diagnostics);
        boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
        return new Loaded<>(failed ? Optional.empty() : Optional.of(config), diagnostics);
    }

    private static TidelineConfig read(
            YamlParser.Document document,
            Path file,
            Function<String, String> environment,
            List<Diagnostic> diagnostics) {
        SourceText source = document.source();
        for (YamlParser.DuplicateKey duplicate : document.duplicateKeys()) {
            diagnostics.add(Diagnostic.error(
                    DiagnosticCode.YAML_SYNTAX,
                    "the key \"" + duplicate.second().value() + "\" stands twice in the same mapping",
                    "it stands first in line "
                            + source.positionAt(duplicate.first().offset()).line(),
                    source.positionAt(duplicate.second().offset())));
        }
        Path directory = directoryOf(file);
        var interpolation = new Interpolation(source, directory, environment, NUMBERS);
        var root = interpolation.apply(document.root());
        diagnostics.addAll(interpolation.diagnostics());
        var findings =
                new ArrayList<Diagnostic>(SchemaCheck.TIDELINE.check(new YamlParser.Document(source, root, List.of())));
        var reader = new ConfigReader(source, root, file, directory, findings);
        TidelineConfig config = reader.read();
        // A value that could not be filled in has been reported; that it is then empty or malformed is our doing.
        findings.removeIf(finding -> interpolation.unresolved().contains(finding.where()));
        diagnostics.addAll(findings);
        return config;
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        return parent == null || parent.equals(Path.of(".")) ? Path.of("") : parent;
    }
}
