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
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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

    private final Map<Plan, Map<Set<Column>, Plan>> done = new IdentityHashMap<>();

    /** The plan without what {@code needed} does not need; it may still produce a few columns more. */
    Plan prune(Plan plan, Set<Column> needed) {
        var ofPlan = done.computeIfAbsent(plan, absent -> new HashMap<>());
        var kept = new HashSet<>(plan.output());
        kept.retainAll(needed);
        var known = ofPlan.get(kept);
        if (known == null) {
            known = compute(plan, kept);
            ofPlan.put(kept, known);
        }
        return known;
    }

    private Plan compute(Plan plan, Set<Column> needed) {
        if (plan instanceof Plan.Scan scan) {
            return scan(scan, needed);
        } else if (plan instanceof Plan.Values values) {
            return values(values, needed);
        } else if (plan instanceof Plan.Filter filter) {
            return new Plan.Filter(prune(filter.input(), with(needed, filter.condition())), filter.condition());
        } else if (plan instanceof Plan.Clock || plan instanceof Plan.WorkingTable) {
            return plan;
        } else if (plan instanceof Plan.Recurse recurse) {
            return new Plan.Recurse(
                    recurse.level(),
                    recurse.all(),
                    exactly(recurse.base(), recurse.base().output()),
                    exactly(recurse.step(), recurse.step().output()),
                    recurse.output());
        } else if (plan instanceof Plan.TemporalFilter filter) {
            return new Plan.TemporalFilter(prune(filter.input(), with(needed, filter.condition())), filter.condition());
        } else if (plan instanceof Plan.Project project) {
            var kept = project.assignments().stream()
                    .filter(assignment -> needed.contains(assignment.column()))
                    .toList();
            return new Plan.Project(prune(project.input(), used(kept)), kept);
        } else if (plan instanceof Plan.ProjectSet set) {
            var below = set.condition() == null ? new HashSet<>(needed) : with(needed, set.condition());
            set.functions().forEach(function -> below.addAll(ExprTree.columns(function.call())));
            return new Plan.ProjectSet(
                    prune(set.input(), below), set.functions(), set.ordinality(), set.outer(), set.condition());
        } else if (plan instanceof Plan.Join join) {
            return join(join, needed);
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate(aggregate, needed);
        } else if (plan instanceof Plan.GroupingSets grouping) {
            return groupingSets(grouping, needed);
        } else if (plan instanceof Plan.Distinct distinct) {
            return new Plan.Distinct(narrow(distinct.input(), distinct.outputSet()));
        } else if (plan instanceof Plan.SetOperation operation) {
            return setOperation(operation, needed);
        } else if (plan instanceof Plan.Window window) {
            return window(window, needed);
        } else if (plan instanceof Plan.TopK top) {
            return top(top, needed);
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

    private Plan groupingSets(Plan.GroupingSets grouping, Set<Column> needed) {
        var kept = grouping.aggregates().stream()
                .filter(assignment -> needed.contains(assignment.column()))
                .toList();
        var used = used(grouping.keys());
        kept.forEach(assignment -> used.addAll(used(assignment)));
        return new Plan.GroupingSets(
                prune(grouping.input(), used), grouping.keys(), grouping.sets(), kept, grouping.groupings());
    }

    private static Set<Column> used(AggregateAssignment assignment) {
        var used = new HashSet<Column>();
        assignment.call().arguments().forEach(argument -> used.addAll(ExprTree.columns(argument)));
        assignment.call().order().forEach(key -> used.addAll(ExprTree.columns(key.value())));
        if (assignment.call().filter() != null) {
            used.addAll(ExprTree.columns(assignment.call().filter()));
        }
        return used;
    }

    /** Window functions that nobody reads are not computed; what they order by is not kept then, either. */
    private Plan window(Plan.Window window, Set<Column> needed) {
        var kept = window.functions().stream()
                .filter(function -> needed.contains(function.column()))
                .toList();
        if (kept.isEmpty()) {
            return prune(window.input(), needed);
        }
        var below = new HashSet<>(needed);
        below.addAll(sorted(window.partition(), window.order(), window.tieBreak()));
        for (var offset :
                new Expr[] {window.frame().startOffset(), window.frame().endOffset()}) {
            if (offset != null) {
                below.addAll(ExprTree.columns(offset));
            }
        }
        for (var function : kept) {
            function.call().arguments().forEach(argument -> below.addAll(ExprTree.columns(argument)));
            if (function.call().filter() != null) {
                below.addAll(ExprTree.columns(function.call().filter()));
            }
            below.remove(function.column());
        }
        return new Plan.Window(
                narrow(window.input(), below),
                window.partition(),
                window.order(),
                window.tieBreak(),
                window.frame(),
                kept);
    }

    private Plan top(Plan.TopK top, Set<Column> needed) {
        var below = new HashSet<>(needed);
        below.addAll(sorted(top.partition(), top.order(), top.tieBreak()));
        for (var bound : new Expr[] {top.limit(), top.offset()}) {
            if (bound != null) {
                below.addAll(ExprTree.columns(bound));
            }
        }
        return Plans.withInputs(top, List.of(narrow(top.input(), below)));
    }

    private static Set<Column> sorted(List<Expr> partition, List<Plan.SortKey> order, List<Column> tieBreak) {
        var used = new HashSet<>(tieBreak);
        partition.forEach(value -> used.addAll(ExprTree.columns(value)));
        order.forEach(key -> used.addAll(ExprTree.columns(key.value())));
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
