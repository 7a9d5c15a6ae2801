package dev.tideline.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The shop under its writer: the topology of {@code acceptance/shop.yaml}, its tables, and the load on them. */
final class ShopScenario {

    static final String TOPOLOGY = "shop";
    static final int ROWS_PER_SECOND = 1_300;

    final SourceHistory history = new SourceHistory();
    final List<ViewQuery> views = views();

    /**
     * The queries as they stand in the YAML; a view over a view gets the other's query in front. Read with the product's own loader,
     * so that the test cannot drift from the file.
     */
    private static List<ViewQuery> views() {
        var loaded = dev.tideline.schemas.config.TopologyLoader.load(List.of(resourcePath("shop.yaml")));
        var views = new ArrayList<ViewQuery>();
        for (var view : loaded.value().orElseThrow().get(0).views()) {
            var with = new StringBuilder();
            for (var dependency : views) {
                if (Pattern.compile("\\b" + dependency.name() + "\\b")
                        .matcher(view.query().text())
                        .find()) {
                    with.append(with.length() == 0 ? "WITH " : ", ")
                            .append(dependency.name())
                            .append(" AS (")
                            .append(dependency.sourceQuery())
                            .append(")");
                }
            }
            views.add(new ViewQuery(view.name(), with + " " + view.query().text()));
        }
        return List.copyOf(views);
    }

    static String topology() {
        return resource("shop.yaml");
    }

    /** Makes the tables and their first content. {@code name} is free to be taken in the whole server. */
    ShopWriter prepare(Connection connection, long seed, String name) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(resource("shop.sql"));
        }
        var writer = new ShopWriter(connection, seed, views, history, new CommitWitness(connection, name));
        writer.seed();
        return writer;
    }

    /** Writes at a steady pace until told to stop, never faster than {@link #ROWS_PER_SECOND}; then the history is complete. */
    void write(ShopWriter writer, BooleanSupplier goOn) throws SQLException {
        long start = System.nanoTime();
        long before = writer.rowsWritten();
        while (goOn.getAsBoolean()) {
            writer.transaction();
            long due = start + (writer.rowsWritten() - before) * 1_000_000_000L / ROWS_PER_SECOND;
            while (System.nanoTime() < due && goOn.getAsBoolean()) {
                LockSupport.parkNanos(Math.min(50_000_000, due - System.nanoTime()));
            }
        }
        writer.finish();
    }

    private static Path resourcePath(String name) {
        try {
            return Path.of(ShopScenario.class.getResource("/acceptance/" + name).toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (var in = ShopScenario.class.getResourceAsStream("/acceptance/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
