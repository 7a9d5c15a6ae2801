package dev.tideline.bench.tpcds;

import dev.tideline.bench.Installation;
import dev.tideline.bench.TopologyText;
import dev.tideline.engine.compile.TopologyCompiler;
import dev.tideline.schemas.config.Secret;
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

/**
 * Which of the queries the product takes as views, and why not the others: each of them alone, as {@code tideline validate} sees it.
 *
 * <p>{@code deploy/bench/tpcds validate}
 */
public final class TpcdsValidation {

    private TpcdsValidation() {}

    public static void main(String[] arguments) throws Exception {
        try (var installation = Installation.start()) {
            try (var source = installation.source().connect();
                    var statement = source.createStatement()) {
                statement.execute(TpcdsViews.schema());
            }
            var queries = TpcdsViews.queries();
            var diagnostics = diagnostics(installation, queries);
            diagnostics.forEach((view, all) ->
                    all.forEach(one -> System.out.printf("%s: %s: %s%n", view, one.severity(), one.message())));
            queries.keySet().removeAll(errors(diagnostics).keySet());
            System.out.printf("%d of %d queries accepted%n", TpcdsViews.whole(queries.keySet()), TpcdsViews.QUERIES);
        }
        System.exit(0);
    }

    /** The reason of the refusal by view; whatever is not in it is accepted. */
    static Map<String, String> refusals(Installation installation, Map<String, String> queries) throws IOException {
        return errors(diagnostics(installation, queries));
    }

    private static Map<String, String> errors(Map<String, List<Diagnostic>> diagnostics) {
        var errors = new LinkedHashMap<String, String>();
        diagnostics.forEach((view, all) -> all.stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .ifPresent(error -> errors.put(view, error.message())));
        return errors;
    }

    private static Map<String, List<Diagnostic>> diagnostics(Installation installation, Map<String, String> queries)
            throws IOException {
        var source = installation.source();
        var database = new Database(source.url(), source.user(), new Secret(source.password()));
        var diagnostics = new LinkedHashMap<String, List<Diagnostic>>();
        for (var compiled : new TopologyCompiler(database, Set.of()).compile(files(queries))) {
            diagnostics.put(compiled.file().views().get(0).name(), compiled.diagnostics());
        }
        return diagnostics;
    }

    private static List<TopologyFile> files(Map<String, String> queries) throws IOException {
        Path folder = Files.createTempDirectory("tpcds-");
        try {
            var files = new ArrayList<Path>();
            for (String name : queries.keySet()) {
                Path file = folder.resolve(name + ".yaml");
                Files.writeString(file, TopologyText.of(name, Map.of(name, queries.get(name))));
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
