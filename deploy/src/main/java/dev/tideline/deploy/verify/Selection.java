package dev.tideline.deploy.verify;

import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which views are to be verified. */
record Selection(Map<TopologyFile, List<ViewDefinition>> chosen) {

    /** @param names {@code view} or {@code topology.view}; empty for all */
    static Selection of(List<TopologyFile> files, List<String> names) {
        var chosen = new LinkedHashMap<TopologyFile, List<ViewDefinition>>();
        var unknown = new TreeSet<>(names);
        for (var file : files) {
            var views = file.views().stream()
                    .filter(view -> names.isEmpty()
                            || names.contains(view.name())
                            || names.contains(file.name() + "." + view.name()))
                    .toList();
            views.forEach(view -> {
                unknown.remove(view.name());
                unknown.remove(file.name() + "." + view.name());
            });
            if (!views.isEmpty()) {
                chosen.put(file, views);
            }
        }
        if (!unknown.isEmpty()) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.COMMAND,
                    "There is no view named " + String.join(", ", unknown) + ".",
                    "There are: "
                            + files.stream()
                                    .flatMap(file -> file.views().stream().map(view -> file.name() + "." + view.name()))
                                    .collect(Collectors.joining(", ")),
                    null));
        }
        return new Selection(chosen);
    }

    Set<TopologyFile> files() {
        return chosen.keySet();
    }

    Set<String> topologies() {
        return chosen.keySet().stream().map(TopologyFile::name).collect(Collectors.toSet());
    }

    List<ViewDefinition> views(TopologyFile file) {
        return chosen.get(file);
    }
}
