package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Coalesce;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.GroupingSet;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Pushes a domain one node further down a right side that speaks of it: each operator works per combination of the domain's values. What
 * comes out has the node's columns and the domain's.
 *
 * <pre>
 * Filter, Project       →   over the input per combination
 * A JOIN B ON c         →   A' JOIN B' ON c AND a.d = b.d, or only one of them if the other speaks of nothing
 * Aggregate by k        →   Aggregate by k, d;  without keys: D LEFT JOIN Aggregate by d
 * GroupingSets          →   with d in each set;  a set without keys: as an Aggregate of its own
 * Window, TopK by p     →   by p, d
 * ProjectSet            →   over the input per combination
 * Distinct, set operations: the domain's columns are part of the rows
 * </pre>
 */
final class DomainPush {

    private final Unnesting unnesting;
    private final Context context;

    DomainPush(Unnesting unnesting, Context context) {
        this.unnesting = unnesting;
        this.context = context;
    }

    Plan push(Domain domain, Plan written) {
        var node = FilterBelowSets.of(written);
        if (node instanceof Plan.Filter filter) {
            return new Plan.Filter(unnesting.perValue(domain, filter.input()), filter.condition());
        } else if (node instanceof Plan.Project project) {
            var assignments = new ArrayList<>(Nodes.same(domain.columns()));
            assignments.addAll(project.assignments());
            return new Plan.Project(unnesting.perValue(domain, project.input()), assignments);
        } else if (node instanceof Plan.Join join) {
            return join(domain, join);
        } else if (node instanceof Plan.DependentJoin join) {
            var left = unnesting.perValue(domain, join.left());
            return unnesting.dependent(join.kind(), left, join.right(), join.condition());
        } else if (node instanceof Plan.Aggregate aggregate) {
            return aggregate.keys().isEmpty() ? singleGroup(domain, aggregate) : aggregate(domain, aggregate);
        } else if (node instanceof Plan.GroupingSets grouping) {
            return groupingSets(domain, grouping);
        } else if (node instanceof Plan.ProjectSet set) {
            return NodeExpressions.rebuild(set, List.of(unnesting.perValue(domain, set.input())), expr -> expr);
        } else if (node instanceof Plan.Window window) {
            return new Plan.Window(
                    unnesting.perValue(domain, window.input()),
                    partition(domain, window.partition()),
                    window.order(),
                    window.tieBreak(),
                    window.frame(),
                    window.functions());
        } else if (node instanceof Plan.TopK top) {
            return new Plan.TopK(
                    unnesting.perValue(domain, top.input()),
                    partition(domain, top.partition()),
                    top.order(),
                    top.tieBreak(),
                    top.kind(),
                    top.limit(),
                    top.offset());
        } else if (node instanceof Plan.Distinct distinct) {
            return new Plan.Distinct(Nodes.exactly(
                    unnesting.perValue(domain, distinct.input()), both(distinct.output(), domain.columns())));
        } else if (node instanceof Plan.SetOperation operation) {
            return setOperation(domain, operation);
        } else if (node instanceof Plan.Values values) {
            return values(domain, values);
        }
        throw new IllegalStateException("nothing is known of how to unnest " + node);
    }

    private Plan join(Domain domain, Plan.Join join) {
        var columns = Set.copyOf(domain.columns());
        boolean inLeft = Unnesting.speaksOf(columns, join.left());
        boolean inRight = Unnesting.speaksOf(columns, join.right());
        if (join.kind() == JoinKind.FULL) {
            return fullJoin(domain, join);
        } else if (join.kind() == JoinKind.RIGHT) {
            return join(domain, new Plan.Join(JoinKind.LEFT, join.right(), join.left(), join.condition()));
        } else if (join.kind() == JoinKind.INNER && !inLeft && inRight) {
            return new Plan.Join(
                    JoinKind.INNER, free(join.left()), unnesting.perValue(domain, join.right()), join.condition());
        } else if (join.kind() == JoinKind.SEMI && !inLeft && inRight && isKeyed(join)) {
            return distinctPartners(domain, join);
        }
        var left = unnesting.perValue(domain, join.left());
        if (!inRight) {
            return new Plan.Join(join.kind(), left, free(join.right()), join.condition());
        }
        var again = domain.again(context);
        var right = unnesting.perValue(again.domain(), NodeExpressions.substitute(join.right(), again.values()));
        return new Plan.Join(join.kind(), left, right, and(again.terms(), join.condition()));
    }

    /** A side that the domain has nothing to do with. */
    private Plan free(Plan side) {
        return unnesting.withoutDependentJoins(side);
    }

    private boolean isKeyed(Plan.Join join) {
        var right = join.right().outputSet();
        var terms = ExprTree.conjuncts(join.condition());
        return !terms.isEmpty()
                && terms.stream().allMatch(term -> Correlation.of(term, right, context.types())
                        .isPresent());
    }

    /**
     * A semi join by keys alone, of rows that speak of nothing: an inner join with the different keys, so that the rows need not be
     * multiplied with the domain.
     */
    private Plan distinctPartners(Domain domain, Plan.Join join) {
        var rows = new ArrayList<>(Nodes.same(domain.columns()));
        var terms = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(join.condition())) {
            var equation = Correlation.of(term, join.right().outputSet(), context.types())
                    .orElseThrow();
            var key = context.column("key", equation.inner().type());
            rows.add(new Assignment(key, equation.inner()));
            terms.add(equation.over(key));
        }
        var partners = new Plan.Distinct(new Plan.Project(unnesting.perValue(domain, join.right()), rows));
        return new Plan.Join(JoinKind.INNER, free(join.left()), partners, ExprTree.conjunction(terms));
    }

    /** A row without partner has its domain's values on its own side only. */
    private Plan fullJoin(Domain domain, Plan.Join join) {
        var leftReading = domain.again(context);
        var rightReading = domain.again(context);
        var left =
                unnesting.perValue(leftReading.domain(), NodeExpressions.substitute(join.left(), leftReading.values()));
        var right = unnesting.perValue(
                rightReading.domain(), NodeExpressions.substitute(join.right(), rightReading.values()));
        var terms = new ArrayList<Expr>();
        var assignments = new ArrayList<Assignment>();
        for (int i = 0; i < domain.columns().size(); i++) {
            var column = domain.columns().get(i);
            var ofLeft = new ColumnRef(leftReading.domain().columns().get(i));
            var ofRight = new ColumnRef(rightReading.domain().columns().get(i));
            terms.add(dev.tideline.engine.plan.PlanFunctions.identical(ofLeft, ofRight));
            assignments.add(new Assignment(column, new Coalesce(List.of(ofLeft, ofRight), column.type())));
        }
        assignments.addAll(Nodes.same(join.output()));
        var condition = ExprTree.substitute(join.condition(), leftReading.values());
        return new Plan.Project(new Plan.Join(JoinKind.FULL, left, right, and(terms, condition)), assignments);
    }

    private Plan aggregate(Domain domain, Plan.Aggregate aggregate) {
        var keys = new ArrayList<>(aggregate.keys());
        keys.addAll(Nodes.same(domain.columns()));
        return new Plan.Aggregate(unnesting.perValue(domain, aggregate.input()), keys, aggregate.aggregates());
    }

    /** The domain's columns are of every set; of a set without keys each of the domain's values has one row. */
    private Plan groupingSets(Domain domain, Plan.GroupingSets grouping) {
        if (grouping.sets().stream().anyMatch(set -> set.keys().isEmpty())) {
            return push(domain, new EmptySets(context).apart(grouping));
        }
        var keys = new ArrayList<>(grouping.keys());
        keys.addAll(Nodes.same(domain.columns()));
        var sets = grouping.sets().stream()
                .map(set -> {
                    var members = new ArrayList<>(set.keys());
                    for (int i = grouping.keys().size(); i < keys.size(); i++) {
                        members.add(i);
                    }
                    return new GroupingSet(members, set.groupings());
                })
                .toList();
        return new Plan.GroupingSets(
                unnesting.perValue(domain, grouping.input()), keys, sets, grouping.aggregates(), grouping.groupings());
    }

    private static List<Expr> partition(Domain domain, List<Expr> partition) {
        var both = new ArrayList<>(partition);
        domain.columns().forEach(column -> both.add(new ColumnRef(column)));
        return both;
    }

    private Plan singleGroup(Domain domain, Plan.Aggregate aggregate) {
        var again = domain.again(context);
        var over = (Plan.Aggregate) NodeExpressions.substitute(aggregate, again.values());
        var keys = Nodes.same(again.domain().columns());
        return SingleGroup.of(aggregate, context)
                .join(
                        JoinKind.INNER,
                        domain.plan(),
                        unnesting.perValue(again.domain(), over.input()),
                        keys,
                        over.aggregates(),
                        again.terms(),
                        Expr.Constant.TRUE);
    }

    private Plan setOperation(Domain domain, Plan.SetOperation operation) {
        return new Plan.SetOperation(
                operation.kind(),
                operation.all(),
                branch(domain, operation.left()),
                branch(domain, operation.right()),
                both(operation.output(), domain.columns()));
    }

    private Plan branch(Domain domain, Plan plan) {
        var again = domain.again(context);
        var pushed = unnesting.perValue(again.domain(), NodeExpressions.substitute(plan, again.values()));
        return Nodes.exactly(pushed, both(plan.output(), again.domain().columns()));
    }

    private Plan values(Domain domain, Plan.Values values) {
        Plan union = null;
        for (int i = 0; i < values.rows().size(); i++) {
            boolean last = i == values.rows().size() - 1;
            var again = domain.again(context);
            var assignments = new ArrayList<Assignment>();
            for (int c = 0; c < values.output().size(); c++) {
                var column = values.output().get(c);
                assignments.add(new Assignment(
                        context.column(column.name(), column.type()),
                        ExprTree.substitute(values.rows().get(i).get(c), again.values())));
            }
            assignments.addAll(Nodes.same(again.domain().columns()));
            var row = new Plan.Project(again.domain().plan(), assignments);
            var output = last ? both(values.output(), domain.columns()) : fresh(row.output());
            union = union == null ? row : new Plan.SetOperation(SetKind.UNION, true, union, row, output);
        }
        return union;
    }

    private List<Column> fresh(List<Column> columns) {
        return columns.stream()
                .map(column -> context.column(column.name(), column.type()))
                .toList();
    }

    private static List<Column> both(List<Column> first, List<Column> second) {
        var both = new ArrayList<>(first);
        new HashSet<>(first).forEach(column -> {
            if (second.contains(column)) {
                throw new IllegalStateException("a domain's column is among the rows' own: " + column);
            }
        });
        both.addAll(second);
        return List.copyOf(both);
    }

    private static Expr and(List<Expr> terms, Expr condition) {
        var all = new ArrayList<>(terms);
        all.addAll(ExprTree.conjuncts(condition));
        return ExprTree.conjunction(all);
    }
}
