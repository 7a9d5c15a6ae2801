package dev.tideline.schemas.config;

import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.List;

/**
 * One topology file, validated in form (its SQL is not looked at here).
 *
 * @param file as the user named it
 * @param name also names the Kafka Streams application
 * @param timezone session setting under which the queries are analysed and evaluated
 * @param searchPath session setting under which names in the queries are resolved
 * @param parallelism tasks per stage
 * @param recursion how far the recursions of the views may go
 * @param views in the order of the file
 */
public record TopologyFile(
        String file,
        String name,
        SourcePosition nameAt,
        String timezone,
        String searchPath,
        int parallelism,
        Recursion recursion,
        List<ViewDefinition> views) {

    public TopologyFile {
        views = List.copyOf(views);
    }

    /** With the usual bounds of recursions. */
    public TopologyFile(
            String file,
            String name,
            SourcePosition nameAt,
            String timezone,
            String searchPath,
            int parallelism,
            List<ViewDefinition> views) {
        this(file, name, nameAt, timezone, searchPath, parallelism, Recursion.DEFAULT, views);
    }

    /**
     * Bounds of each {@code WITH RECURSIVE}: one that goes beyond them has an error, until it stays within them again.
     *
     * @param iterations how many times the step may be taken
     * @param rows how many rows all iterations may give together
     */
    public record Recursion(int iterations, long rows) {
        public static final Recursion DEFAULT = new Recursion(10_000, 20_000_000);
    }

    /**
     * A view as written.
     *
     * @param description for people, or null
     * @param into schema and name of the relation in the target; the schema is {@code public} if the file names none
     * @param key the declared natural key, or null to have it derived
     * @param keyAt where the key is declared, or null
     */
    public record ViewDefinition(
            String name,
            SourcePosition nameAt,
            String description,
            SqlText query,
            Into into,
            List<String> key,
            SourcePosition keyAt,
            List<List<String>> indexes) {}

    /** Where a view's rows go. */
    public record Into(String schema, String name) {}
}
