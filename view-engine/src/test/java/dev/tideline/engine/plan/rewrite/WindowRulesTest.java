package dev.tideline.engine.plan.rewrite;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.and;
import static dev.tideline.engine.plan.PlanBuilder.ascending;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.WindowAssignment;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules about windows and top-k. */
class WindowRulesTest {

    private static Plan window(Plan input, WindowAssignment... functions) {
        return new Plan.Window(
                input,
                List.of(ref(input, "x")),
                List.of(ascending(ref(input, "id"))),
                List.of(),
                WindowFrame.DEFAULT,
                List.of(functions));
    }

    @Nested
    class Ranks {

        private final RuleFixture rule = new RuleFixture(new RankFilterToTopK());
        private final WindowAssignment number = rule.plans.window("row_number", INT8);

        private Expr number() {
            return ref(number.column());
        }

        @Test
        void firesOnRowsThatAreNumbered() {
            rule.fires(
                    new Plan.Filter(window(rule.a, number), compare("le", number(), integer(3))),
                    "Window by [x] order [id] [row_number := row_number()]",
                    "  TopK limit 3 by [x] order [id]",
                    "    Scan public.a [id, x, t, n]");
        }

        @Test
        void firesKeepingWhatTheLimitDoesNotSay() {
            var rank = rule.plans.window("dense_rank", INT8);
            var condition = and(compare("eq", integer(2), ref(rank.column())), eq(ref(rule.a, "x"), integer(1)));
            var plan = rule.apply(new Plan.Filter(window(rule.a, rank), condition));
            assertThat(RuleFixture.text(plan))
                    .isEqualTo(String.join(
                            "\n",
                            "Filter (int48eq(2, dense_rank) AND int4eq(x, 1))",
                            "  Window by [x] order [id] [dense_rank := dense_rank()]",
                            "    TopK limit 2 groups by [x] order [id]",
                            "      Scan public.a [id, x, t, n]"));
            rule.doesNotFire(plan);
        }

        @Test
        void doesNotFireOnRanksFromAbove() {
            rule.doesNotFire(new Plan.Filter(window(rule.a, number), compare("gt", number(), integer(3))));
        }

        @Test
        void doesNotFireIfAnotherFunctionSeesTheRowsBehind() {
            var lead = rule.plans.window("lead", INT4, ref(rule.a, "x"));
            rule.doesNotFire(new Plan.Filter(window(rule.a, number, lead), compare("le", number(), integer(3))));
        }

        @Test
        void doesNotFireOnOtherFunctions() {
            var ntile = rule.plans.window("ntile", INT4, integer(3));
            rule.doesNotFire(new Plan.Filter(window(rule.a, ntile), compare("le", ref(ntile.column()), integer(3))));
        }
    }

    @Nested
    class Pushing {

        private final RuleFixture rule = new RuleFixture(new PushFilterThroughWindow());

        @Test
        void firesOnWhatDropsWholePartitions() {
            var rank = rule.plans.window("rank", INT8);
            rule.fires(
                    new Plan.Filter(
                            window(rule.a, rank),
                            and(eq(ref(rule.a, "x"), integer(1)), compare("gt", ref(rank.column()), integer(2)))),
                    "Filter int84gt(rank, 2)",
                    "  Window by [x] order [id] [rank := rank()]",
                    "    Filter int4eq(x, 1)",
                    "      Scan public.a [id, x, t, n]");
        }

        @Test
        void doesNotFireOnOtherColumns() {
            var rank = rule.plans.window("rank", INT8);
            rule.doesNotFire(new Plan.Filter(window(rule.a, rank), eq(ref(rule.a, "id"), integer(1))));
        }
    }
}
