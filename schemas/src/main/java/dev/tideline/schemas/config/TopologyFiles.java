package dev.tideline.schemas.config;

import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourceText;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The files that the key {@code topologies} names. */
final class TopologyFiles {

    private static final int MOST_NAMES_SHOWN = 5;

    private final SourceText source;
    private final Path configFile;
    private final Path directory;
    private final List<Diagnostic> findings;

    TopologyFiles(SourceText source, Path configFile, Path directory, List<Diagnostic> findings) {
        this.source = source;
        this.configFile = configFile;
        this.directory = directory;
        this.findings = findings;
    }

    /** Each file once, in the order of the patterns and then of the names. A pattern without files is an error. */
    List<Path> find(List<Scalar> patterns) {
        var files = new ArrayList<Path>();
        var seen = new HashSet<Path>();
        for (Scalar pattern : patterns) {
            for (Path file : find(pattern)) {
                if (seen.add(identity(file))) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    private List<Path> find(Scalar pattern) {
        try {
            List<Path> found = FileGlobs.find(directory, pattern.value());
            if (FileGlobs.isGlob(pattern.value())) {
                // "*.yaml" beside the configuration means the other files.
                found = found.stream()
                        .filter(file -> !identity(file).equals(identity(configFile)))
                        .toList();
            }
            if (found.isEmpty()) {
                error("no topology file matches" + shown(pattern), hint(pattern.value()), pattern);
            }
            return found;
        } catch (PatternSyntaxException | InvalidPathException e) {
            error("not a path or glob" + shown(pattern), "a glob is, for example, views/*.yaml", pattern);
        } catch (UncheckedIOException e) {
            error(
                    "cannot list the files of" + shown(pattern) + ": "
                            + e.getCause().getMessage(),
                    null,
                    pattern);
        }
        return List.of();
    }

    private static String shown(Scalar pattern) {
        return pattern.interpolated() ? " this pattern" : " \"" + pattern.value() + "\"";
    }

    private String hint(String pattern) {
        Path folder = FileGlobs.fixedFolder(directory, pattern);
        if (!FileGlobs.isGlob(pattern) && folder.getParent() != null) {
            folder = folder.getParent();
        } else if (!FileGlobs.isGlob(pattern)) {
            folder = directory;
        }
        String names = FileGlobs.children(folder).stream()
                .map(child -> child.getFileName().toString())
                .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                .limit(MOST_NAMES_SHOWN)
                .collect(Collectors.joining(", "));
        String looked = folder.toString().isEmpty() ? "the folder of this file" : folder.toString();
        return "paths are relative to this file; "
                + (names.isEmpty() ? "there are no YAML files in " + looked : looked + " holds " + names);
    }

    private static Path identity(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private void error(String message, String hint, Scalar pattern) {
        findings.add(
                Diagnostic.error(DiagnosticCode.CONFIG_INVALID, message, hint, source.positionAt(pattern.offset())));
    }
}
