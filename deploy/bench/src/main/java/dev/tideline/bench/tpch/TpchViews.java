package dev.tideline.bench.tpch;

import dev.tideline.schemas.config.TopologyLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topology of the 22 queries. */
public final class TpchViews {

    private TpchViews() {}

    /** The YAML with the parameters that depend on the scale factor. */
    public static String topology(double scale) {
        return resource("tpch.yaml")
                .replace("{{fraction}}", String.format("%.10f", Math.min(0.005, 0.0001 / scale)))
                .replace("{{quantity}}", scale < 0.5 ? "250" : "300");
    }

    /** Each view's query by its name, as the product's own loader reads them. */
    public static Map<String, String> queries(String topology) throws IOException {
        Path file = Files.createTempFile("tpch-", ".yaml");
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

    /** A topology of one view alone, named like it. */
    static String alone(String view, String query) {
        return "topology: " + view + "\ntimezone: UTC\nviews:\n  " + view + ":\n    query: |\n"
                + query.strip().indent(6);
    }

    static String schema() {
        return resource("schema.sql");
    }

    private static String resource(String name) {
        try (var in = TpchViews.class.getResourceAsStream("/tpch/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
