package dev.tideline.engine.sql;

import dev.tideline.engine.sql.text.QueryText;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.wire.TableName;
import java.util.List;

/** A view of the file with the text of its query. */
record ViewSource(ViewDefinition definition, QueryText text) {

    /** The alias that the user's query gets where it must be wrapped. */
    private static final String WRAPPED_BEHIND = "\n) q";

    static ViewSource of(ViewDefinition definition) {
        return new ViewSource(definition, QueryText.of(definition.query()));
    }

    String name() {
        return definition.name();
    }

    /** The query with the views that it reads, directly or not, as common tables in front of it; each after those it reads itself. */
    QueryText after(List<ViewSource> dependencies) {
        if (dependencies.isEmpty()) {
            return text;
        }
        var prefix = new StringBuilder("WITH ");
        for (int i = 0; i < dependencies.size(); i++) {
            prefix.append(i == 0 ? "" : ", ")
                    .append(TableName.quote(dependencies.get(i).name()))
                    .append(" AS (\n")
                    .append(dependencies.get(i).text.body())
                    .append("\n)");
        }
        return text.wrapped(prefix.append("\nSELECT * FROM (\n").toString(), WRAPPED_BEHIND);
    }

    /**
     * A statement that PostgreSQL rejects as invalid recursion, at a place in front of the query, if and only if the query reads a
     * relation of this name: that is found out before any other name is looked at.
     */
    QueryText probing(String name) {
        return text.wrapped(
                "WITH RECURSIVE " + TableName.quote(name) + " AS (SELECT * FROM (\n", WRAPPED_BEHIND + ") SELECT 1");
    }
}
