package dev.tideline.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyLoader;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to programs, with a real source: what the target is told must be what PostgreSQL itself says of the query. */
class TopologyCompilerIT {

    private static PostgresDatabase source;

    @TempDir
    Path directory;

    @BeforeAll
    static void createSource() throws SQLException {
        source = EmbeddedServers.freshDatabase();
        source.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
                "CREATE SCHEMA \"Odd one\"",
                "CREATE DOMAIN \"Odd one\".\"Price\" AS numeric(12,2)",
                "CREATE TYPE pair AS (a integer, b text)",
                """
                CREATE TABLE everything (
                    id bigint PRIMARY KEY, c1 smallint, c2 integer, c3 numeric, c4 numeric(10,2), c5 numeric(5,-2),
                    c6 real, c7 double precision, c8 text, c9 varchar, c10 varchar(7), c11 char(3), c12 boolean, c13 date,
                    c14 time, c15 time(3), c16 timestamp, c17 timestamp(0), c18 timestamptz, c19 timestamptz(6),
                    c20 interval, c21 interval(3), c22 interval day to second, c23 interval year to month, c24 uuid,
                    c25 bytea, c26 json, c27 jsonb, c28 mood, c29 "Odd one"."Price", c30 numeric(6,1)[], c31 text[],
                    c32 mood[], c33 varchar(4)[], c34 text COLLATE "C", c35 interval hour to second(2))
                """,
                "CREATE TABLE pairs (id integer PRIMARY KEY, p pair)",
                "CREATE TABLE readings (sensor text, value float8, amount numeric)",
                "ALTER TABLE readings REPLICA IDENTITY FULL");
    }

    @Test
    void tellsTheTargetPostgresOwnTypes() throws Exception {
        var view = compile("SELECT * FROM everything").program().views().get(0);
        var told = new LinkedHashMap<String, String>();
        view.columns().forEach(column -> told.put(column.name(), column.ddl()));
        assertThat(told).hasSize(36).isEqualTo(postgresTypes());
        assertThat(view.key()).containsExactly("id");
    }

    @Test
    void describesTheSourcesOwnTypesAndCollations() throws Exception {
        var columns = compile("SELECT id, c28, c29, c32, c34, c8 FROM everything")
                .program()
                .views()
                .get(0)
                .columns();
        assertThat(columns.get(1).userType().labels()).containsExactly("sad", "ok", "happy");
        assertThat(columns.get(2).userType().baseType()).isEqualTo("numeric(12,2)");
        assertThat(columns.get(2).userType().name()).isEqualTo(new TableName("Odd one", "Price"));
        assertThat(columns.get(3).userType().labels()).containsExactly("sad", "ok", "happy");
        assertThat(columns.get(4).collation()).isEqualTo("\"pg_catalog\".\"C\"");
        assertThat(columns.get(5).collation()).isNull();
    }

    @Test
    void saysHowEachColumnIsToBeCompared() throws Exception {
        var view = compile("SELECT sensor, count(*), max(amount), sum(value) FROM readings GROUP BY sensor")
                .program()
                .views()
                .get(0);
        assertThat(view.columns())
                .extracting(column -> column.comparison())
                .containsExactly(
                        Comparison.EXACT, Comparison.EXACT, Comparison.TYPE_EQUALITY, Comparison.FLOAT_TOLERANCE);
    }

    @Test
    void readsOnlyTheColumnsThatAreUsed() throws Exception {
        var tables = compile("SELECT c2 FROM everything WHERE c1 > 0").program().tables();
        assertThat(tables).singleElement().satisfies(table -> {
            assertThat(table.table().name()).isEqualTo(new TableName("public", "everything"));
            assertThat(table.columns()).containsExactlyInAnyOrder("c1", "c2");
        });
    }

    @Test
    void theSamePlanHasTheSameHashAndAnyOtherAnother() throws Exception {
        var hash = compile("SELECT c2 FROM everything").program().planHash();
        assertThat(compile("SELECT c2  FROM public.everything AS e").program().planHash())
                .isEqualTo(hash);
        assertThat(compile("SELECT c1 FROM everything").program().planHash()).isNotEqualTo(hash);
        assertThat(compile("SELECT c2 FROM everything", "timezone: Asia/Tokyo", "")
                        .program()
                        .planHash())
                .isNotEqualTo(hash);
        assertThat(compile("SELECT c2 FROM everything", "", "into: other.place")
                        .program()
                        .planHash())
                .isNotEqualTo(hash);
    }

    @Test
    void refusesWhatTheTargetCannotHold() throws Exception {
        var composite = compile("SELECT id, p FROM pairs");
        assertThat(composite.isValid()).isFalse();
        assertThat(composite.diagnostics("v")).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.SQL_TYPE_UNSUPPORTED);
            assertThat(diagnostic.message()).contains("\"p\"").contains("public.pair");
            assertThat(diagnostic.where()).isNotNull();
        });
        var key = compile("SELECT id, c26 FROM everything", "", "key: [id, c26]");
        assertThat(key.diagnostics("v")).singleElement().satisfies(diagnostic -> assertThat(diagnostic.message())
                .contains("\"c26\"")
                .contains("json"));
    }

    @Test
    void explainsAndNamesWhatAViewReads() throws Exception {
        var compiled = compile("SELECT c1, count(*) FROM everything GROUP BY c1");
        assertThat(compiled.explain("v")).contains("Aggregate by [c1]").contains("public.everything");
        assertThat(compiled.dependencies("v")).isEmpty();
    }

    private CompiledTopology compile(String query) throws Exception {
        return compile(query, "", "");
    }

    private CompiledTopology compile(String query, String fileOption, String viewOption) throws Exception {
        var file = Files.writeString(directory.resolve("t.yaml"), """
                topology: t
                %s
                views:
                  v:
                    query: |
                      %s
                    %s
                """.formatted(fileOption, query, viewOption));
        var database = new TidelineConfig.Database(source.url(), source.user(), new Secret(source.password()));
        var topology = TopologyLoader.load(List.of(file)).orThrow().get(0);
        return new TopologyCompiler(database, Set.of())
                .compile(List.of(topology))
                .get(0);
    }

    private static Map<String, String> postgresTypes() throws SQLException {
        var types = new LinkedHashMap<String, String>();
        try (var connection = source.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = ''"); // format_type then names every schema but pg_catalog
            try (var rows = statement.executeQuery("""
                    SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
                    WHERE attrelid = 'public.everything'::regclass AND attnum > 0 ORDER BY attnum
                    """)) {
                while (rows.next()) {
                    // format_type quotes only where it must.
                    var type = rows.getString(2).replaceFirst("^public\\.mood", "\"public\".\"mood\"");
                    types.put(rows.getString(1), type);
                }
            }
        }
        return types;
    }
}
