package dev.tideline.bench.tpch;

import dev.tideline.bench.Resources;

/** The topology of the 22 queries. */
public final class TpchViews {

    private TpchViews() {}

    /** The YAML with the parameters that depend on the scale factor. */
    public static String topology(double scale) {
        return Resources.text("/tpch/tpch.yaml")
                .replace("{{fraction}}", String.format("%.10f", Math.min(0.005, 0.0001 / scale)))
                .replace("{{quantity}}", scale < 0.5 ? "250" : "300");
    }

    static String schema() {
        return Resources.text("/tpch/schema.sql");
    }
}
