package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.PlanPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views that read views of the same file. */
class DependenciesIT {

    @TempDir
    static Path directory;

    private static final List<AnalysisSource> SOURCES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (var version : SourceServers.versions()) {
            SOURCES.add(AnalysisSource.create(version, directory, CorpusIT.resource("schema.sql")));
        }
    }

    @AfterAll
    static void stop() {
        SOURCES.forEach(AnalysisSource::close);
    }

    @Test
    void plansOfOtherViewsAreInlinedEachTimeWithColumnsOfTheirOwn() throws IOException {
        var yaml = """
                topology: t
                views:
                  top: {query: "select a.status, b.n from per_status a join per_status b on a.n = b.n where a.n > 1"}
                  per_status: {query: "select status, count(*) as n from paid group by status"}
                  paid: {query: "select id, status from orders where total_cents > 0"}
                """;
        for (var source : SOURCES) {
            var analysis = source.analyzeFile(yaml);
            assertThat(analysis.diagnostics()).isEmpty();
            assertThat(analysis.views())
                    .extracting(view -> view.definition().name())
                    .containsExactly("top", "per_status", "paid");
            assertThat(analysis.views().get(0).dependencies()).containsExactly("per_status");
            assertThat(analysis.views().get(1).dependencies()).containsExactly("paid");
            assertThat(PlanPrinter.print(analysis.views().get(0).plan())).isEqualTo("""
                    View top [status#1, n#2]
                      Filter int84gt(n#3, 1)
                        Join INNER on int8eq(n#3, n#2)
                          Aggregate by [status#1 := status#4] [n#3 := count(*)]
                            Filter int84gt(total_cents#5, 0)
                              Scan public.orders [id#6, status#4, total_cents#5]
                          Aggregate by [status#7 := status#8] [n#2 := count(*)]
                            Filter int84gt(total_cents#9, 0)
                              Scan public.orders [id#10, status#8, total_cents#9]
                    """.replace("n#3", "count#3")
                    .replace("n#2 :=", "count#2 :=")
                    .replace("[status#1, n#2]", "[status#1, n := count#2]")
                    .replace("count#3, n#2", "count#3, count#2"));
            var columns = new ArrayList<Column>();
            analysis.views().forEach(view -> collect(view.plan().plan(), columns));
            assertThat(columns).doesNotHaveDuplicates().hasSizeGreaterThan(15);
        }
    }

    /** Each column that a node makes, not those that it passes on. */
    private static void collect(Plan plan, List<Column> columns) {
        if (plan instanceof Plan.Scan scan) {
            columns.addAll(scan.output());
        } else if (plan instanceof Plan.Project || plan instanceof Plan.Aggregate) {
            columns.addAll(plan.output());
        }
        plan.inputs().forEach(input -> collect(input, columns));
    }

    @Test
    void namesThatAreNotReadAsRelationsAreNoDependencies() throws IOException {
        var yaml = """
                topology: t
                views:
                  status: {query: "select status, 'n' as n from orders"}
                  n: {query: "with status as (select 1 as status) select status as n from status"}
                  orders: {query: "select id, status from public.orders -- and not status"}
                  customers: {query: "select * from customers"}
                """;
        for (var source : SOURCES) {
            var analysis = source.analyzeFile(yaml);
            assertThat(analysis.diagnostics()).isEmpty();
            assertThat(analysis.views())
                    .extracting(AnalyzedView::dependencies)
                    .containsExactly(List.of("orders"), List.of(), List.of(), List.of());
        }
    }

    @Test
    void circlesAreReportedAtEveryViewOnThem() throws IOException {
        var yaml = """
                topology: t
                views:
                  a: {query: select * from b}
                  b: {query: select * from c join customers using (id)}
                  c: {query: select * from a}
                  d: {query: select * from c}
                  alone: {query: select * from alone}
                """;
        for (var source : SOURCES) {
            assertThat(source.analyzeFile(yaml).diagnostics())
                    .extracting(AnalysisSource::show)
                    .containsExactly(
                            "VIEW_CYCLE 3:28 views read each other in a circle: a → b → c → a",
                            "VIEW_CYCLE 4:28 views read each other in a circle: b → c → a → b",
                            "VIEW_CYCLE 5:28 views read each other in a circle: c → a → b → c",
                            "SQL_NAME 6:28 not analysed, because view c, which it reads, has errors",
                            "VIEW_CYCLE 7:32 view alone reads itself");
        }
    }

    @Test
    void errorsOfAViewAreNotRepeatedAtThoseThatReadIt() throws IOException {
        var yaml = """
                topology: t
                views:
                  bad: {query: "select id, nope from orders"}
                  good: {query: select id from orders order by id}
                  reader: {query: "select g.id from bad, good g"}
                  other:
                    query: |
                      select id,
                        wrong
                      from good
                  late:
                    query: |
                      select id from good
                      where
                  volatile: {query: "select id, random() as r from good"}
                """;
        for (var source : SOURCES) {
            assertThat(source.analyzeFile(yaml).diagnostics())
                    .extracting(AnalysisSource::show)
                    .containsExactly(
                            "SQL_NAME 3:28 column \"nope\" does not exist",
                            "warning SQL_ORDER_OPEN 4:39 ORDER BY has no effect: a table has no order",
                            "SQL_NAME 5:37 not analysed, because view bad, which it reads, has errors",
                            "SQL_NAME 9:9 column \"wrong\" does not exist",
                            "SQL_SYNTAX 14:12 syntax error at end of input",
                            "SQL_VOLATILE 15:33 pg_catalog.random() is volatile: it may give another value each time, "
                                    + "so its result cannot be kept up to date");
        }
    }

    @Test
    void namesThatMustBeQuoted() throws IOException {
        var yaml = """
                topology: t
                views:
                  Select: {query: 'select id as "a b", status from orders'}
                  reader: {query: 'select "a b" from "Select"'}
                  other: {query: "select 1 as select"}
                """;
        for (var source : SOURCES) {
            var analysis = source.analyzeFile(yaml);
            assertThat(analysis.diagnostics()).isEmpty();
            assertThat(analysis.views())
                    .extracting(AnalyzedView::dependencies)
                    .containsExactly(List.of(), List.of("Select"), List.of());
        }
    }
}
