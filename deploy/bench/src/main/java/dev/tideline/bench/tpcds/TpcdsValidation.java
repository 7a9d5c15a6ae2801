package dev.tideline.bench.tpcds;

import dev.tideline.engine.compile.TopologyCompiler;
import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyLoader;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the queries the product takes as views, and why not the others: each of them alone, as {@code validate} sees it. */
public final class TpcdsValidation {

    private TpcdsValidation() {}

    /** The reason of the refusal by query; whatever is not in it is accepted. */
    public static Map<String, String> refusals(Database source, Map<String, String> queries) throws IOException {
        var refusals = new LinkedHashMap<String, String>();
        for (var compiled : new TopologyCompiler(source, Set.of()).compile(topologies(queries))) {
            if (!compiled.isValid()) {
                refusals.put(
                        compiled.file().views().get(0).name(),
                        compiled.diagnostics().stream()
                                .filter(Diagnostic::isError)
                                .map(Diagnostic::message)
                                .findFirst()
                                .orElseThrow());
            }
        }
        return refusals;
    }

    private static List<TopologyFile> topologies(Map<String, String> queries) throws IOException {
        Path folder = Files.createTempDirectory("tpcds-");
        try {
            var files = new ArrayList<Path>();
            for (String name : queries.keySet()) {
                Path file = folder.resolve(name + ".yaml");
                Files.writeString(file, TpcdsViews.topology(name, Map.of(name, queries.get(name))));
                files.add(file);
            }
            return TopologyLoader.load(files).value().orElseThrow();
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
