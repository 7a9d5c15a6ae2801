package dev.tideline.engine.fuzz;

import dev.tideline.engine.circuit.lowering.Lowering;
import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.plan.rewrite.PlanRewriter;
import dev.tideline.engine.plan.unnest.NodeExpressions;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An error that somebody might have made in the engine, made on purpose on the way from plans to a circuit. The fuzz must find it.
 *
 * @param written what a wrong translation or rule makes of a node of the plan as it is written
 * @param rewritten what a wrong rule makes of a node when all rules of ours are done
 * @param lowered what a wrong operator is like
 */
record PlantedError(
        String name, UnaryOperator<Plan> written, UnaryOperator<Plan> rewritten, UnaryOperator<OperatorSpec> lowered)
        implements Compilation {

    static PlantedError whereWritten(String name, UnaryOperator<Plan> change) {
        return new PlantedError(name, change, null, null);
    }

    static PlantedError whereRewritten(String name, UnaryOperator<Plan> change) {
        return new PlantedError(name, null, change, null);
    }

    static PlantedError whereLowered(String name, UnaryOperator<OperatorSpec> change) {
        return new PlantedError(name, null, null, change);
    }

    @Override
    public CircuitSpec compile(List<ViewPlan> plans, TypeCatalog types) {
        var changed = plans;
        if (written != null) {
            changed = everywhere(changed, written);
        }
        if (rewritten != null) {
            var rewriter = new PlanRewriter(types);
            changed = everywhere(changed.stream().map(rewriter::rewrite).toList(), rewritten);
        }
        var spec = new Lowering(types).lower(changed, Map.of());
        return lowered == null
                ? spec
                : new CircuitSpec(
                        spec.operators().stream().map(this::inBodies).toList(), spec.columnNames(), spec.views());
    }

    /** Recursions have circuits of their own. */
    private OperatorSpec inBodies(OperatorSpec operator) {
        if (operator instanceof OperatorSpec.Recurse recurse) {
            var body = recurse.body().stream().map(this::inBodies).toList();
            return lowered.apply(
                    new OperatorSpec.Recurse(recurse.inputs(), body, recurse.result(), recurse.all(), recurse.types()));
        }
        return lowered.apply(operator);
    }

    private static List<ViewPlan> everywhere(List<ViewPlan> plans, UnaryOperator<Plan> change) {
        var done = new IdentityHashMap<Plan, Plan>();
        return plans.stream()
                .map(view -> new ViewPlan(view.view(), everywhere(view.plan(), change, done), view.output()))
                .toList();
    }

    private static Plan everywhere(Plan node, UnaryOperator<Plan> change, Map<Plan, Plan> done) {
        var known = done.get(node);
        if (known == null) {
            var inputs = new ArrayList<Plan>();
            boolean same = true;
            for (var input : node.inputs()) {
                inputs.add(everywhere(input, change, done));
                same &= inputs.get(inputs.size() - 1) == input;
            }
            known = change.apply(same ? node : NodeExpressions.rebuild(node, inputs, expr -> expr));
            done.put(node, known);
        }
        return known;
    }
}
