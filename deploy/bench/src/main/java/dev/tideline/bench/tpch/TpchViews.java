package dev.tideline.bench.tpch;

import dev.tideline.bench.Resources;
import dev.tideline.bench.TopologyText;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The topology of the 22 queries. */
public final class TpchViews {

    private TpchViews() {}

    /** The YAML with the parameters that depend on the scale factor. */
    public static String topology(double scale) {
        return Resources.text("/tpch/tpch.yaml")
                .replace("{{fraction}}", String.format("%.10f", Math.min(0.005, 0.0001 / scale)))
                .replace("{{quantity}}", scale < 0.5 ? "250" : "300");
    }

    /**
     * The queries of these views, in the topology's order.
     *
     * @param views empty for all
     */
    static Map<String, String> queries(double scale, List<String> views) throws IOException {
        var queries = TopologyText.queries(topology(scale));
        if (!queries.keySet().containsAll(views)) {
            throw new IllegalArgumentException("there are no other views than " + queries.keySet());
        }
        if (!views.isEmpty()) {
            queries.keySet().retainAll(views);
        }
        return queries;
    }

    static String schema() {
        return Resources.text("/tpch/schema.sql");
    }
}
