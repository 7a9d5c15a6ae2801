package dev.tideline.documentation;

import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.engine.compile.CompiledTopology;
import dev.tideline.engine.compile.TopologyCompiler;
import dev.tideline.schemas.config.ConfigLoader;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyLoader;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets the compiler say of each of many queries whether it can be kept, and how. */
final class Trial {

    /**
     * @param refusal why the query cannot be kept; null if it can be
     * @param plan its explanation; null if it cannot be kept
     * @param warning what the user is warned of, or null
     */
    record Verdict(String refusal, String plan, String warning) {

        boolean isKept() {
            return refusal == null;
        }
    }

    private final Path folder;
    private final TopologyCompiler compiler;

    Trial(PostgresDatabase database, Path folder) throws IOException {
        this.folder = folder;
        var file = Files.writeString(
                folder.resolve("tideline.yaml"), """
                source: { url: "%s", user: %s, password: %s }
                kafka: { bootstrap.servers: "127.0.0.1:1", topic.prefix: docs }
                topologies: [views.yaml]
                """.formatted(database.url(), database.user(), database.password()));
        Files.writeString(folder.resolve("views.yaml"), "topology: docs\nviews: { none: { query: SELECT 1 } }\n");
        TidelineConfig config = ConfigLoader.load(file).orThrow();
        compiler = new TopologyCompiler(config.source().database(), Set.of());
    }

    /** In the order of the queries. */
    List<Verdict> of(List<String> queries) throws IOException {
        var names = new LinkedHashMap<String, String>();
        queries.forEach(query -> names.put("v" + names.size(), query));
        var all = compile(names);
        // A file with a view that cannot be kept has no plan.
        var kept = new LinkedHashMap<>(names);
        kept.keySet().removeIf(name -> refusal(all, name) != null);
        var plans = compile(kept);
        return names.keySet().stream()
                .map(name -> {
                    var refusal = refusal(all, name);
                    return refusal == null
                            ? new Verdict(null, plans.explain(name), first(all, name, false))
                            : new Verdict(refusal, null, null);
                })
                .toList();
    }

    private CompiledTopology compile(Map<String, String> queries) throws IOException {
        var yaml = new StringBuilder("topology: docs\nviews:\n");
        queries.forEach((name, query) -> yaml.append("  ")
                .append(name)
                .append(":\n    query: |\n      ")
                .append(query)
                .append('\n'));
        var file = Files.writeString(folder.resolve("views.yaml"), yaml);
        return compiler.compile(TopologyLoader.load(List.of(file)).orThrow()).get(0);
    }

    private static String refusal(CompiledTopology compiled, String view) {
        return first(compiled, view, true);
    }

    private static String first(CompiledTopology compiled, String view, boolean error) {
        return compiled.diagnostics(view).stream()
                .filter(diagnostic -> diagnostic.isError() == error)
                .map(Diagnostic::message)
                .findFirst()
                .orElse(null);
    }
}
