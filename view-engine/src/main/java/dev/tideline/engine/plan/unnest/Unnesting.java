package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.TotalExpressions;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * Turns every dependent join into joins, from the outermost inwards, each in the first way that fits:
 * <ol>
 *   <li>the right side does not speak of the left: it is a join already;
 *   <li>what speaks of the left can be {@linkplain PullUp pulled up} into the join's condition;
 *   <li>the right side is {@linkplain SingleGroup one group} whose input can be freed so: the groups are made for all rows at once;
 *   <li>else the right side is computed for the {@linkplain Domain different values} that it is asked for, which are pushed down to where
 *       they are used ({@link DomainPush}), and joined by identity.
 * </ol>
 * The last one fits everything.
 */
public final class Unnesting {

    private final Context context;
    private final Map<Plan, Plan> done = new IdentityHashMap<>();

    /** @param columnIds numbers that no column has */
    public Unnesting(TypeCatalog types, IntSupplier columnIds) {
        this.context = new Context(types, columnIds);
    }

    /** The same rows without dependent joins. */
    public Plan unnest(Plan plan) {
        var unnested = withoutDependentJoins(plan);
        if (NodeExpressions.hasDependentJoin(unnested)) {
            throw new IllegalStateException("a dependent join is left in " + unnested);
        }
        var free = NodeExpressions.freeColumns(unnested);
        if (!free.isEmpty()) {
            throw new IllegalStateException("columns " + free + " come from nowhere in " + unnested);
        }
        return unnested;
    }

    Plan withoutDependentJoins(Plan plan) {
        var known = done.get(plan);
        if (known == null) {
            known = compute(plan);
            done.put(plan, known);
        }
        return known;
    }

    private Plan compute(Plan plan) {
        if (plan instanceof Plan.DependentJoin join) {
            return dependent(join.kind(), withoutDependentJoins(join.left()), join.right(), join.condition());
        }
        if (plan instanceof Plan.Join join && join.kind() == JoinKind.RIGHT) {
            return withoutDependentJoins(new Plan.Join(JoinKind.LEFT, join.right(), join.left(), join.condition()));
        }
        var inputs = new ArrayList<Plan>();
        boolean same = true;
        for (var input : plan.inputs()) {
            var without = withoutDependentJoins(input);
            same &= without == input;
            // Rows are compared, or meet, by all of their columns.
            boolean exact =
                    plan instanceof Plan.Distinct || plan instanceof Plan.SetOperation || plan instanceof Plan.Recurse;
            inputs.add(exact ? Nodes.exactly(without, input.output()) : without);
        }
        return same ? plan : NodeExpressions.rebuild(plan, inputs, expr -> expr);
    }

    /**
     * @param left without dependent joins
     * @param right with those that it has
     */
    Plan dependent(JoinKind kind, Plan left, Plan right, Expr condition) {
        var used = used(left, right);
        if (used.isEmpty()) {
            return new Plan.Join(kind, left, withoutDependentJoins(right), condition);
        }
        return directly(kind, left, right, condition).orElseGet(() -> {
            // Of left rows that the condition refuses anyway the right side need not be known. What may fail must not
            // be asked
            // here: it is evaluated only where there is a partner.
            var asking = ExprTree.conjuncts(condition).stream()
                    .filter(TotalExpressions::isTotal)
                    .filter(term -> !ExprTree.columns(term).isEmpty()
                            && left.outputSet().containsAll(ExprTree.columns(term)))
                    .toList();
            var reading = Domain.of(Nodes.filter(source(left, used, asking), asking), used, context);
            var forDomain = perValue(reading.domain(), NodeExpressions.substitute(right, reading.values()));
            var terms = new ArrayList<>(reading.terms());
            terms.addAll(ExprTree.conjuncts(condition));
            return new Plan.Join(kind, left, forDomain, ExprTree.conjunction(terms));
        });
    }

    /**
     * A part of the left side that has the same values of these columns: outer joins, such as subqueries before this one have made, drop no
     * rows.
     */
    private static Plan source(Plan left, List<Column> used, List<Expr> asking) {
        var needed = new HashSet<>(used);
        asking.forEach(term -> needed.addAll(ExprTree.columns(term)));
        var source = left;
        while (true) {
            boolean isStep = source instanceof Plan.Join join && join.kind() == JoinKind.LEFT
                    || source instanceof Plan.Window
                    || source instanceof Plan.Project project
                            && project.assignments().stream()
                                    .filter(assignment -> needed.contains(assignment.column()))
                                    .allMatch(assignment ->
                                            assignment.value().equals(new Expr.ColumnRef(assignment.column())));
            if (!isStep || !source.inputs().get(0).outputSet().containsAll(needed)) {
                return source;
            }
            source = source.inputs().get(0);
        }
    }

    /** The right side for each row of a domain, with the domain's columns. */
    Plan perValue(Domain domain, Plan right) {
        if (used(domain.plan(), right).isEmpty()) {
            return new Plan.Join(JoinKind.INNER, domain.plan(), withoutDependentJoins(right), Constant.TRUE);
        }
        return directly(JoinKind.INNER, domain.plan(), right, Constant.TRUE)
                .orElseGet(() -> new DomainPush(this, context).push(domain, right));
    }

    private Optional<Plan> directly(JoinKind kind, Plan left, Plan right, Expr condition) {
        boolean onlyExistence = kind == JoinKind.SEMI || kind == JoinKind.ANTI;
        var outer = left.outputSet();
        var pullUp = new PullUp(context, outer);
        var wanted = onlyExistence && right instanceof Plan.Distinct distinct ? distinct.input() : right;
        return pullUp.pull(wanted)
                .map(this::finished)
                .map(pulled -> joined(kind, left, pulled, wanted.output(), condition))
                .or(() -> singleGroup(kind, left, right, condition))
                .or(() -> kind == JoinKind.INNER ? madeOf(left, right, condition) : Optional.empty());
    }

    /** Rows that are made of the left row and of nothing else need no join, either. */
    private static Optional<Plan> madeOf(Plan left, Plan right, Expr condition) {
        return of(left, right).map(made -> Nodes.filter(made, ExprTree.conjuncts(condition)));
    }

    private static Optional<Plan> of(Plan left, Plan right) {
        if (right instanceof Plan.Values values
                && values.rows().size() == 1
                && values.output().isEmpty()) {
            return Optional.of(left);
        } else if (right instanceof Plan.Filter || right instanceof Plan.ProjectSet) {
            return of(left, right.inputs().get(0))
                    .map(input -> NodeExpressions.rebuild(right, List.of(input), expr -> expr));
        } else if (right instanceof Plan.Project project) {
            var assignments = new ArrayList<>(Nodes.same(left.output()));
            assignments.addAll(project.assignments());
            return of(left, project.input()).map(input -> new Plan.Project(input, assignments));
        }
        return Optional.empty();
    }

    private Pulled finished(Pulled pulled) {
        return new Pulled(withoutDependentJoins(pulled.plan()), pulled.terms(), pulled.lifted());
    }

    private Plan joined(JoinKind kind, Plan left, Pulled pulled, List<Column> shown, Expr condition) {
        var terms = new ArrayList<>(pulled.terms());
        terms.addAll(ExprTree.conjuncts(ExprTree.substitute(condition, pulled.lifted())));
        var all = ExprTree.conjunction(terms);
        boolean single = pulled.plan() instanceof Plan.Values values
                && values.rows().size() == 1
                && values.output().isEmpty();
        if (single) {
            return rowOfItsOwn(kind, left, pulled, all);
        }
        if (kind == JoinKind.SEMI || kind == JoinKind.ANTI) {
            return new Plan.Join(kind, left, pulled.plan(), all);
        }
        if (kind == JoinKind.INNER || pulled.lifted().isEmpty()) {
            return computed(left, pulled, shown, new Plan.Join(kind, left, pulled.plan(), all), Constant.TRUE);
        }
        var present = context.column("present", Expr.BOOLEAN);
        var marked = new ArrayList<>(Nodes.same(pulled.plan().output()));
        marked.add(new Assignment(present, Constant.TRUE));
        var join = new Plan.Join(kind, left, new Plan.Project(pulled.plan(), marked), all);
        return computed(left, pulled, shown, join, new Expr.ColumnRef(present));
    }

    /** A right side that is computed from the left row alone needs no join. */
    private static Plan rowOfItsOwn(JoinKind kind, Plan left, Pulled pulled, Expr condition) {
        var terms = ExprTree.conjuncts(condition);
        return switch (kind) {
            case SEMI -> Nodes.filter(left, terms);
            case ANTI -> new Plan.Filter(left, Nodes.isNotTrue(condition));
            case INNER ->
                computed(left, pulled, List.copyOf(pulled.lifted().keySet()), Nodes.filter(left, terms), Constant.TRUE);
            default -> computed(left, pulled, List.copyOf(pulled.lifted().keySet()), left, condition);
        };
    }

    /** The lifted columns above a join. */
    private static Plan computed(Plan left, Pulled pulled, List<Column> shown, Plan joined, Expr where) {
        if (pulled.lifted().isEmpty()) {
            return joined;
        }
        var assignments = new ArrayList<>(Nodes.same(left.output()));
        for (var column : shown) {
            var lifted = pulled.lifted().get(column);
            assignments.add(new Assignment(
                    column, lifted == null ? new Expr.ColumnRef(column) : Nodes.onlyWhere(where, lifted)));
        }
        return new Plan.Project(joined, assignments);
    }

    private Optional<Plan> singleGroup(JoinKind kind, Plan left, Plan right, Expr condition) {
        var group = SingleGroup.of(right, context);
        var outer = left.outputSet();
        if (group == null || !group.isIndependent(outer)) {
            return Optional.empty();
        }
        return new PullUp(context, outer)
                .pull(group.input())
                .filter(pulled -> pulled.lifted().isEmpty())
                .map(this::finished)
                .flatMap(pulled -> grouped(kind, left, group, pulled, condition));
    }

    private Optional<Plan> grouped(JoinKind kind, Plan left, SingleGroup group, Pulled pulled, Expr condition) {
        var columns = pulled.plan().outputSet();
        var keys = new ArrayList<Assignment>();
        var terms = new ArrayList<Expr>();
        for (var term : pulled.terms()) {
            var equation = Correlation.of(term, columns, context.types());
            if (equation.isPresent()) {
                var key = context.column("key", equation.get().inner().type());
                keys.add(new Assignment(key, equation.get().inner()));
                terms.add(equation.get().over(key));
            } else if (ExprTree.columns(term).stream().noneMatch(columns::contains)) {
                terms.add(term);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(group.join(kind, left, pulled.plan(), keys, group.aggregates(), terms, condition));
    }

    /** The columns of the left side that the right side speaks of, in a fixed order. */
    static List<Column> used(Plan left, Plan right) {
        var outer = left.outputSet();
        var used = new TreeMap<Integer, Column>();
        NodeExpressions.freeColumns(right).stream()
                .filter(outer::contains)
                .forEach(column -> used.put(column.id(), column));
        return List.copyOf(used.values());
    }

    static boolean speaksOf(Set<Column> columns, Plan plan) {
        return NodeExpressions.freeColumns(plan).stream().anyMatch(columns::contains);
    }
}
