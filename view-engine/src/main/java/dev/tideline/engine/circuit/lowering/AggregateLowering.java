package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.AggregateSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.GroupingSet;
import dev.tideline.engine.plan.property.TotalExpressions;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Turns one grouping into operators. Keys, arguments, orders and filters are computed, and what the aggregates do not see cancelled, by a
 * projection below.
 */
final class AggregateLowering {

    private final CircuitBuilder builder;
    private final PlanLowering plans;
    /** What is computed of each input row: first the keys, then all else. */
    private final List<Assignment> columns = new ArrayList<>();

    private final Map<Expr, Integer> positions = new LinkedHashMap<>();
    private final List<AggregateSpec> calls = new ArrayList<>();
    private final List<List<Expr>> directs = new ArrayList<>();

    AggregateLowering(CircuitBuilder builder, PlanLowering plans) {
        this.builder = builder;
        this.plans = plans;
    }

    Lowered lower(Plan.Aggregate aggregate) {
        var keyPositions = keys(aggregate.keys());
        int keys = columns.size();
        var callPositions = calls(aggregate.aggregates());
        int input = plans.exactly(aggregate.input(), columns);
        var keyRefs = new HashMap<Column, Expr>();
        var lowered = new LinkedHashMap<Column, Integer>();
        for (int i = 0; i < keyPositions.size(); i++) {
            var column = aggregate.keys().get(i).column();
            lowered.put(column, keyPositions.get(i));
            keyRefs.put(column, new InputRef(keyPositions.get(i), column.type()));
        }
        for (int i = 0; i < callPositions.size(); i++) {
            lowered.put(aggregate.aggregates().get(i).column(), keys + callPositions.get(i));
        }
        var specs = new ArrayList<AggregateSpec>();
        for (int i = 0; i < calls.size(); i++) {
            specs.add(calls.get(i).moved(position -> position, resolved(directs.get(i), keyRefs)));
        }
        var spec = new OperatorSpec.Aggregate(input, keys, specs, types(keys));
        return new Lowered(builder.add(spec, names(spec, lowered)), lowered);
    }

    /** One grouping for each set, all over the same projection, brought to one form by a projection above and put together. */
    Lowered lower(Plan.GroupingSets grouping) {
        var keyPositions = keys(grouping.keys());
        int keys = columns.size();
        var callPositions = calls(grouping.aggregates());
        int input = plans.exactly(grouping.input(), columns);
        var branches = new ArrayList<Integer>();
        for (var set : grouping.sets()) {
            branches.add(branch(grouping, set, keyPositions, callPositions, keys, input));
        }
        var output = grouping.output();
        var union = new OperatorSpec.UnionAll(
                branches, output.stream().map(Column::type).toList());
        return Lowered.inOrder(
                builder.add(union, output.stream().map(Column::name).toList()), output);
    }

    private int branch(
            Plan.GroupingSets grouping,
            GroupingSet set,
            List<Integer> keyPositions,
            List<Integer> callPositions,
            int keys,
            int input) {
        var picked = new ArrayList<Integer>();
        new TreeSet<>(set.keys().stream().map(keyPositions::get).toList()).forEach(picked::add);
        int groupKeys = picked.size();
        calls.forEach(call -> addUsed(call, picked));
        var keyRefs = new HashMap<Column, Expr>();
        var shown = new ArrayList<Expr>();
        for (int i = 0; i < keyPositions.size(); i++) {
            var column = grouping.keys().get(i).column();
            Expr value = set.keys().contains(i)
                    ? new InputRef(picked.indexOf(keyPositions.get(i)), column.type())
                    : new Expr.Constant(null, column.type());
            keyRefs.put(column, value);
            shown.add(value);
        }
        var specs = new ArrayList<AggregateSpec>();
        for (int i = 0; i < calls.size(); i++) {
            specs.add(calls.get(i).moved(picked::indexOf, resolved(directs.get(i), keyRefs)));
        }
        int pick = plans.pick(
                input,
                picked,
                picked.stream().map(at -> columns.get(at).column().name()).toList());
        var keyTypes = picked.subList(0, groupKeys).stream()
                .map(at -> columns.get(at).value().type())
                .toList();
        var spec = new OperatorSpec.Aggregate(pick, groupKeys, specs, keyTypes);
        for (int i = 0; i < callPositions.size(); i++) {
            shown.add(new InputRef(
                    groupKeys + callPositions.get(i),
                    grouping.aggregates().get(i).column().type()));
        }
        set.groupings().forEach(value -> shown.add(new Expr.Constant(value, SqlType.of(PgType.INT4))));
        var names = new ArrayList<String>();
        picked.subList(0, groupKeys)
                .forEach(at -> names.add(columns.get(at).column().name()));
        calls.forEach(call -> names.add(call.function().name()));
        return plans.project(
                builder.add(spec, names),
                shown,
                grouping.output().stream().map(Column::name).toList());
    }

    private static void addUsed(AggregateSpec call, List<Integer> picked) {
        var used = new ArrayList<>(call.arguments());
        call.order().forEach(key -> used.add(key.position()));
        if (call.filter() >= 0) {
            used.add(call.filter());
        }
        used.stream().filter(position -> !picked.contains(position)).forEach(picked::add);
    }

    private static List<Expr> resolved(List<Expr> direct, Map<Column, Expr> keyRefs) {
        return direct.stream().map(value -> ExprTree.substitute(value, keyRefs)).toList();
    }

    private List<Integer> keys(List<Assignment> keys) {
        return keys.stream().map(key -> position(key.value(), key.column())).toList();
    }

    /** Equal aggregates are kept once; their positions among those that are kept. */
    private List<Integer> calls(List<AggregateAssignment> aggregates) {
        var at = new ArrayList<Integer>();
        for (var assignment : aggregates) {
            var call = call(assignment);
            var direct = assignment.call().direct();
            int known = -1;
            for (int i = 0; i < calls.size(); i++) {
                known = calls.get(i).equals(call) && directs.get(i).equals(direct) ? i : known;
            }
            if (known < 0) {
                known = calls.size();
                calls.add(call);
                directs.add(direct);
            }
            at.add(known);
        }
        return at;
    }

    private AggregateSpec call(AggregateAssignment assignment) {
        var call = assignment.call();
        var column = assignment.column();
        int filter = call.filter() == null ? -1 : position(call.filter(), column);
        var order = call.order().stream()
                .map(key -> {
                    var value = guarded(key.value(), call.filter());
                    return new AggregateSpec.Order(
                            position(value, column), value.type(), key.descending(), key.nullsFirst());
                })
                .toList();
        var arguments = call.arguments().stream()
                .map(argument -> position(guarded(argument, call.filter()), column))
                .toList();
        return new AggregateSpec(
                call.function(),
                arguments,
                call.arguments().stream().map(Expr::type).toList(),
                call.distinct(),
                filter,
                order,
                List.of(),
                call.type());
    }

    /** Rows that the filter drops must not be able to fail. */
    private static Expr guarded(Expr value, Expr filter) {
        return filter == null || TotalExpressions.isTotal(value)
                ? value
                : new Expr.Case(
                        List.of(new Expr.When(filter, value)), new Expr.Constant(null, value.type()), value.type());
    }

    private int position(Expr value, Column nameGiver) {
        var known = positions.get(value);
        if (known != null) {
            return known;
        }
        columns.add(new Assignment(value instanceof ColumnRef reference ? reference.column() : nameGiver, value));
        positions.put(value, columns.size() - 1);
        return columns.size() - 1;
    }

    private List<SqlType> types(int keys) {
        return columns.subList(0, keys).stream()
                .map(assignment -> assignment.value().type())
                .toList();
    }

    private static List<String> names(OperatorSpec.Aggregate spec, Map<Column, Integer> lowered) {
        var names = new String[spec.types().size()];
        lowered.forEach(
                (column, position) -> names[position] = names[position] == null ? column.name() : names[position]);
        return List.of(names);
    }
}
