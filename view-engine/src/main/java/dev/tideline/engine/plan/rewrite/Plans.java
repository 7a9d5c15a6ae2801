package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import java.util.List;

/** Rebuilding plans. */
final class Plans {

    private Plans() {}

    /** The node over other inputs; the same object if they are the same. */
    static Plan withInputs(Plan node, List<Plan> inputs) {
        boolean same = true;
        for (int i = 0; i < inputs.size(); i++) {
            same &= inputs.get(i) == node.inputs().get(i);
        }
        if (same) {
            return node;
        }
        if (node instanceof Plan.Filter filter) {
            return new Plan.Filter(inputs.get(0), filter.condition());
        } else if (node instanceof Plan.TemporalFilter filter) {
            return new Plan.TemporalFilter(inputs.get(0), filter.condition());
        } else if (node instanceof Plan.Project project) {
            return new Plan.Project(inputs.get(0), project.assignments());
        } else if (node instanceof Plan.ProjectSet set) {
            return new Plan.ProjectSet(inputs.get(0), set.functions(), set.ordinality(), set.outer(), set.condition());
        } else if (node instanceof Plan.Join join) {
            return new Plan.Join(join.kind(), inputs.get(0), inputs.get(1), join.condition());
        } else if (node instanceof Plan.DependentJoin join) {
            return new Plan.DependentJoin(join.kind(), inputs.get(0), inputs.get(1), join.condition());
        } else if (node instanceof Plan.Aggregate aggregate) {
            return new Plan.Aggregate(inputs.get(0), aggregate.keys(), aggregate.aggregates());
        } else if (node instanceof Plan.GroupingSets grouping) {
            return new Plan.GroupingSets(
                    inputs.get(0), grouping.keys(), grouping.sets(), grouping.aggregates(), grouping.groupings());
        } else if (node instanceof Plan.Distinct) {
            return new Plan.Distinct(inputs.get(0));
        } else if (node instanceof Plan.SetOperation operation) {
            return new Plan.SetOperation(
                    operation.kind(), operation.all(), inputs.get(0), inputs.get(1), operation.output());
        } else if (node instanceof Plan.Recurse recurse) {
            return new Plan.Recurse(recurse.level(), recurse.all(), inputs.get(0), inputs.get(1), recurse.output());
        } else if (node instanceof Plan.Window window) {
            return window(window, inputs.get(0));
        } else if (node instanceof Plan.TopK top) {
            return new Plan.TopK(
                    inputs.get(0), top.partition(), top.order(), top.tieBreak(), top.kind(), top.limit(), top.offset());
        }
        throw new IllegalStateException("a node with inputs that is not known: " + node);
    }

    /** The same window functions over another input. */
    static Plan.Window window(Plan.Window window, Plan input) {
        return new Plan.Window(
                input, window.partition(), window.order(), window.tieBreak(), window.frame(), window.functions());
    }

    /** The input, filtered unless there is nothing to filter by. */
    static Plan filter(Plan input, List<Expr> conjuncts) {
        return conjuncts.isEmpty() ? input : new Plan.Filter(input, ExprTree.conjunction(conjuncts));
    }
}
