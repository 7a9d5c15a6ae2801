package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.GroupingSet;
import dev.tideline.engine.plan.Plan.SetKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Grouping sets without keys as groupings of their own: they have a row of no input, too, which the others have not.
 *
 * <pre>
 * GroupingSets(A, by (k), (), n := count(*))   →   GroupingSets(A, by (k), n := count(*)) UNION ALL Aggregate(A, [], n := count(*))
 * </pre>
 */
final class EmptySets {

    private final Context context;

    EmptySets(Context context) {
        this.context = context;
    }

    Plan apart(Plan.GroupingSets grouping) {
        var withKeys =
                grouping.sets().stream().filter(set -> !set.keys().isEmpty()).toList();
        var branches = new ArrayList<Plan>();
        if (!withKeys.isEmpty()) {
            branches.add(withKeys(grouping, withKeys));
        }
        grouping.sets().stream()
                .filter(set -> set.keys().isEmpty())
                .forEach(set -> branches.add(withoutKeys(grouping, set)));
        var union = branches.get(0);
        for (int i = 1; i < branches.size(); i++) {
            union = new Plan.SetOperation(SetKind.UNION, true, union, branches.get(i), fresh(union.output()));
        }
        var assignments = new ArrayList<Assignment>();
        for (int i = 0; i < union.output().size(); i++) {
            assignments.add(new Assignment(
                    grouping.output().get(i), new ColumnRef(union.output().get(i))));
        }
        return new Plan.Project(union, assignments);
    }

    private Plan withKeys(Plan.GroupingSets grouping, List<GroupingSet> sets) {
        var keys = new ArrayList<Assignment>();
        var renamed = new LinkedHashMap<Column, Expr>();
        for (var key : grouping.keys()) {
            var column = context.column(key.column().name(), key.column().type());
            renamed.put(key.column(), new ColumnRef(column));
            keys.add(new Assignment(column, key.value()));
        }
        return new Plan.GroupingSets(
                grouping.input(), keys, sets, renamed(grouping.aggregates(), renamed), fresh(grouping.groupings()));
    }

    private Plan withoutKeys(Plan.GroupingSets grouping, GroupingSet set) {
        var nulls = new LinkedHashMap<Column, Expr>();
        var shown = new ArrayList<Assignment>();
        for (var key : grouping.keys()) {
            var nothing = new Expr.Constant(null, key.column().type());
            nulls.put(key.column(), nothing);
            shown.add(new Assignment(
                    context.column(key.column().name(), key.column().type()), nothing));
        }
        var aggregates = renamed(grouping.aggregates(), nulls);
        for (var aggregate : aggregates) {
            var column = aggregate.column();
            shown.add(new Assignment(context.column(column.name(), column.type()), new ColumnRef(column)));
        }
        for (int i = 0; i < set.groupings().size(); i++) {
            var column = grouping.groupings().get(i);
            var value = new Expr.Constant(set.groupings().get(i), column.type());
            shown.add(new Assignment(context.column(column.name(), column.type()), value));
        }
        return new Plan.Project(new Plan.Aggregate(grouping.input(), List.of(), aggregates), shown);
    }

    /** The aggregates under other columns, with what stands for the keys in their direct arguments. */
    private List<AggregateAssignment> renamed(
            List<AggregateAssignment> aggregates, LinkedHashMap<Column, Expr> ofKeys) {
        return NodeExpressions.aggregates(aggregates, expr -> ExprTree.substitute(expr, ofKeys)).stream()
                .map(aggregate -> new AggregateAssignment(
                        context.column(
                                aggregate.column().name(), aggregate.column().type()),
                        aggregate.call()))
                .toList();
    }

    private List<Column> fresh(List<Column> columns) {
        return columns.stream()
                .map(column -> context.column(column.name(), column.type()))
                .toList();
    }
}
