package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Case;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.IsNull;
import dev.tideline.engine.expr.Expr.When;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A right side that is one group of everything, with projections and filters (HAVING) above: exactly one row before those, even of no
 * input. It becomes a left join with the groups that there are; where there is none, the aggregates' results over nothing stand.
 *
 * <pre>
 * L dependent join Project(Aggregate([], n := count(*), m := max(x)) of Filter(B, b = outer), y := f(n))
 *   →   Project(L LEFT JOIN Aggregate(B, [b], n := count(*), m := max(x)) ON b = outer, y := f(CASE WHEN absent THEN 0 ELSE n END))
 * </pre>
 */
final class SingleGroup {

    private final Context context;
    private final Plan.Aggregate aggregate;
    private final List<Expr> conditions = new ArrayList<>();
    private final Map<Column, Expr> values;

    private SingleGroup(Context context, Plan right) {
        this.context = context;
        this.values = new LinkedHashMap<>();
        this.aggregate = (Plan.Aggregate) read(right);
    }

    /** Null if the right side is something else. */
    static SingleGroup of(Plan right, Context context) {
        var below = right;
        while (below instanceof Plan.Filter || below instanceof Plan.Project) {
            below = below.inputs().get(0);
        }
        return below instanceof Plan.Aggregate aggregate && aggregate.keys().isEmpty()
                ? new SingleGroup(context, right)
                : null;
    }

    /** Collects what is above the aggregate, in terms of its columns. */
    private Plan read(Plan node) {
        if (node instanceof Plan.Filter filter) {
            var aggregate = read(filter.input());
            conditions.addAll(ExprTree.conjuncts(ExprTree.substitute(filter.condition(), values)));
            return aggregate;
        } else if (node instanceof Plan.Project project) {
            var aggregate = read(project.input());
            var computed = new LinkedHashMap<Column, Expr>();
            project.assignments()
                    .forEach(assignment ->
                            computed.put(assignment.column(), ExprTree.substitute(assignment.value(), values)));
            values.clear();
            values.putAll(computed);
            return aggregate;
        }
        node.output().forEach(column -> values.put(column, new ColumnRef(column)));
        return node;
    }

    Plan input() {
        return aggregate.input();
    }

    List<AggregateAssignment> aggregates() {
        return aggregate.aggregates();
    }

    /**
     * @param left what the rows are for
     * @param groups the input's groups
     * @param keys by which they are grouped
     * @param terms that find a left row's group
     */
    Plan join(
            JoinKind kind,
            Plan left,
            Plan groups,
            List<Assignment> keys,
            List<AggregateAssignment> calls,
            List<Expr> terms,
            Expr condition) {
        var leftColumns = left.outputSet();
        var present = context.column("present", Expr.BOOLEAN);
        var below = new ArrayList<Assignment>();
        var renamed = new ArrayList<AggregateAssignment>();
        var aboveOf = new LinkedHashMap<Column, Expr>();
        var grouped = new LinkedHashMap<Column, Column>();
        for (var call : calls) {
            var column = context.column(call.column().name(), call.column().type());
            grouped.put(call.column(), column);
            renamed.add(new AggregateAssignment(column, call.call()));
        }
        keys.forEach(key -> below.add(new Assignment(key.column(), new ColumnRef(key.column()))));
        var empty = new LinkedHashMap<Column, Expr>();
        // Not of the calls below: their direct arguments may be over the keys.
        aggregates().forEach(call -> empty.put(call.column(), EmptyGroup.result(call.call())));
        for (var call : calls) {
            var column = grouped.get(call.column());
            below.add(new Assignment(column, new ColumnRef(column)));
            aboveOf.put(call.column(), or(present, empty.get(call.column()), new ColumnRef(column)));
        }
        var shown = new LinkedHashMap<Column, Expr>();
        values.forEach((column, value) -> {
            var used = ExprTree.columns(value);
            boolean early = !(value instanceof ColumnRef)
                    && used.stream().noneMatch(leftColumns::contains)
                    && grouped.keySet().containsAll(used)
                    && TotalExpressions.isTotal(value);
            if (early) {
                // Computed before the join, so that a change that leaves it as it is goes no further.
                var references = new LinkedHashMap<Column, Expr>();
                grouped.forEach((from, to) -> references.put(from, new ColumnRef(to)));
                var computed = context.column(column.name(), column.type());
                below.add(new Assignment(computed, ExprTree.substitute(value, references)));
                shown.put(column, or(present, ExprTree.substitute(value, empty), new ColumnRef(computed)));
            } else {
                shown.put(column, ExprTree.substitute(value, aboveOf));
            }
        });
        below.add(new Assignment(present, Constant.TRUE));
        var right = new Plan.Project(new Plan.Aggregate(groups, keys, renamed), below);
        var joined = new Plan.Join(JoinKind.LEFT, left, right, ExprTree.conjunction(terms));
        var all = new ArrayList<Expr>();
        conditions.forEach(term -> all.add(ExprTree.substitute(term, aboveOf)));
        all.addAll(ExprTree.conjuncts(ExprTree.substitute(condition, shown)));
        return above(kind, left, joined, shown, ExprTree.conjunction(all));
    }

    private static Plan above(JoinKind kind, Plan left, Plan joined, Map<Column, Expr> shown, Expr condition) {
        var columns = new ArrayList<>(Nodes.same(left.output()));
        if (kind == JoinKind.SEMI) {
            return new Plan.Project(Nodes.filter(joined, ExprTree.conjuncts(condition)), columns);
        } else if (kind == JoinKind.ANTI) {
            return new Plan.Project(new Plan.Filter(joined, Nodes.isNotTrue(condition)), columns);
        }
        boolean inner = kind == JoinKind.INNER;
        shown.forEach((column, value) ->
                columns.add(new Assignment(column, inner ? value : Nodes.onlyWhere(condition, value))));
        return new Plan.Project(inner ? Nodes.filter(joined, ExprTree.conjuncts(condition)) : joined, columns);
    }

    private static Expr or(Column present, Expr absent, Expr value) {
        return EmptyGroup.isNull(absent)
                ? value
                : new Case(List.of(new When(new IsNull(new ColumnRef(present), false), absent)), value, value.type());
    }

    /** Whether nothing of the aggregates speaks of the left side or can fail. */
    boolean isIndependent(Set<Column> outer) {
        return aggregates().stream().allMatch(call -> Harmless.isHarmless(call.call()))
                && NodeExpressions.of(aggregate).stream()
                        .noneMatch(expr -> ExprTree.columns(expr).stream().anyMatch(outer::contains));
    }
}
