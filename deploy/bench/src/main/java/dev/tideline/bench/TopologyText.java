package dev.tideline.bench;

import dev.tideline.schemas.config.TopologyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A topology file's text and the queries in it. */
public final class TopologyText {

    private TopologyText() {}

    /** Each view's query by its name, as the product's own loader reads them. */
    public static Map<String, String> queries(String topology) throws IOException {
        Path file = Files.createTempFile("tideline-bench-", ".yaml");
        try {
            Files.writeString(file, topology);
            var queries = new LinkedHashMap<String, String>();
            TopologyLoader.load(List.of(file))
                    .value()
                    .orElseThrow()
                    .get(0)
                    .views()
                    .forEach(view -> queries.put(view.name(), view.query().text()));
            return queries;
        } finally {
            Files.delete(file);
        }
    }

    /** A topology of these views, each query by its view's name. */
    public static String of(String name, Map<String, String> queries) {
        return "topology: " + name + "\ntimezone: UTC\nviews:\n"
                + queries.entrySet().stream()
                        .map(query -> "  " + query.getKey() + ":\n    query: |\n"
                                + query.getValue().strip().indent(6))
                        .collect(Collectors.joining());
    }
}
