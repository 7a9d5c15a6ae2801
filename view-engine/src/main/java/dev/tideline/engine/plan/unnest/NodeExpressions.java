package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.SetFunction;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.plan.Plan.WindowAssignment;
import dev.tideline.engine.plan.Plan.WindowCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The expressions in the nodes of a plan. The one place that knows where each kind of node keeps them. */
public final class NodeExpressions {

    private NodeExpressions() {}

    /** The node with its inputs and its own expressions replaced. */
    public static Plan rebuild(Plan node, List<Plan> inputs, UnaryOperator<Expr> change) {
        if (node instanceof Plan.Scan || node instanceof Plan.Clock || node instanceof Plan.WorkingTable) {
            return node;
        } else if (node instanceof Plan.Recurse recurse) {
            return new Plan.Recurse(recurse.level(), recurse.all(), inputs.get(0), inputs.get(1), recurse.output());
        } else if (node instanceof Plan.TemporalFilter filter) {
            return new Plan.TemporalFilter(inputs.get(0), change.apply(filter.condition()));
        } else if (node instanceof Plan.Values values) {
            return new Plan.Values(
                    values.rows().stream()
                            .map(row -> row.stream().map(change).toList())
                            .toList(),
                    values.output());
        } else if (node instanceof Plan.Filter filter) {
            return new Plan.Filter(inputs.get(0), change.apply(filter.condition()));
        } else if (node instanceof Plan.Project project) {
            return new Plan.Project(inputs.get(0), assignments(project.assignments(), change));
        } else if (node instanceof Plan.ProjectSet set) {
            return new Plan.ProjectSet(
                    inputs.get(0),
                    set.functions().stream()
                            .map(function -> new SetFunction(
                                    change.apply(function.call()),
                                    function.set(),
                                    function.fields(),
                                    function.output()))
                            .toList(),
                    set.ordinality(),
                    set.outer(),
                    changed(set.condition(), change));
        } else if (node instanceof Plan.Join join) {
            return new Plan.Join(join.kind(), inputs.get(0), inputs.get(1), change.apply(join.condition()));
        } else if (node instanceof Plan.DependentJoin join) {
            return new Plan.DependentJoin(join.kind(), inputs.get(0), inputs.get(1), change.apply(join.condition()));
        } else if (node instanceof Plan.Aggregate aggregate) {
            return new Plan.Aggregate(
                    inputs.get(0), assignments(aggregate.keys(), change), aggregates(aggregate.aggregates(), change));
        } else if (node instanceof Plan.GroupingSets grouping) {
            return new Plan.GroupingSets(
                    inputs.get(0),
                    assignments(grouping.keys(), change),
                    grouping.sets(),
                    aggregates(grouping.aggregates(), change),
                    grouping.groupings());
        } else if (node instanceof Plan.Window window) {
            return window(window, inputs.get(0), change);
        } else if (node instanceof Plan.TopK top) {
            return new Plan.TopK(
                    inputs.get(0),
                    top.partition().stream().map(change).toList(),
                    order(top.order(), change),
                    top.tieBreak(),
                    top.kind(),
                    changed(top.limit(), change),
                    changed(top.offset(), change));
        } else if (node instanceof Plan.Distinct) {
            return new Plan.Distinct(inputs.get(0));
        } else if (node instanceof Plan.SetOperation operation) {
            return new Plan.SetOperation(
                    operation.kind(), operation.all(), inputs.get(0), inputs.get(1), operation.output());
        }
        throw new IllegalStateException("an unknown node: " + node);
    }

    static List<Assignment> assignments(List<Assignment> assignments, UnaryOperator<Expr> change) {
        return assignments.stream()
                .map(assignment -> new Assignment(assignment.column(), change.apply(assignment.value())))
                .toList();
    }

    static List<AggregateAssignment> aggregates(List<AggregateAssignment> aggregates, UnaryOperator<Expr> change) {
        return aggregates.stream()
                .map(aggregate -> new AggregateAssignment(aggregate.column(), call(aggregate.call(), change)))
                .toList();
    }

    private static AggregateCall call(AggregateCall call, UnaryOperator<Expr> change) {
        return new AggregateCall(
                call.function(),
                call.arguments().stream().map(change).toList(),
                call.distinct(),
                changed(call.filter(), change),
                order(call.order(), change),
                call.direct().stream().map(change).toList(),
                call.type(),
                call.inputCollation());
    }

    private static Plan.Window window(Plan.Window window, Plan input, UnaryOperator<Expr> change) {
        var frame = window.frame();
        return new Plan.Window(
                input,
                window.partition().stream().map(change).toList(),
                order(window.order(), change),
                window.tieBreak(),
                frame.withOffsets(changed(frame.startOffset(), change), changed(frame.endOffset(), change)),
                window.functions().stream()
                        .map(function -> new WindowAssignment(
                                function.column(),
                                new WindowCall(
                                        function.call().function(),
                                        function.call().arguments().stream()
                                                .map(change)
                                                .toList(),
                                        changed(function.call().filter(), change),
                                        function.call().type())))
                        .toList());
    }

    private static List<SortKey> order(List<SortKey> order, UnaryOperator<Expr> change) {
        return order.stream()
                .map(key -> new SortKey(change.apply(key.value()), key.descending(), key.nullsFirst()))
                .toList();
    }

    private static Expr changed(Expr expr, UnaryOperator<Expr> change) {
        return expr == null ? null : change.apply(expr);
    }

    /** The node's own expressions. */
    public static List<Expr> of(Plan node) {
        var expressions = new ArrayList<Expr>();
        rebuild(node, node.inputs(), expr -> {
            expressions.add(expr);
            return expr;
        });
        return expressions;
    }

    /** Columns that a plan refers to and that no node of it produces. */
    public static Set<Column> freeColumns(Plan plan) {
        return freeColumns(plan, new IdentityHashMap<>());
    }

    /** Plans share parts, so each part is looked at once. */
    private static Set<Column> freeColumns(Plan plan, Map<Plan, Set<Column>> known) {
        var done = known.get(plan);
        if (done != null) {
            return done;
        }
        var free = new HashSet<Column>();
        of(plan).forEach(expr -> free.addAll(ExprTree.columns(expr)));
        free.removeAll(ownColumns(plan));
        plan.inputs().forEach(input -> free.addAll(freeColumns(input, known)));
        plan.inputs().forEach(input -> input.output().forEach(free::remove));
        known.put(plan, free);
        return free;
    }

    /** The columns that a node produces and that its own expressions may refer to. */
    private static List<Column> ownColumns(Plan plan) {
        if (plan instanceof Plan.ProjectSet set) {
            return set.produced();
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate.keys().stream().map(Assignment::column).toList();
        }
        return plan instanceof Plan.GroupingSets grouping
                ? grouping.keys().stream().map(Assignment::column).toList()
                : List.of();
    }

    /** The plan with references to columns replaced everywhere; parts without such stay the same objects. */
    public static Plan substitute(Plan plan, Map<Column, ? extends Expr> replacements) {
        return substitute(plan, replacements, new IdentityHashMap<>());
    }

    private static Plan substitute(Plan plan, Map<Column, ? extends Expr> replacements, Map<Plan, Plan> known) {
        var done = known.get(plan);
        if (done != null) {
            return done;
        }
        var inputs = new ArrayList<Plan>();
        boolean same = true;
        for (var input : plan.inputs()) {
            var substituted = substitute(input, replacements, known);
            same &= substituted == input;
            inputs.add(substituted);
        }
        same &= of(plan).stream()
                .noneMatch(expr -> ExprTree.columns(expr).stream().anyMatch(replacements::containsKey));
        var result = same ? plan : rebuild(plan, inputs, expr -> ExprTree.substitute(expr, replacements));
        known.put(plan, result);
        return result;
    }

    /** Whether a dependent join is left. */
    public static boolean hasDependentJoin(Plan plan) {
        return hasDependentJoin(plan, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean hasDependentJoin(Plan plan, Set<Plan> seen) {
        return plan instanceof Plan.DependentJoin
                || seen.add(plan) && plan.inputs().stream().anyMatch(input -> hasDependentJoin(input, seen));
    }
}
