package dev.tideline.deploy.verify;

import dev.tideline.engine.sql.text.QueryText;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.wire.TableName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A view's query as it runs on the source, where the other views of its file do not exist as tables: they go before it, as
 * common table expressions.
 *
 * @param dependencies names of the views that a view of the file reads itself
 * @param body a view's own query, without semicolons at its end
 */
record ViewSql(
        TopologyFile topology, Function<String, List<String>> dependencies, Function<ViewDefinition, String> body) {

    /** Queries that do not ask for the time. */
    ViewSql(TopologyFile topology, Function<String, List<String>> dependencies) {
        this(topology, dependencies, view -> QueryText.of(view.query()).body());
    }

    /**
     * A query with these expressions over the view's own, which is named {@code q}.
     *
     * @param tail what may follow FROM
     */
    String select(ViewDefinition view, String expressions, String tail) {
        var read = new LinkedHashSet<String>();
        dependencies.apply(view.name()).forEach(name -> collect(name, dependencies, read));
        var sql = new StringBuilder();
        for (var name : read) {
            sql.append(sql.isEmpty() ? "WITH " : ",\n")
                    .append(TableName.quote(name))
                    .append(" AS (\n")
                    .append(body.apply(definition(topology, name)))
                    .append("\n)");
        }
        return sql.append(sql.isEmpty() ? "" : "\n")
                .append("SELECT ")
                .append(expressions)
                .append(" FROM (\n")
                .append(body.apply(view))
                .append("\n) AS q ")
                .append(tail)
                .toString();
    }

    /** Each view after those it reads itself. */
    private static void collect(String name, Function<String, List<String>> dependencies, Set<String> ordered) {
        if (!ordered.contains(name)) {
            dependencies.apply(name).forEach(dependency -> collect(dependency, dependencies, ordered));
            ordered.add(name);
        }
    }

    private static ViewDefinition definition(TopologyFile topology, String name) {
        return topology.views().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
