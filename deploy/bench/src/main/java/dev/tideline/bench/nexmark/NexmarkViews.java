package dev.tideline.bench.nexmark;

import dev.tideline.bench.Resources;

/** The topology of the queries, and the tables they are on. */
final class NexmarkViews {

    private NexmarkViews() {}

    static String topology() {
        return Resources.text("/nexmark/nexmark.yaml");
    }

    static String schema() {
        return Resources.text("/nexmark/schema.sql");
    }
}
