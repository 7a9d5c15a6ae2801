package dev.tideline.acceptance;

import dev.tideline.embedded.PostgresDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of views, as sorted texts: of their queries on the source, or of their tables in the target. */
final class ViewRows {

    private ViewRows() {}

    /** What each of the queries returns, by its name. */
    static Map<String, List<String>> of(PostgresDatabase database, Map<String, String> queries) throws SQLException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (var query : queries.entrySet()) {
                var texts = new ArrayList<String>();
                try (var result =
                        statement.executeQuery("SELECT t::text FROM (" + query.getValue() + ") t ORDER BY 1")) {
                    while (result.next()) {
                        texts.add(result.getString(1));
                    }
                }
                rows.put(query.getKey(), texts);
            }
        }
        return rows;
    }

    /** What the tables of these views hold, by their names. */
    static Map<String, List<String>> shown(PostgresDatabase target, Collection<String> views) throws SQLException {
        Map<String, String> queries = new LinkedHashMap<>();
        views.forEach(view -> queries.put(view, "SELECT * FROM public." + view));
        return of(target, queries);
    }
}
