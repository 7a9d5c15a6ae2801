package dev.tideline.engine.plan.rewrite;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.and;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.count;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.numeric;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SetKind;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules about filters and projections. */
class FilterRulesTest {

    @Nested
    class Merging {

        private final RuleFixture rule = new RuleFixture(new MergeFilters());

        @Test
        void firesKeepingTheLowerConditionFirst() {
            var lower = new Plan.Filter(rule.a, compare("ne", ref(rule.a, "x"), integer(0)));
            var guarded = compare("gt", call("int4div", INT4, integer(6), ref(rule.a, "x")), integer(1));
            rule.fires(
                    new Plan.Filter(lower, guarded),
                    "Filter (int4ne(x, 0) AND int4gt(int4div(6, x), 1))",
                    "  Scan public.a [id, x, t, n]");
        }

        @Test
        void firesOnWhatIsAlwaysTrue() {
            rule.fires(new Plan.Filter(rule.a, Expr.Constant.TRUE), "Scan public.a [id, x, t, n]");
        }

        @Test
        void doesNotFireOnOneFilter() {
            rule.doesNotFire(new Plan.Filter(rule.a, eq(ref(rule.a, "x"), integer(0))));
        }
    }

    @Nested
    class FactoringDisjunctions {

        private final RuleFixture rule = new RuleFixture(new FactorDisjunction());
        private final Expr x = eq(ref(rule.a, "x"), integer(1));
        private final Expr small = compare("lt", ref(rule.a, "id"), integer(2));
        private final Expr large = compare("gt", ref(rule.a, "id"), integer(8));

        @Test
        void firesOnWhatAllAlternativesDemand() {
            rule.fires(
                    new Plan.Filter(rule.a, new Expr.Or(List.of(and(small, x), and(x, large), and(x, small)))),
                    "Filter (int4eq(x, 1) AND (int4lt(id, 2) OR int4gt(id, 8) OR int4lt(id, 2)))",
                    "  Scan public.a [id, x, t, n]");
        }

        @Test
        void firesOnAnAlternativeThatDemandsNothingElse() {
            rule.fires(
                    new Plan.Filter(rule.a, new Expr.Or(List.of(and(small, x), x))),
                    "Filter int4eq(x, 1)",
                    "  Scan public.a [id, x, t, n]");
        }

        @Test
        void doesNotFireWhereSomethingIsDemandedBySome() {
            rule.doesNotFire(new Plan.Filter(rule.a, new Expr.Or(List.of(and(small, x), and(x, large), small))));
        }

        @Test
        void doesNotFireOnWhatCanFail() {
            var fails = eq(call("int4div", INT4, integer(1), ref(rule.a, "x")), integer(1));
            rule.doesNotFire(new Plan.Filter(rule.a, new Expr.Or(List.of(and(small, fails), and(large, fails)))));
        }
    }

    @Nested
    class MergingProjections {

        private final RuleFixture rule = new RuleFixture(new MergeProjects());

        @Test
        void firesAndForgetsWhatIsNotUsed() {
            var y = rule.plans.assign("y", call("int4pl", INT4, ref(rule.a, "x"), integer(1)));
            var fails = rule.plans.assign("z", call("int4div", INT4, integer(1), ref(rule.a, "x")));
            var lower = new Plan.Project(rule.a, List.of(y, fails));
            var upper = rule.plans.assign("w", call("int4mul", INT4, ref(y.column()), integer(2)));
            rule.fires(
                    new Plan.Project(lower, List.of(upper)),
                    "Project [w := int4mul(int4pl(x, 1), 2)]",
                    "  Scan public.a [id, x, t, n]");
        }

        @Test
        void doesNotFireWhereWorkWouldBeDoneTwice() {
            var lowered = rule.plans.assign("l", call("lower", ref(rule.a, "t").type(), ref(rule.a, "t")));
            var lower = new Plan.Project(rule.a, List.of(lowered));
            var same = eq(ref(lowered.column()), ref(lowered.column()));
            rule.doesNotFire(new Plan.Project(lower, List.of(rule.plans.assign("w", same))));
        }

        @Test
        void firesTwiceOverWhereTheExpressionCanFail() {
            var quotient = rule.plans.assign("q", call("int4div", INT4, integer(1), ref(rule.a, "x")));
            var lower = new Plan.Project(rule.a, List.of(quotient));
            var same = eq(ref(quotient.column()), ref(quotient.column()));
            rule.fires(
                    new Plan.Project(lower, List.of(rule.plans.assign("w", same))),
                    "Project [w := int4eq(int4div(1, x), int4div(1, x))]",
                    "  Scan public.a [id, x, t, n]");
        }
    }

    @Nested
    class ThroughProjections {

        private final RuleFixture rule = new RuleFixture(new PushFilterThroughProject());

        @Test
        void fires() {
            var y = rule.plans.assign("y", call("int4pl", INT4, ref(rule.a, "x"), integer(1)));
            var project = new Plan.Project(rule.a, List.of(y));
            rule.fires(
                    new Plan.Filter(project, compare("gt", ref(y.column()), integer(0))),
                    "Project [y := int4pl(x, 1)]",
                    "  Filter int4gt(int4pl(x, 1), 0)",
                    "    Scan public.a [id, x, t, n]");
        }

        @Test
        void doesNotFireAboveAScan() {
            rule.doesNotFire(new Plan.Filter(rule.a, eq(ref(rule.a, "x"), integer(0))));
        }
    }

    @Nested
    class ThroughAggregates {

        private final RuleFixture rule = new RuleFixture(new PushFilterThroughAggregate());

        private Plan.Aggregate by(String column) {
            return new Plan.Aggregate(
                    rule.a,
                    List.of(rule.plans.assign("k", ref(rule.a, column))),
                    List.of(rule.plans.aggregate("c", count())));
        }

        @Test
        void firesWithTermsOnKeys() {
            var aggregate = by("x");
            var condition = and(eq(ref(aggregate, "k"), integer(1)), compare("gt", ref(aggregate, "c"), bigint(1)));
            rule.fires(
                    new Plan.Filter(aggregate, condition),
                    "Filter int8gt(c, 1)",
                    "  Aggregate by [k := x] [c := count(*)]",
                    "    Filter int4eq(x, 1)",
                    "      Scan public.a [id, x, t, n]");
        }

        private Expr bigint(long value) {
            return new Expr.Constant(value, INT8);
        }

        @Test
        void doesNotFireWhereEqualKeysDiffer() {
            var aggregate = by("n");
            rule.doesNotFire(new Plan.Filter(aggregate, eq(ref(aggregate, "k"), numeric("1"))));
        }

        @Test
        void doesNotFireWithTermsThatCanFail() {
            var aggregate = by("x");
            var quotient = call("int4div", INT4, integer(1), ref(aggregate, "k"));
            rule.doesNotFire(new Plan.Filter(aggregate, eq(quotient, integer(1))));
        }

        @Test
        void doesNotFireWithoutKeys() {
            var max = rule.plans.aggregate("m", aggregateCall("max", NUMERIC, false, null, ref(rule.a, "n")));
            var aggregate = new Plan.Aggregate(rule.a, List.of(), List.of(max));
            rule.doesNotFire(new Plan.Filter(aggregate, eq(ref(max.column()), numeric("1"))));
            rule.doesNotFire(new Plan.Filter(aggregate, new Expr.Constant(false, Expr.BOOLEAN)));
        }
    }

    @Nested
    class ThroughSets {

        private final RuleFixture rule = new RuleFixture(new PushFilterThroughDistinct());

        private Plan.SetOperation operation(SetKind kind, boolean all, String left) {
            var l = new Plan.Project(rule.a, List.of(rule.plans.assign("l", ref(rule.a, left))));
            var r = new Plan.Project(rule.b, List.of(rule.plans.assign("r", ref(rule.b, "y"))));
            return new Plan.SetOperation(
                    kind,
                    all,
                    l,
                    r,
                    List.of(rule.plans.fresh("s", l.output().get(0).type())));
        }

        @Test
        void firesThroughUnionAllWithAnything() {
            var union = operation(SetKind.UNION, true, "x");
            var quotient = call("int4div", INT4, integer(1), ref(union, "s"));
            rule.fires(
                    new Plan.Filter(union, eq(quotient, integer(1))),
                    "UNION ALL [s]",
                    "  Filter int4eq(int4div(1, l), 1)",
                    "    Project [l := x]",
                    "      Scan public.a [id, x, t, n]",
                    "  Filter int4eq(int4div(1, r), 1)",
                    "    Project [r := y]",
                    "      Scan public.b [k, y]");
        }

        @Test
        void firesThroughDistinct() {
            var distinct = new Plan.Distinct(rule.b);
            rule.fires(
                    new Plan.Filter(distinct, eq(ref(rule.b, "y"), integer(1))),
                    "Distinct",
                    "  Filter int4eq(y, 1)",
                    "    Scan public.b [k, y]");
        }

        @Test
        void doesNotFireThroughExceptWithWhatCanFail() {
            var except = operation(SetKind.EXCEPT, true, "x");
            var quotient = call("int4div", INT4, integer(1), ref(except, "s"));
            rule.doesNotFire(new Plan.Filter(except, eq(quotient, integer(1))));
        }

        @Test
        void doesNotFireWhereEqualRowsDiffer() {
            var distinct = new Plan.Distinct(rule.a);
            rule.doesNotFire(new Plan.Filter(distinct, eq(ref(rule.a, "n"), numeric("1"))));
        }
    }
}
