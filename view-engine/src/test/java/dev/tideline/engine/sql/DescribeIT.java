package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.type.SqlType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns of a translated view have the names, types, modifiers and collations that PostgreSQL gives a view of the same query. */
class DescribeIT {

    @TempDir
    Path directory;

    private record Described(String name, String type, int typmod, String collation) {}

    @Test
    void columnsAreThoseOfAView() throws Exception {
        int compared = 0;
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(
                    version, directory, CorpusIT.resource("schema.sql"), CorpusIT.resource("plans.sql"))) {
                for (var one : CorpusIT.resource("plans.txt").strip().split("\n\n")) {
                    var query = one.split("\n=>\n")[0];
                    var view = source.analyze(query);
                    if (view.isValid()) {
                        assertThat(translated(view)).as(query).isEqualTo(described(source, query));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(60);
    }

    /** What differs between versions is computed as the source's own does it. */
    @Test
    void theSessionKnowsTheVersionOfTheServer() throws Exception {
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(version, directory, "CREATE TABLE t (a numeric)")) {
                var analysis = source.analyzeFile(
                        "topology: t\ntimezone: Europe/Berlin\nviews:\n  v: {query: SELECT a ^ 2 AS square FROM t}\n");
                assertThat(analysis.session().serverMajor()).isEqualTo(version.major());
                assertThat(analysis.session().timezone().getId()).isEqualTo("Europe/Berlin");
            }
        }
    }

    private static List<Described> translated(AnalyzedView view) {
        return view.plan().output().stream()
                .map(output -> {
                    var type = output.column().type();
                    return new Described(
                            output.name(), type.type().ddl().replace("\"", ""), type.typmod(), collation(type));
                })
                .toList();
    }

    private static String collation(SqlType type) {
        return type.collation() == null ? null : type.collation().name();
    }

    private static List<Described> described(AnalysisSource source, String query) throws SQLException, IOException {
        try (var connection = source.database().connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TEMP VIEW described AS " + query);
            statement.execute("SET search_path = ''");
            var columns = new ArrayList<Described>();
            try (var rows = statement.executeQuery(
                    "SELECT attname, pg_catalog.format_type(atttypid, NULL), atttypmod, collname FROM pg_catalog.pg_attribute "
                            + "LEFT JOIN pg_catalog.pg_collation c ON c.oid = attcollation "
                            + "WHERE attrelid = 'pg_temp.described'::pg_catalog.regclass AND attnum > 0 ORDER BY attnum")) {
                while (rows.next()) {
                    columns.add(new Described(
                            rows.getString(1), rows.getString(2).replace("\"", ""), rows.getInt(3), rows.getString(4)));
                }
            }
            return columns;
        }
    }
}
