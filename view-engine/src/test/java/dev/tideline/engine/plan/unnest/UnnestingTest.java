package dev.tideline.engine.plan.unnest;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.and;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.count;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.DependentJoin;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.PlanPrinter;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.value.PgTypeCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each way of unnesting makes of the shapes that it is for. */
class UnnestingTest {

    private static final Table A =
            PlanBuilder.table("a", List.of("id"), PlanBuilder.column("id", INT4), PlanBuilder.column("n", NUMERIC));
    private static final Table B =
            PlanBuilder.table("b", List.of("k"), PlanBuilder.column("k", INT4), PlanBuilder.column("y", INT4));

    private final PlanBuilder plans = new PlanBuilder();
    private final Plan.Scan a = plans.scan(A);
    private final Plan.Scan b = plans.scan(B);
    private int nextColumn = 1000;

    private String unnested(Plan plan) {
        var unnested = new Unnesting(new PgTypeCatalog(), () -> nextColumn++).unnest(plan);
        assertThat(NodeExpressions.hasDependentJoin(unnested)).isFalse();
        return PlanPrinter.print(unnested).replaceAll("#\\d+", "").strip();
    }

    private void becomes(Plan plan, String... expected) {
        assertThat(unnested(plan)).isEqualTo(String.join("\n", expected));
    }

    private Plan dependent(JoinKind kind, Plan right) {
        return new DependentJoin(kind, a, right, Constant.TRUE);
    }

    private Expr correlated() {
        return eq(ref(b, "y"), ref(a, "id"));
    }

    @ParameterizedTest
    @EnumSource(names = {"INNER", "LEFT", "SEMI", "ANTI"})
    void aRightSideThatSpeaksOfNothingIsJoined(JoinKind kind) {
        becomes(dependent(kind, b), "Join " + kind + " on true", "  Scan public.a [id, n]", "  Scan public.b [k, y]");
    }

    @ParameterizedTest
    @EnumSource(names = {"INNER", "LEFT", "SEMI", "ANTI"})
    void termsArePulledUp(JoinKind kind) {
        var right = new Plan.Filter(b, and(correlated(), eq(ref(b, "k"), integer(1))));
        becomes(
                dependent(kind, right),
                "Join " + kind + " on int4eq(y, id)",
                "  Scan public.a [id, n]",
                "  Filter int4eq(k, 1)",
                "    Scan public.b [k, y]");
    }

    @Test
    void whatCanFailIsNotEvaluatedForRowsThatTheCorrelationKeepsOut() {
        var fails = eq(call("int4div", INT4, integer(1), ref(b, "k")), integer(1));
        becomes(
                dependent(JoinKind.SEMI, new Plan.Filter(b, and(correlated(), fails))),
                "Join SEMI on (int4eq(y, id) AND int4eq(int4div(1, k), 1))",
                "  Scan public.a [id, n]",
                "  Scan public.b [k, y]");
    }

    @Test
    void computedColumnsAreLifted() {
        var right = new Plan.Project(
                new Plan.Filter(b, correlated()),
                List.of(plans.assign("s", call("int4pl", INT4, ref(a, "id"), ref(b, "k")))));
        becomes(
                dependent(JoinKind.INNER, right),
                "Project [id := id, n := n, s := int4pl(id, k)]",
                "  Join INNER on int4eq(y, id)",
                "    Scan public.a [id, n]",
                "    Project [k := k, y := y]",
                "      Scan public.b [k, y]");
        becomes(
                dependent(JoinKind.LEFT, right),
                "Project [id := id, n := n, s := CASE WHEN present THEN int4pl(id, k) ELSE NULL END]",
                "  Join LEFT on int4eq(y, id)",
                "    Scan public.a [id, n]",
                "    Project [k := k, y := y, present := true]",
                "      Project [k := k, y := y]",
                "        Scan public.b [k, y]");
    }

    @Test
    void groupsAreMadeForAllRowsAtOnce() {
        var grouped = new Plan.Aggregate(
                new Plan.Filter(b, correlated()),
                List.of(),
                List.of(
                        plans.aggregate("c", count()),
                        plans.aggregate("m", aggregateCall("max", INT4, false, null, ref(b, "k")))));
        becomes(
                dependent(JoinKind.LEFT, grouped),
                "Project [id := id, n := n, c := CASE WHEN present IS NULL THEN 0 ELSE c END, m := m]",
                "  Join LEFT on int4eq(key, id)",
                "    Scan public.a [id, n]",
                "    Project [key := key, c := c, m := m, present := true]",
                "      Aggregate by [key := y] [c := count(*), m := max(k)]",
                "        Scan public.b [k, y]");
    }

    @Test
    void everythingElseIsComputedForTheDifferentValuesAskedFor() {
        var grouped = new Plan.Aggregate(
                new Plan.Filter(b, compare("lt", ref(b, "y"), ref(a, "id"))),
                List.of(),
                List.of(plans.aggregate("m", aggregateCall("max", INT4, false, null, ref(b, "k")))));
        becomes(
                dependent(JoinKind.LEFT, grouped),
                "Join LEFT on NOT (id IS DISTINCT FROM id)",
                "  Scan public.a [id, n]",
                "  Project [id := id, m := m]",
                "    Join LEFT on NOT (id IS DISTINCT FROM id)",
                "      Distinct",
                "        Project [id := id]",
                "          Scan public.a [id, n]",
                "      Project [id := id, m := m, present := true]",
                "        Aggregate by [id := id] [m := max(k)]",
                "          Join INNER on int4lt(y, id)",
                "            Project [id := id]",
                "              Distinct",
                "                Project [id := id]",
                "                  Scan public.a [id, n]",
                "            Scan public.b [k, y]");
    }

    @Test
    void valuesWithSeveralFormsAreToldApart() {
        var text = new Expr.TextCast(ref(a, "n"), PlanBuilder.TEXT);
        var right = new Plan.Distinct(new Plan.Project(b, List.of(plans.assign("t", text))));
        assertThat(unnested(dependent(JoinKind.INNER, right)))
                .contains("tideline.canonical_bytes(n)", "tideline.from_canonical_bytes(n)")
                .contains("Join INNER on NOT (tideline.canonical_bytes(n) IS DISTINCT FROM n)");
    }

    @Test
    void branchesOfASetOperationEachHaveTheDomain() {
        var one = new Plan.Filter(b, correlated());
        var other = plans.scan(B);
        var union = new Plan.SetOperation(
                Plan.SetKind.EXCEPT, true, one, other, List.of(plans.fresh("k", INT4), plans.fresh("y", INT4)));
        assertThat(unnested(dependent(JoinKind.SEMI, union)))
                .contains("EXCEPT ALL [k, y, id]")
                .contains("Join INNER on int4eq(y, id)")
                .contains("Join INNER on true");
    }

    @Test
    void aLeftJoinsUnmatchedRowsBelongToTheirValuesOnly() {
        var other = plans.scan(B);
        var right = new Plan.Join(
                JoinKind.LEFT, other, new Plan.Filter(b, correlated()), compare("eq", ref(other, "k"), ref(b, "k")));
        assertThat(unnested(dependent(JoinKind.INNER, right)))
                .contains("Join LEFT on (NOT (id IS DISTINCT FROM id) AND int4eq(k, k))");
    }

    @Test
    void aRightSideWithinARightSideMaySpeakOfBoth() {
        var inner = plans.scan(B);
        var exists = new DependentJoin(
                JoinKind.SEMI,
                new Plan.Filter(b, correlated()),
                new Plan.Filter(
                        inner, and(eq(ref(inner, "k"), ref(a, "id")), compare("lt", ref(inner, "y"), ref(b, "y")))),
                Constant.TRUE);
        assertThat(unnested(dependent(JoinKind.SEMI, exists))).contains("Join SEMI on NOT (id IS DISTINCT FROM id)");
    }

    @Test
    void theFirstRowsOfEachAreThoseOfPartitions() {
        var first = new Plan.TopK(
                new Plan.Filter(b, correlated()),
                List.of(),
                List.of(PlanBuilder.descending(ref(b, "k"))),
                List.of(),
                Plan.TopKind.ROWS,
                new Constant(2L, PlanBuilder.INT8),
                null);
        becomes(
                dependent(JoinKind.LEFT, first),
                "Join LEFT on int4eq(y, id)",
                "  Scan public.a [id, n]",
                "  TopK limit 2 by [y] order [k DESC]",
                "    Scan public.b [k, y]");
    }

    @Test
    void windowsOfEachAreThoseOfPartitions() {
        becomes(
                dependent(JoinKind.INNER, ranked(correlated())),
                "Join INNER on int4eq(y, id)",
                "  Scan public.a [id, n]",
                "  Window by [y] order [k] [rank := rank()]",
                "    Scan public.b [k, y]");
    }

    @Test
    void withoutAnEquationWindowsAreComputedForTheDomain() {
        becomes(
                dependent(JoinKind.INNER, ranked(compare("lt", ref(b, "y"), ref(a, "id")))),
                "Join INNER on NOT (id IS DISTINCT FROM id)",
                "  Scan public.a [id, n]",
                "  Window by [id] order [k] [rank := rank()]",
                "    Join INNER on int4lt(y, id)",
                "      Distinct",
                "        Project [id := id]",
                "          Scan public.a [id, n]",
                "      Scan public.b [k, y]");
    }

    private Plan ranked(Expr condition) {
        return new Plan.Window(
                new Plan.Filter(b, condition),
                List.of(),
                List.of(PlanBuilder.ascending(ref(b, "k"))),
                List.of(),
                dev.tideline.engine.expr.WindowFrame.DEFAULT,
                List.of(plans.window("rank", PlanBuilder.INT8)));
    }

    @Test
    void aGroupingSetWithoutKeysHasARowForEach() {
        var grouping = new Plan.GroupingSets(
                new Plan.Filter(b, correlated()),
                List.of(plans.assign("k", ref(b, "k"))),
                List.of(new Plan.GroupingSet(List.of(0), List.of()), new Plan.GroupingSet(List.of(), List.of())),
                List.of(plans.aggregate("c", count())),
                List.of());
        becomes(
                dependent(JoinKind.INNER, grouping),
                "Join INNER on NOT (id IS DISTINCT FROM id)",
                "  Scan public.a [id, n]",
                "  Project [id := id, k := k, c := c]",
                "    UNION ALL [k, c, id]",
                "      Project [k := k, c := c, id := id]",
                "        Join INNER on int4eq(key, id)",
                "          Project [id := id]",
                "            Distinct",
                "              Project [id := id]",
                "                Scan public.a [id, n]",
                "          GroupingSets [k := k, key := y] by (k, key) [c := count(*)]",
                "            Scan public.b [k, y]",
                "      Project [k := k, c := c, id := id]",
                "        Project [id := id, k := k, c := CASE WHEN present IS NULL THEN 0 ELSE c END]",
                "          Join LEFT on int4eq(key, id)",
                "            Project [id := id]",
                "              Distinct",
                "                Project [id := id]",
                "                  Scan public.a [id, n]",
                "            Project [key := key, c := c, k := NULL, present := true]",
                "              Aggregate by [key := y] [c := count(*)]",
                "                Scan public.b [k, y]");
    }

    @Test
    void groupingSetsOfEachAreGroupedByTheCorrelationToo() {
        var grouping = new Plan.GroupingSets(
                new Plan.Filter(b, correlated()),
                List.of(plans.assign("k", ref(b, "k"))),
                List.of(new Plan.GroupingSet(List.of(0), List.of())),
                List.of(plans.aggregate("c", count())),
                List.of());
        becomes(
                dependent(JoinKind.INNER, grouping),
                "Join INNER on int4eq(key, id)",
                "  Scan public.a [id, n]",
                "  GroupingSets [k := k, key := y] by (k, key) [c := count(*)]",
                "    Scan public.b [k, y]");
    }
}
