package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.and;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import java.util.ArrayList;
import java.util.List;

/** All kinds of joins: by a table'\''s primary key, by columns that can be NULL, by numeric, and with a residual condition; a self join without key. */
class JoinLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        var plans = new ArrayList<Plan>();
        for (var kind : JoinKind.values()) {
            plans.add(byPrimaryKey(kind));
            plans.add(byColumn(kind));
            plans.add(byNumeric(kind));
            plans.add(withResidual(kind));
            plans.add(withResidualOnBags(kind));
        }
        plans.add(cross());
        return plans;
    }

    private Plan byPrimaryKey(JoinKind kind) {
        var bag = plans.scan(RandomPlans.BAG);
        var t = plans.scan(RandomPlans.T);
        return new Plan.Join(kind, bag, t, eq(ref(t, "id"), ref(bag, "a")));
    }

    private Plan byColumn(JoinKind kind) {
        var t = plans.scan(RandomPlans.T);
        var u = plans.scan(RandomPlans.U);
        return new Plan.Join(kind, t, u, and(eq(ref(t, "a"), ref(u, "a")), eq(ref(t, "b"), ref(u, "y"))));
    }

    private Plan byNumeric(JoinKind kind) {
        var t = plans.scan(RandomPlans.T);
        var bag = plans.scan(RandomPlans.BAG);
        return new Plan.Join(kind, t, bag, eq(ref(t, "n"), ref(bag, "n")));
    }

    private Plan withResidual(JoinKind kind) {
        var t = plans.scan(RandomPlans.T);
        var bag = plans.scan(RandomPlans.BAG);
        return new Plan.Join(
                kind, t, bag, and(eq(ref(t, "a"), ref(bag, "a")), compare("lt", ref(t, "n"), ref(bag, "n"))));
    }

    /** Rows that occur several times on both sides. */
    private Plan withResidualOnBags(JoinKind kind) {
        var bag = plans.scan(RandomPlans.BAG);
        var t = plans.scan(RandomPlans.T);
        var left = new Plan.Project(bag, List.of(plans.assign("b", ref(bag, "b")), plans.assign("a", ref(bag, "a"))));
        var right = new Plan.Project(t, List.of(plans.assign("c", ref(t, "b")), plans.assign("d", ref(t, "a"))));
        return new Plan.Join(
                kind,
                left,
                right,
                and(eq(ref(left, "b"), ref(right, "c")), compare("lt", ref(left, "a"), ref(right, "d"))));
    }

    private Plan cross() {
        var u = plans.scan(RandomPlans.U);
        var v = plans.scan(RandomPlans.U);
        return new Plan.Join(JoinKind.INNER, u, v, compare("lt", ref(u, "x"), ref(v, "a")));
    }
}
