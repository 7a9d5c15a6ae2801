package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Drops, from the top down, every column that nobody above uses: at scans, so that it is not even read; below joins, so that it is not
 * stored; above joins, so that changes of it cancel.
 *
 * <pre>
 * Project(Scan(t: a, b, c) JOIN Scan(u: d, e) ON b = d, x := a)   →   Project(Scan(t: a, b) JOIN Scan(u: d) ON b = d, x := a)
 * </pre>
 */
final class PruneColumns {

    /** The plan without what {@code needed} does not need; it may still produce a few columns more. */
    Plan prune(Plan plan, Set<Column> needed) {
        if (plan instanceof Plan.Scan scan) {
            return scan(scan, needed);
        } else if (plan instanceof Plan.Values values) {
            return values(values, needed);
        } else if (plan instanceof Plan.Filter filter) {
            return new Plan.Filter(prune(filter.input(), with(needed, filter.condition())), filter.condition());
        } else if (plan instanceof Plan.Clock) {
            return plan;
        } else if (plan instanceof Plan.TemporalFilter filter) {
            return new Plan.TemporalFilter(prune(filter.input(), with(needed, filter.condition())), filter.condition());
        } else if (plan instanceof Plan.Project project) {
            var kept = project.assignments().stream()
                    .filter(assignment -> needed.contains(assignment.column()))
                    .toList();
            return new Plan.Project(prune(project.input(), used(kept)), kept);
        } else if (plan instanceof Plan.Join join) {
            return join(join, needed);
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate(aggregate, needed);
        } else if (plan instanceof Plan.Distinct distinct) {
            return new Plan.Distinct(narrow(distinct.input(), distinct.outputSet()));
        } else if (plan instanceof Plan.SetOperation operation) {
            return setOperation(operation, needed);
        }
        throw new IllegalStateException("an unknown node: " + plan);
    }

    /** Like {@link #prune}, and with nothing but the needed columns. */
    Plan narrow(Plan plan, Set<Column> needed) {
        var pruned = prune(plan, needed);
        var kept = pruned.output().stream().filter(needed::contains).toList();
        if (kept.size() == pruned.output().size()) {
            return pruned;
        }
        return new Plan.Project(
                pruned,
                kept.stream()
                        .map(column -> new Assignment(column, new ColumnRef(column)))
                        .toList());
    }

    private static Plan scan(Plan.Scan scan, Set<Column> needed) {
        var names = new ArrayList<String>();
        var columns = new ArrayList<Column>();
        for (int i = 0; i < scan.output().size(); i++) {
            if (needed.contains(scan.output().get(i))) {
                names.add(scan.names().get(i));
                columns.add(scan.output().get(i));
            }
        }
        return new Plan.Scan(scan.table(), names, columns);
    }

    private static Plan values(Plan.Values values, Set<Column> needed) {
        var kept = positions(values.output(), needed);
        var rows = values.rows().stream().map(row -> pick(row, kept)).toList();
        return new Plan.Values(rows, pick(values.output(), kept));
    }

    private Plan join(Plan.Join join, Set<Column> needed) {
        var below = with(needed, join.condition());
        var rightNeeded = join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI
                ? ExprTree.columns(join.condition())
                : below;
        return new Plan.Join(
                join.kind(), narrow(join.left(), below), narrow(join.right(), rightNeeded), join.condition());
    }

    private Plan aggregate(Plan.Aggregate aggregate, Set<Column> needed) {
        var kept = aggregate.aggregates().stream()
                .filter(assignment -> needed.contains(assignment.column()))
                .toList();
        var used = used(aggregate.keys());
        kept.forEach(assignment -> used.addAll(used(assignment)));
        return new Plan.Aggregate(prune(aggregate.input(), used), aggregate.keys(), kept);
    }

    private static Set<Column> used(AggregateAssignment assignment) {
        var used = new HashSet<Column>();
        assignment.call().arguments().forEach(argument -> used.addAll(ExprTree.columns(argument)));
        if (assignment.call().filter() != null) {
            used.addAll(ExprTree.columns(assignment.call().filter()));
        }
        return used;
    }

    private Plan setOperation(Plan.SetOperation operation, Set<Column> needed) {
        boolean concatenates = operation.kind() == SetKind.UNION && operation.all();
        var kept = positions(operation.output(), concatenates ? needed : operation.outputSet());
        return new Plan.SetOperation(
                operation.kind(),
                operation.all(),
                exactly(operation.left(), pick(operation.left().output(), kept)),
                exactly(operation.right(), pick(operation.right().output(), kept)),
                pick(operation.output(), kept));
    }

    /** The plan with these columns in this order. */
    private Plan exactly(Plan plan, List<Column> columns) {
        var pruned = prune(plan, new HashSet<>(columns));
        return pruned.output().equals(columns)
                ? pruned
                : new Plan.Project(
                        pruned,
                        columns.stream()
                                .map(column -> new Assignment(column, new ColumnRef(column)))
                                .toList());
    }

    private static List<Integer> positions(List<Column> columns, Set<Column> needed) {
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < columns.size(); i++) {
            if (needed.contains(columns.get(i))) {
                positions.add(i);
            }
        }
        return positions;
    }

    private static <T> List<T> pick(List<T> items, List<Integer> positions) {
        return positions.stream().map(items::get).toList();
    }

    private static Set<Column> used(List<Assignment> assignments) {
        return assignments.stream()
                .flatMap(assignment -> ExprTree.columns(assignment.value()).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<Column> with(Set<Column> needed, Expr condition) {
        var both = new HashSet<>(needed);
        both.addAll(ExprTree.columns(condition));
        return both;
    }
}
