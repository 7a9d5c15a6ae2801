package dev.tideline.deploy.verify;

import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A view's query as it runs on the source, where the other views of its file do not exist as tables: they go before it, as
 * common table expressions.
 */
final class ViewSql {

    private ViewSql() {}

    /** A query with these expressions over the view's own, which is named {@code q}, and what may follow FROM. */
    static String select(TopologyFile topology, ViewDefinition view, String expressions, String tail) {
        var sql = new StringBuilder();
        var others = mentioned(topology, view);
        // RECURSIVE makes PostgreSQL itself bring them into an order in which each knows what it reads; none is
        // recursive.
        for (var other : others) {
            sql.append(sql.isEmpty() ? "WITH RECURSIVE " : ",\n")
                    .append(TableName.quote(other.name()))
                    .append(" AS (\n")
                    .append(body(other))
                    .append("\n)");
        }
        return sql.append(sql.isEmpty() ? "" : "\n")
                .append("SELECT ")
                .append(expressions)
                .append(" FROM (\n")
                .append(body(view))
                .append("\n) AS q ")
                .append(tail)
                .toString();
    }

    /** Views that the query may read, directly or not. One too many does no harm: what is not referred to does not run. */
    private static List<ViewDefinition> mentioned(TopologyFile topology, ViewDefinition view) {
        Set<ViewDefinition> found = new LinkedHashSet<>();
        var waiting = new ArrayList<>(List.of(view));
        while (!waiting.isEmpty()) {
            var text = waiting.remove(waiting.size() - 1).query().text().toLowerCase(Locale.ROOT);
            for (var other : topology.views()) {
                boolean named = other != view && text.contains(other.name().toLowerCase(Locale.ROOT));
                if (named && found.add(other)) {
                    waiting.add(other);
                }
            }
        }
        return List.copyOf(found);
    }

    private static String body(ViewDefinition view) {
        return view.query().text().replaceFirst("[;\\s]+$", "");
    }
}
