package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.TotalExpressions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pulls what speaks of the left side of a dependent join up through the right side: terms of filters and of inner joins, computed
 * columns, and, as one more key, terms {@code inner = outer} through GROUP BY and DISTINCT. With them comes whatever can fail, since it must
 * not be evaluated for rows that they keep out. Gives up where that would change the meaning.
 *
 * <pre>
 * Filter(B, b = outer AND c)                  →   Filter(B, c)                  where b = outer
 * Project(B, y := f(outer))                   →   B                             with y := f(outer)
 * Filter(A, a = outer) JOIN B ON d            →   A JOIN B ON d                 where a = outer
 * Aggregate(Filter(B, b = outer), k, n := …)  →   Aggregate(B, k, b' := b, n := …) where b' = outer
 * TopK(Filter(B, b = outer), by p)            →   TopK(B, by p, b)              where b = outer
 * </pre>
 */
final class PullUp {

    private final Context context;
    private final Set<Column> outer;

    /** @param outer the columns of the left side */
    PullUp(Context context, Set<Column> outer) {
        this.context = context;
        this.outer = outer;
    }

    /** Empty if the plan cannot be freed this way. */
    Optional<Pulled> pull(Plan plan) {
        boolean mayHoldFailing = plan instanceof Plan.Filter
                || plan instanceof Plan.Project
                || plan instanceof Plan.Join join && join.kind() == JoinKind.INNER;
        if (!mayHoldFailing && isFree(plan)) {
            return Optional.of(Pulled.unchanged(plan));
        }
        var lower = FilterBelowSets.of(plan);
        if (lower != plan) {
            return pull(lower);
        }
        if (plan instanceof Plan.Filter filter) {
            return pull(filter.input()).map(input -> filter(input, filter.condition()));
        } else if (plan instanceof Plan.Project project) {
            return pull(project.input()).map(input -> project(input, project));
        } else if (plan instanceof Plan.Values values && values.rows().size() == 1) {
            return Optional.of(values(values));
        } else if (plan instanceof Plan.Join join) {
            boolean byRow =
                    join.kind() == JoinKind.LEFT || join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI;
            return join.kind() == JoinKind.INNER
                    ? innerJoin(join)
                    : byRow ? leftOf(join, join.left(), join.right(), join.condition()) : Optional.empty();
        } else if (plan instanceof Plan.DependentJoin join) {
            return leftOf(join, join.left(), join.right(), join.condition());
        } else if (plan instanceof Plan.Aggregate aggregate && !aggregate.keys().isEmpty()) {
            return pull(aggregate.input()).flatMap(input -> aggregate(input, aggregate));
        } else if (plan instanceof Plan.Distinct distinct) {
            return pull(distinct.input()).flatMap(input -> distinct(input, distinct));
        } else if (plan instanceof Plan.GroupingSets
                || plan instanceof Plan.Window
                || plan instanceof Plan.TopK
                || plan instanceof Plan.ProjectSet) {
            var input = plan.inputs().get(0);
            return pull(input).flatMap(pulled -> new PullUpThrough(context, this::isInner, pulled).node(plan));
        }
        return Optional.empty();
    }

    private boolean isFree(Plan plan) {
        return NodeExpressions.freeColumns(plan).stream().noneMatch(outer::contains);
    }

    private boolean stays(Expr expr) {
        return isInner(expr) && TotalExpressions.isTotal(expr);
    }

    private boolean isInner(Expr expr) {
        return ExprTree.columns(expr).stream().noneMatch(outer::contains);
    }

    private Pulled filter(Pulled input, Expr condition) {
        var terms = new ArrayList<>(input.terms());
        var staying = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(ExprTree.substitute(condition, input.lifted()))) {
            (stays(term) ? staying : terms).add(term);
        }
        return new Pulled(Nodes.filter(input.plan(), staying), terms, input.lifted());
    }

    private Pulled project(Pulled input, Plan.Project project) {
        var kept = new ArrayList<Assignment>();
        var lifted = new LinkedHashMap<Column, Expr>();
        for (var assignment : project.assignments()) {
            var value = ExprTree.substitute(assignment.value(), input.lifted());
            if (stays(value)) {
                kept.add(new Assignment(assignment.column(), value));
            } else {
                lifted.put(assignment.column(), value);
            }
        }
        var used = columns(input.terms());
        used.addAll(columns(lifted.values()));
        kept.forEach(assignment -> used.remove(assignment.column()));
        input.plan().output().stream()
                .filter(used::contains)
                .forEach(column -> kept.add(new Assignment(column, new ColumnRef(column))));
        if (kept.isEmpty() && input.plan().output().isEmpty()) {
            return new Pulled(input.plan(), input.terms(), lifted);
        }
        return new Pulled(new Plan.Project(input.plan(), kept), input.terms(), lifted);
    }

    private Pulled values(Plan.Values values) {
        var kept = new ArrayList<Expr>();
        var keptColumns = new ArrayList<Column>();
        var lifted = new LinkedHashMap<Column, Expr>();
        for (int i = 0; i < values.output().size(); i++) {
            var value = values.rows().get(0).get(i);
            var column = values.output().get(i);
            if (ExprTree.columns(value).isEmpty() && TotalExpressions.isTotal(value)) {
                kept.add(value);
                keptColumns.add(column);
            } else {
                lifted.put(column, value);
            }
        }
        return new Pulled(new Plan.Values(List.of(kept), keptColumns), List.of(), lifted);
    }

    private Optional<Pulled> innerJoin(Plan.Join join) {
        return pull(join.left()).flatMap(left -> pull(join.right()).map(right -> {
            var lifted = new LinkedHashMap<>(left.lifted());
            lifted.putAll(right.lifted());
            var terms = new ArrayList<>(left.terms());
            terms.addAll(right.terms());
            var staying = new ArrayList<Expr>();
            for (var term : ExprTree.conjuncts(ExprTree.substitute(join.condition(), lifted))) {
                (stays(term) ? staying : terms).add(term);
            }
            var joined = new Plan.Join(JoinKind.INNER, left.plan(), right.plan(), ExprTree.conjunction(staying));
            return new Pulled(joined, terms, lifted);
        }));
    }

    /** LEFT, SEMI, ANTI and dependent joins treat each left row by itself, so which of them come in can be decided above. */
    private Optional<Pulled> leftOf(Plan join, Plan leftSide, Plan right, Expr joinCondition) {
        if (!isFree(right)) {
            return Optional.empty();
        }
        return pull(leftSide).flatMap(left -> {
            var condition = ExprTree.substitute(joinCondition, left.lifted());
            boolean seesLifted = NodeExpressions.freeColumns(right).stream().anyMatch(left.lifted()::containsKey);
            if (seesLifted || !stays(condition)) {
                return Optional.empty();
            }
            var kept = NodeExpressions.rebuild(join, List.of(left.plan(), right), expr -> condition);
            return Optional.of(new Pulled(kept, left.terms(), left.lifted()));
        });
    }

    private Optional<Pulled> aggregate(Pulled input, Plan.Aggregate aggregate) {
        boolean harmless = aggregate.keys().stream().allMatch(key -> stays(key.value()))
                && aggregate.aggregates().stream().allMatch(call -> Harmless.isHarmless(call.call()))
                && NodeExpressions.of(aggregate).stream().allMatch(this::isInner);
        var terms = input.equations(context);
        if (!harmless || terms.isEmpty()) {
            return Optional.empty();
        }
        var keys = new ArrayList<>(aggregate.keys());
        var above = new ArrayList<Expr>();
        for (var term : terms.get()) {
            var key = context.column("key", term.inner().type());
            keys.add(new Assignment(key, term.inner()));
            above.add(term.over(key));
        }
        return Optional.of(new Pulled(new Plan.Aggregate(input.plan(), keys, aggregate.aggregates()), above, Map.of()));
    }

    private Optional<Pulled> distinct(Pulled input, Plan.Distinct distinct) {
        var terms = input.equations(context);
        if (terms.isEmpty()
                || !terms.get().stream()
                        .allMatch(term ->
                                context.types().semantics(term.inner().type()).identitySafe())) {
            return Optional.empty();
        }
        var rows = new ArrayList<>(Nodes.same(distinct.output()));
        var above = new ArrayList<Expr>();
        for (var term : terms.get()) {
            var key = context.column("key", term.inner().type());
            rows.add(new Assignment(key, term.inner()));
            above.add(term.over(key));
        }
        return Optional.of(new Pulled(new Plan.Distinct(new Plan.Project(input.plan(), rows)), above, Map.of()));
    }

    private static Set<Column> columns(Collection<Expr> expressions) {
        var columns = new LinkedHashSet<Column>();
        expressions.forEach(expr -> columns.addAll(ExprTree.columns(expr)));
        return new HashSet<>(columns);
    }
}
