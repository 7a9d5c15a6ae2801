package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.PlanFunctions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A recursion for each combination of a domain's values: one recursion whose rows carry the combination that they belong to.
 *
 * <pre>
 * Recurse(base, step)   →   Recurse(base per combination, step per combination that the working table has rows of)
 * </pre>
 *
 * A combination whose working table is empty has come to its end, even if others go on; so the step is computed for those only that
 * are in the working table. Where each row that the step makes comes of one row of the working table, it takes its combination over from that
 * row; else the step is unnested like any right side.
 */
final class RecursionPush {

    private final Unnesting unnesting;
    private final Context context;
    private final int level;

    RecursionPush(Unnesting unnesting, Context context, Plan.Recurse recurse) {
        this.unnesting = unnesting;
        this.context = context;
        this.level = recurse.level();
    }

    Plan push(Domain domain, Plan.Recurse recurse) {
        var reading = domain.again(context);
        var base = Nodes.exactly(
                unnesting.perValue(reading.domain(), NodeExpressions.substitute(recurse.base(), reading.values())),
                both(recurse.base().output(), reading.domain().columns()));
        var output = both(recurse.output(), domain.columns());
        return new Plan.Recurse(recurse.level(), recurse.all(), base, step(domain, recurse), output);
    }

    private Plan step(Domain domain, Plan.Recurse recurse) {
        var carried = fresh(domain.columns());
        var values = values(domain.columns(), carried);
        var taken = new Carrying(carried).carry(NodeExpressions.substitute(recurse.step(), values));
        if (taken.isPresent()) {
            return Nodes.exactly(
                    unnesting.withoutDependentJoins(taken.get()),
                    both(recurse.step().output(), carried));
        }
        var working = new Plan.WorkingTable(level, both(fresh(recurse.output()), fresh(domain.columns())));
        var asking = fresh(domain.columns());
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < asking.size(); i++) {
            var from = working.output().get(recurse.output().size() + i);
            assignments.add(new Plan.Assignment(asking.get(i), new ColumnRef(from)));
        }
        var open = new Domain(new Plan.Distinct(new Plan.Project(working, assignments)), asking);
        var step = NodeExpressions.substitute(recurse.step(), values(domain.columns(), asking));
        return Nodes.exactly(
                unnesting.perValue(open, ofCombination(step, asking, new IdentityHashMap<>())),
                both(recurse.step().output(), asking));
    }

    /** The working table as a right side that speaks of the combination: only its rows are seen. */
    private Plan ofCombination(Plan plan, List<Column> combination, Map<Plan, Plan> known) {
        var done = known.get(plan);
        if (done != null) {
            return done;
        }
        Plan result;
        if (plan instanceof Plan.WorkingTable table && table.level() == level) {
            var own = fresh(combination);
            var terms = new ArrayList<Expr>();
            for (int i = 0; i < own.size(); i++) {
                terms.add(PlanFunctions.identical(new ColumnRef(own.get(i)), new ColumnRef(combination.get(i))));
            }
            var whole = new Plan.WorkingTable(level, both(table.output(), own));
            result = new Plan.Project(Nodes.filter(whole, terms), Nodes.same(table.output()));
        } else {
            var inputs = plan.inputs().stream()
                    .map(input -> ofCombination(input, combination, known))
                    .toList();
            boolean same = true;
            for (int i = 0; i < inputs.size(); i++) {
                same &= inputs.get(i) == plan.inputs().get(i);
            }
            result = same ? plan : NodeExpressions.rebuild(plan, inputs, expr -> expr);
        }
        known.put(plan, result);
        return result;
    }

    /** Takes the working table's further columns up to where the step's rows come out. */
    private final class Carrying {

        private final List<Column> carried;

        Carrying(List<Column> carried) {
            this.carried = carried;
        }

        /** Empty if a row may be made of none or of several rows of the working table, or be asked for its combination elsewhere. */
        Optional<Plan> carry(Plan plan) {
            if (plan instanceof Plan.WorkingTable table && table.level() == level) {
                return Optional.of(new Plan.WorkingTable(level, both(table.output(), carried)));
            } else if (plan instanceof Plan.Filter || plan instanceof Plan.ProjectSet) {
                return carry(plan.inputs().get(0))
                        .map(input -> NodeExpressions.rebuild(plan, List.of(input), expr -> expr));
            } else if (plan instanceof Plan.Project project) {
                return carry(project.input()).map(input -> {
                    var assignments = new ArrayList<>(project.assignments());
                    assignments.addAll(Nodes.same(carried));
                    return new Plan.Project(input, assignments);
                });
            } else if (plan instanceof Plan.DependentJoin join && isApart(join.right(), false)) {
                return carry(join.left())
                        .map(left -> new Plan.DependentJoin(join.kind(), left, join.right(), join.condition()));
            } else if (plan instanceof Plan.Join join && join.kind() != JoinKind.FULL) {
                return join(join);
            }
            return Optional.empty();
        }

        private Optional<Plan> join(Plan.Join join) {
            if (join.kind() != JoinKind.RIGHT && isApart(join.right(), true)) {
                return carry(join.left()).map(left -> new Plan.Join(join.kind(), left, join.right(), join.condition()));
            }
            boolean swapped = join.kind() == JoinKind.INNER || join.kind() == JoinKind.RIGHT;
            return swapped && isApart(join.left(), true)
                    ? carry(join.right()).map(right -> new Plan.Join(join.kind(), join.left(), right, join.condition()))
                    : Optional.empty();
        }

        /** Whether a side does not read the working table, nor, if asked for, speak of the combination. */
        private boolean isApart(Plan side, boolean alone) {
            return !readsWorkingTable(side, Collections.newSetFromMap(new IdentityHashMap<>()))
                    && !(alone && Unnesting.speaksOf(Set.copyOf(carried), side));
        }

        private boolean readsWorkingTable(Plan plan, Set<Plan> seen) {
            return plan instanceof Plan.WorkingTable table && table.level() == level
                    || seen.add(plan) && plan.inputs().stream().anyMatch(input -> readsWorkingTable(input, seen));
        }
    }

    private List<Column> fresh(List<Column> columns) {
        return columns.stream()
                .map(column -> context.column(column.name(), column.type()))
                .toList();
    }

    private static Map<Column, Expr> values(List<Column> from, List<Column> to) {
        var values = new LinkedHashMap<Column, Expr>();
        for (int i = 0; i < from.size(); i++) {
            values.put(from.get(i), new ColumnRef(to.get(i)));
        }
        return values;
    }

    private static List<Column> both(List<Column> first, List<Column> second) {
        var both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }
}
