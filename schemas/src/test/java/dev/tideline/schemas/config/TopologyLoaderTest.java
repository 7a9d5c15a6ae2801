package dev.tideline.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.config.TopologyFile.Into;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyLoaderTest {

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private TopologyFile load(String yaml) throws IOException {
        return TopologyLoader.load(List.of(write("f.yaml", yaml))).orThrow().get(0);
    }

    @Test
    void fullTopologyIsRead() throws IOException {
        write("revenue.sql", "SELECT day\nFROM orders\n");
        TopologyFile topology = load("""
                # yaml-language-server: $schema=topology.schema.json
                topology: sales
                timezone: Europe/Berlin
                search_path: shop, public
                parallelism: 4
                views:
                  daily_revenue:
                    description: |
                      Orders and revenue per day.
                    query: |
                      SELECT day, country
                      FROM orders
                    into: analytics.daily
                    key: [day, country]
                    indexes: [[country], [day, country]]
                  big_days:
                    query: SELECT day FROM daily_revenue
                  filed:
                    query_file: revenue.sql
                """);

        String file = folder.resolve("f.yaml").toString();
        assertThat(topology.file()).isEqualTo(file);
        assertThat(topology.name()).isEqualTo("sales");
        assertThat(topology.nameAt()).isEqualTo(new SourcePosition(file, 2, 11));
        assertThat(topology.timezone()).isEqualTo("Europe/Berlin");
        assertThat(topology.searchPath()).isEqualTo("shop, public");
        assertThat(topology.parallelism()).isEqualTo(4);
        assertThat(topology.views())
                .extracting(ViewDefinition::name)
                .containsExactly("daily_revenue", "big_days", "filed");

        ViewDefinition daily = topology.views().get(0);
        assertThat(daily.nameAt()).isEqualTo(new SourcePosition(file, 7, 3));
        assertThat(daily.description()).isEqualTo("Orders and revenue per day.");
        assertThat(daily.query().text()).isEqualTo("SELECT day, country\nFROM orders\n");
        assertThat(daily.query().positionOf(daily.query().text().indexOf("orders")))
                .isEqualTo(new SourcePosition(file, 12, 12));
        assertThat(daily.into()).isEqualTo(new Into("analytics", "daily"));
        assertThat(daily.key()).containsExactly("day", "country");
        assertThat(daily.keyAt()).isEqualTo(new SourcePosition(file, 14, 10));
        assertThat(daily.indexes()).containsExactly(List.of("country"), List.of("day", "country"));

        ViewDefinition big = topology.views().get(1);
        assertThat(big.into()).isEqualTo(new Into("public", "big_days"));
        assertThat(big.key()).isNull();
        assertThat(big.keyAt()).isNull();
        assertThat(big.description()).isNull();
        assertThat(big.indexes()).isEmpty();
        assertThat(big.query().positionOf(7)).isEqualTo(new SourcePosition(file, 17, 19));

        SqlText filed = topology.views().get(2).query();
        assertThat(filed.text()).isEqualTo("SELECT day\nFROM orders\n");
        assertThat(filed.positionOf(16))
                .isEqualTo(new SourcePosition(folder.resolve("revenue.sql").toString(), 2, 6));
    }

    @Test
    void whatIsLeftOutHasDefaults() throws IOException {
        TopologyFile topology = load("topology: sales\nviews: {one: {query: SELECT 1}}");
        assertThat(topology.timezone()).isEqualTo("UTC");
        assertThat(topology.searchPath()).isEqualTo("public");
        assertThat(topology.parallelism()).isEqualTo(1);
        assertThat(topology.recursion()).isEqualTo(new TopologyFile.Recursion(10_000, 20_000_000));
    }

    @Test
    void recursionsHaveBounds() throws IOException {
        var views = "topology: sales\nviews: {one: {query: SELECT 1}}\nrecursion: ";
        assertThat(load(views + "{iterations: 50, rows: 1000000}").recursion())
                .isEqualTo(new TopologyFile.Recursion(50, 1_000_000));
        assertThat(load(views + "{rows: 7}").recursion()).isEqualTo(new TopologyFile.Recursion(10_000, 7));
        assertThat(TopologyLoader.load(List.of(write("f.yaml", views + "{iterations: 0}")))
                        .diagnostics())
                .singleElement()
                .satisfies(
                        diagnostic -> assertThat(diagnostic.message()).contains("a whole number from 1 to 1000000000"));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "4.0, 4", "0x10, 16", "0o10, 8", "+3, 3", "4e2, 400"})
    void wholeNumbersOfEveryNotationAreRead(String written, int expected) throws IOException {
        assertThat(load("topology: sales\nviews: {one: {query: SELECT 1}}\nparallelism: " + written)
                        .parallelism())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4.5", "1e999999999", "-1", "1025", "99999999999999999999", ".inf", ".nan", "true", "'4'", "~"})
    void whatIsNoDegreeOfParallelismIsRefused(String written) throws IOException {
        Path file = write("f.yaml", "topology: sales\nviews: {one: {query: SELECT 1}}\nparallelism: " + written);
        assertThat(TopologyLoader.load(List.of(file)).diagnostics())
                .singleElement()
                .satisfies(diagnostic -> {
                    assertThat(diagnostic.message()).startsWith("parallelism must be a whole number from 1 to 1024");
                    assertThat(diagnostic.where().line()).isEqualTo(3);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "daily, public, daily",
        "analytics.daily, analytics, daily",
        "Analytics.Daily, Analytics, Daily",
        "'\"a.b\".\"c \"\"d\"\"\"', a.b, 'c \"d\"'",
        "'\"a.b\"', public, a.b",
        "größe.tag$1, größe, tag$1",
    })
    void intoNamesSchemaAndTable(String into, String schema, String name) throws IOException {
        String yaml = "topology: sales\nviews: {one: {query: SELECT 1, into: '%s'}}".formatted(into);
        assertThat(load(yaml).views().get(0).into()).isEqualTo(new Into(schema, name));
    }

    @ParameterizedTest
    @CsvSource({"a.b.c", "a.", ".b", "'\"a'", "'a b'", "a-b", "1a", "'\"\"'"})
    void intoOfAnotherFormIsRefused(String into) throws IOException {
        Path file = write("f.yaml", "topology: sales\nviews: {one: {query: SELECT 1, into: '%s'}}".formatted(into));
        assertThat(TopologyLoader.load(List.of(file)).diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message()).contains("into of view \"one\""));
    }

    @Test
    void interpolationDoesNotApplyToSql() throws IOException {
        TopologyFile topology = load("topology: sales\nviews: {one: {query: \"SELECT '${HOME}' AS a, '$${' AS b\"}}");
        assertThat(topology.views().get(0).query().text()).isEqualTo("SELECT '${HOME}' AS a, '$${' AS b");
    }

    @Test
    void unquotedValuesThatLookLikeVariablesAreText() throws IOException {
        assertThat(load("topology: sales\nviews: {one: {query: SELECT 1, description: $HOME}}\nsearch_path: ${X}")
                        .searchPath())
                .isEqualTo("${X}");
    }

    @Test
    void errorsOfAllFilesAreReportedInOrder() throws IOException {
        Path one = write("1.yaml", "topology: a\nviews:\n  v: {qery: x}\nfoo: 1\n");
        Path two = write("2.yaml", "topology: [\n");
        Path three = folder.resolve("3.yaml");
        Path four = write("4.yaml", "topology: a\nviews: {v: {query: SELECT 1}}\n");
        var loaded = TopologyLoader.load(List.of(four, one, two, three, four));
        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly(
                        DiagnosticCode.FILE_UNREADABLE,
                        DiagnosticCode.DUPLICATE_TOPOLOGY,
                        DiagnosticCode.DUPLICATE_VIEW,
                        DiagnosticCode.YAML_SCHEMA,
                        DiagnosticCode.YAML_SCHEMA,
                        DiagnosticCode.YAML_SYNTAX);
        assertThat(loaded.diagnostics().get(3).where()).isEqualTo(new SourcePosition(one.toString(), 3, 7));
    }

    @Test
    void emptyValuesAreNoNamesThatCouldClash() throws IOException {
        String yaml = "topology:\nviews:\n  %s: {query: SELECT 1, into: }\n  %s2: {query: SELECT 1, into: }\n";
        Path one = write("1.yaml", yaml.formatted("a", "a"));
        Path two = write("2.yaml", yaml.formatted("b", "b"));
        assertThat(TopologyLoader.load(List.of(one, two)).diagnostics())
                .hasSize(6)
                .extracting(Diagnostic::code)
                .containsOnly(DiagnosticCode.YAML_SCHEMA);
    }

    @Test
    void fileNamedTwiceIsReadOnce() throws IOException {
        Path file = write("f.yaml", "topology: sales\nviews: {one: {query: SELECT 1}}");
        Path again = folder.resolve("./f.yaml");
        assertThat(TopologyLoader.load(List.of(file, again)).orThrow()).hasSize(1);
    }

    @Test
    void byteOrderMarkIsPassedOver() throws IOException {
        assertThat(load("\uFEFFtopology: sales\nviews: {one: {query: SELECT 1}}")
                        .nameAt())
                .hasToString(folder.resolve("f.yaml") + ":1:11");
    }

    @Test
    void sameViewNameInTwoTopologiesNeedsTwoTables() throws IOException {
        Path one = write("1.yaml", "topology: a\nviews: {v: {query: SELECT 1}}");
        Path two = write("2.yaml", "topology: b\nviews: {v: {query: SELECT 1, into: b.v}}");
        assertThat(TopologyLoader.load(List.of(one, two)).orThrow()).hasSize(2);
    }

    @Test
    void namesThatKafkaCannotTellApartAreRefused() throws IOException {
        Path one = write("1.yaml", "topology: a\nviews:\n  b_c: {query: SELECT 1, into: a.one}\n");
        Path two = write("2.yaml", "topology: a_b\nviews:\n  c: {query: SELECT 1, into: a.two}\n");
        assertThat(TopologyLoader.load(List.of(one, two)).diagnostics())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.isError()).isTrue();
                    assertThat(found.message())
                            .contains("view \"c\" of topology \"a_b\"")
                            .contains("view \"b_c\" of topology \"a\"")
                            .contains("Kafka");
                    assertThat(found.hint()).contains("1.yaml:3:").contains("another name");
                    assertThat(found.where().toString()).contains("2.yaml:3:");
                });

        // A view whose topic would be taken for the other topology's epochs.
        write("1.yaml", "topology: a\nviews:\n  b_epochs: {query: SELECT 1, into: a.one}\n");
        assertThat(TopologyLoader.load(List.of(one, two)).diagnostics())
                .singleElement()
                .satisfies(found -> assertThat(found.message())
                        .contains("topology \"a_b\" would share")
                        .contains("b_epochs"));

        write("1.yaml", "topology: a\nviews:\n  b_d: {query: SELECT 1, into: a.one}\n");
        assertThat(TopologyLoader.load(List.of(one, two)).diagnostics()).isEmpty();
    }
}
