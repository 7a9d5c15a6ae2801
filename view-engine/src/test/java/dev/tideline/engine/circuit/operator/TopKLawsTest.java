package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.ascending;
import static dev.tideline.engine.plan.PlanBuilder.descending;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.TopKind;
import java.util.List;

/** Limits, offsets, ties and groups, over a table with a key and one whose rows may repeat. */
class TopKLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        var t = plans.scan(RandomPlans.T);
        var u = plans.scan(RandomPlans.T);
        var bag = plans.scan(RandomPlans.BAG);
        var other = plans.scan(RandomPlans.BAG);
        var offset = plans.scan(RandomPlans.T);
        var groups = plans.scan(RandomPlans.BAG);
        return List.of(
                new Plan.TopK(
                        t,
                        List.of(),
                        List.of(descending(ref(t, "n"))),
                        List.of(t.output().get(0)),
                        TopKind.ROWS,
                        number(3),
                        null),
                new Plan.TopK(
                        u,
                        List.of(ref(u, "b")),
                        List.of(ascending(ref(u, "a"))),
                        List.of(),
                        TopKind.ROWS,
                        number(2),
                        number(1)),
                new Plan.TopK(
                        bag,
                        List.of(),
                        List.of(ascending(ref(bag, "a"))),
                        List.of(),
                        TopKind.WITH_TIES,
                        number(3),
                        number(2)),
                new Plan.TopK(
                        other,
                        List.of(ref(other, "n")),
                        List.of(descending(ref(other, "b"))),
                        List.of(),
                        TopKind.WITH_TIES,
                        number(2),
                        null),
                new Plan.TopK(
                        offset,
                        List.of(),
                        List.of(ascending(ref(offset, "b"))),
                        List.of(),
                        TopKind.ROWS,
                        null,
                        number(2)),
                new Plan.TopK(
                        groups,
                        List.of(),
                        List.of(ascending(ref(groups, "n"))),
                        List.of(),
                        TopKind.GROUPS,
                        number(2),
                        null));
    }

    private static Expr number(long value) {
        return new Expr.Constant(value, INT8);
    }
}
