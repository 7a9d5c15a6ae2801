package dev.tideline.engine.plan.rewrite;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.and;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.value.PgTypeCatalog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules about joins, DISTINCT and columns. */
class JoinRulesTest {

    private static Plan.Join join(RuleFixture rule, JoinKind kind, Expr... more) {
        var equation = eq(ref(rule.a, "x"), ref(rule.b, "k"));
        var terms = new ArrayList<Expr>(List.of(equation));
        terms.addAll(List.of(more));
        return new Plan.Join(kind, rule.a, rule.b, ExprTree.conjunction(terms));
    }

    @Nested
    class RightToLeft {

        private final RuleFixture rule = new RuleFixture(new RightJoinToLeft());

        @Test
        void fires() {
            rule.fires(
                    join(rule, JoinKind.RIGHT),
                    "Join LEFT on int4eq(x, k)",
                    "  Scan public.b [k, y]",
                    "  Scan public.a [id, x, t, n]");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
        void doesNotFire(JoinKind kind) {
            rule.doesNotFire(join(rule, kind));
        }
    }

    @Nested
    class FilterAbove {

        private final RuleFixture rule = new RuleFixture(new PushFilterIntoJoin());
        private final Expr left = eq(ref(rule.a, "id"), integer(1));
        private final Expr right = eq(ref(rule.b, "y"), integer(2));
        private final Expr both = compare("lt", ref(rule.a, "id"), ref(rule.b, "y"));

        @Test
        void firesInAllDirectionsAboveAnInnerJoin() {
            var fails = eq(call("int4div", INT4, integer(1), ref(rule.a, "x")), integer(1));
            rule.fires(
                    new Plan.Filter(join(rule, JoinKind.INNER), and(left, right, both, fails)),
                    "Join INNER on (int4eq(x, k) AND int4lt(id, y) AND int4eq(int4div(1, x), 1))",
                    "  Filter int4eq(id, 1)",
                    "    Scan public.a [id, x, t, n]",
                    "  Filter int4eq(y, 2)",
                    "    Scan public.b [k, y]");
        }

        @Test
        void makesACrossJoinAKeyedOne() {
            var cross = new Plan.Join(JoinKind.INNER, rule.a, rule.b, Expr.Constant.TRUE);
            rule.fires(
                    new Plan.Filter(cross, eq(ref(rule.a, "x"), ref(rule.b, "k"))),
                    "Join INNER on int4eq(x, k)",
                    "  Scan public.a [id, x, t, n]",
                    "  Scan public.b [k, y]");
        }

        @Test
        void firesOnlyToTheLeftAboveALeftJoin() {
            rule.fires(
                    new Plan.Filter(join(rule, JoinKind.LEFT), and(left, new Expr.IsNull(ref(rule.b, "y"), false))),
                    "Filter y IS NULL",
                    "  Join LEFT on int4eq(x, k)",
                    "    Filter int4eq(id, 1)",
                    "      Scan public.a [id, x, t, n]",
                    "    Scan public.b [k, y]");
        }

        @Test
        void doesNotFireAboveAFullJoin() {
            rule.doesNotFire(new Plan.Filter(join(rule, JoinKind.FULL), and(left, right)));
        }

        @Test
        void doesNotFireToThePaddedSide() {
            rule.doesNotFire(new Plan.Filter(join(rule, JoinKind.LEFT), right));
        }

        @Test
        void doesNotFireWithWhatCanFailAboveASemiJoin() {
            var fails = eq(call("int4div", INT4, integer(1), ref(rule.a, "x")), integer(1));
            rule.doesNotFire(new Plan.Filter(join(rule, JoinKind.SEMI), fails));
        }
    }

    @Nested
    class OwnCondition {

        private final RuleFixture rule = new RuleFixture(new PushJoinCondition());
        private final Expr left = eq(ref(rule.a, "id"), integer(1));
        private final Expr right = eq(ref(rule.b, "y"), integer(2));

        @ParameterizedTest
        @EnumSource(names = {"INNER", "SEMI"})
        void firesToBothSides(JoinKind kind) {
            rule.fires(
                    join(rule, kind, left, right),
                    "Join " + kind + " on int4eq(x, k)",
                    "  Filter int4eq(id, 1)",
                    "    Scan public.a [id, x, t, n]",
                    "  Filter int4eq(y, 2)",
                    "    Scan public.b [k, y]");
        }

        @ParameterizedTest
        @EnumSource(names = {"LEFT", "ANTI"})
        void firesToTheRightOnly(JoinKind kind) {
            rule.fires(
                    join(rule, kind, left, right),
                    "Join " + kind + " on (int4eq(x, k) AND int4eq(id, 1))",
                    "  Scan public.a [id, x, t, n]",
                    "  Filter int4eq(y, 2)",
                    "    Scan public.b [k, y]");
        }

        @Test
        void doesNotFireInAFullJoin() {
            rule.doesNotFire(join(rule, JoinKind.FULL, left, right));
        }

        @Test
        void doesNotFireWithWhatCanFail() {
            var fails = eq(call("int4div", INT4, integer(1), ref(rule.b, "y")), integer(1));
            rule.doesNotFire(join(rule, JoinKind.INNER, fails));
        }
    }

    @Nested
    class OuterJoins {

        private final RuleFixture rule = new RuleFixture(new SimplifyOuterJoin());
        private final Expr left = eq(ref(rule.a, "id"), integer(1));
        private final Expr right = eq(ref(rule.b, "y"), integer(2));

        private JoinKind kindAfter(JoinKind kind, Expr condition) {
            var result = (Plan.Filter) rule.apply(new Plan.Filter(join(rule, kind), condition));
            return ((Plan.Join) result.input()).kind();
        }

        @Test
        void firesWherePaddedRowsAreRejected() {
            assertThat(kindAfter(JoinKind.LEFT, right)).isEqualTo(JoinKind.INNER);
            assertThat(kindAfter(JoinKind.RIGHT, left)).isEqualTo(JoinKind.INNER);
            assertThat(kindAfter(JoinKind.FULL, and(left, right))).isEqualTo(JoinKind.INNER);
            assertThat(kindAfter(JoinKind.FULL, left)).isEqualTo(JoinKind.LEFT);
            assertThat(kindAfter(JoinKind.FULL, right)).isEqualTo(JoinKind.RIGHT);
            assertThat(kindAfter(JoinKind.LEFT, new Expr.IsNull(ref(rule.b, "y"), true)))
                    .isEqualTo(JoinKind.INNER);
        }

        @Test
        void doesNotFireWherePaddedRowsPass() {
            assertThat(kindAfter(JoinKind.LEFT, left)).isEqualTo(JoinKind.LEFT);
            assertThat(kindAfter(JoinKind.LEFT, new Expr.IsNull(ref(rule.b, "y"), false)))
                    .isEqualTo(JoinKind.LEFT);
            assertThat(kindAfter(JoinKind.LEFT, new Expr.Or(List.of(left, right))))
                    .isEqualTo(JoinKind.LEFT);
            var defaulted = eq(new Expr.Coalesce(List.of(ref(rule.b, "y"), integer(2)), INT4), integer(2));
            assertThat(kindAfter(JoinKind.LEFT, defaulted)).isEqualTo(JoinKind.LEFT);
        }

        @Test
        void firesBelowAJoinThatRejectsThem() {
            var c = rule.plans.scan(RuleFixture.B);
            var lower = join(rule, JoinKind.LEFT);
            var upper = new Plan.Join(JoinKind.INNER, lower, c, eq(ref(rule.b, "y"), ref(c, "y")));
            var result = (Plan.Join) rule.apply(upper);
            assertThat(((Plan.Join) result.left()).kind()).isEqualTo(JoinKind.INNER);
            rule.doesNotFire(new Plan.Join(JoinKind.LEFT, lower, c, eq(ref(rule.b, "y"), ref(c, "y"))));
        }
    }

    @Nested
    class CrossJoins {

        private final RuleFixture rule = new RuleFixture(new DelayCrossJoin());
        private final Plan c = rule.plans.scan(RuleFixture.B);
        private final Plan cross = new Plan.Join(JoinKind.INNER, rule.a, rule.b, Expr.Constant.TRUE);

        @Test
        void waitForWhatBelongsToTheFirst() {
            var condition = and(eq(ref(rule.a, "x"), ref(c, "k")), eq(ref(rule.b, "y"), ref(c, "y")));
            rule.fires(
                    new Plan.Join(JoinKind.INNER, cross, c, condition),
                    "Join INNER on int4eq(y, y)",
                    "  Join INNER on int4eq(x, k)",
                    "    Scan public.a [id, x, t, n]",
                    "    Scan public.b [k, y]",
                    "  Scan public.b [k, y]");
        }

        @Test
        void waitForWhatBelongsToTheSecond() {
            rule.fires(
                    new Plan.Join(JoinKind.INNER, cross, c, eq(ref(rule.b, "y"), ref(c, "y"))),
                    "Join INNER on true",
                    "  Join INNER on int4eq(y, y)",
                    "    Scan public.b [k, y]",
                    "    Scan public.b [k, y]",
                    "  Scan public.a [id, x, t, n]");
        }

        @Test
        void takeWhatCanFailWithThem() {
            var fails = eq(call("int4div", INT4, integer(1), ref(c, "k")), ref(rule.a, "id"));
            var key = eq(ref(rule.a, "x"), ref(c, "k"));
            rule.fires(
                    new Plan.Join(JoinKind.INNER, cross, c, and(key, fails)),
                    "Join INNER on int4eq(int4div(1, k), id)",
                    "  Join INNER on int4eq(x, k)",
                    "    Scan public.a [id, x, t, n]",
                    "    Scan public.b [k, y]",
                    "  Scan public.b [k, y]");
        }

        @Test
        void stayWhereTheyAreAskedForOrWhereNothingElseFits() {
            var smaller = compare("lt", ref(rule.b, "y"), ref(c, "y"));
            rule.doesNotFire(new Plan.Join(JoinKind.INNER, cross, c, smaller));
            var left = new Plan.Join(JoinKind.LEFT, cross, c, eq(ref(rule.b, "y"), ref(c, "y")));
            rule.doesNotFire(left);
            rule.doesNotFire(
                    new Plan.Join(JoinKind.INNER, join(rule, JoinKind.INNER), c, eq(ref(rule.b, "y"), ref(c, "y"))));
        }
    }

    @Nested
    class Distinctness {

        private final RuleFixture rule = new RuleFixture(new RemoveDistinct());

        @Test
        void firesOnWhatHasAKey() {
            rule.fires(new Plan.Distinct(rule.a), "Scan public.a [id, x, t, n]");
        }

        @Test
        void firesBelowUnion() {
            var x = new Plan.Distinct(new Plan.Project(rule.a, List.of(rule.plans.assign("x", ref(rule.a, "x")))));
            var y = new Plan.Project(rule.b, List.of(rule.plans.assign("y", ref(rule.b, "y"))));
            rule.fires(
                    new Plan.SetOperation(Plan.SetKind.UNION, false, x, y, List.of(rule.plans.fresh("u", INT4))),
                    "UNION [u]",
                    "  Project [x := x]",
                    "    Scan public.a [id, x, t, n]",
                    "  Project [y := y]",
                    "    Scan public.b [k, y]");
        }

        @Test
        void doesNotFireWithoutKey() {
            rule.doesNotFire(
                    new Plan.Distinct(new Plan.Project(rule.a, List.of(rule.plans.assign("x", ref(rule.a, "x"))))));
        }
    }

    @Test
    void columnsThatNobodyUsesAreDropped() {
        var rule = new RuleFixture(new MergeFilters());
        var join = join(rule, JoinKind.INNER, compare("lt", ref(rule.a, "id"), ref(rule.b, "y")));
        var plan = new Plan.Project(join, List.of(rule.plans.assign("shown", ref(rule.a, "t"))));
        var view = new PlanRewriter(new PgTypeCatalog()).rewrite(PlanBuilder.view("v", plan));
        assertThat(RuleFixture.text(view.plan()))
                .isEqualTo(String.join(
                        "\n",
                        "Project [shown := t]",
                        "  Join INNER on (int4eq(x, k) AND int4lt(id, y))",
                        "    Scan public.a [id, x, t]",
                        "    Scan public.b [k, y]"));
    }

    @Test
    void whatOnlyAFilterUsesIsNotStoredForAJoin() {
        var rule = new RuleFixture(new MergeFilters());
        var filtered = new Plan.Filter(rule.a, eq(ref(rule.a, "id"), integer(3)));
        var join = new Plan.Join(JoinKind.INNER, filtered, rule.b, eq(ref(rule.a, "x"), ref(rule.b, "k")));
        var plan = new Plan.Project(join, List.of(rule.plans.assign("shown", ref(rule.b, "y"))));
        ViewPlan view = new PlanRewriter(new PgTypeCatalog()).rewrite(PlanBuilder.view("v", plan));
        assertThat(RuleFixture.text(view.plan()))
                .isEqualTo(String.join(
                        "\n",
                        "Project [shown := y]",
                        "  Join INNER on int4eq(x, k)",
                        "    Project [x := x]",
                        "      Filter int4eq(id, 3)",
                        "        Scan public.a [id, x]",
                        "    Scan public.b [k, y]"));
    }
}
