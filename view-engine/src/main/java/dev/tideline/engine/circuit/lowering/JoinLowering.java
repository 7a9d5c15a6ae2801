package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.KeyPart;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.PropertyDerivation;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns joins into operators over arrangements: a table's own state where the key is its primary key, else one made for the key. */
final class JoinLowering {

    private final CircuitBuilder builder;
    private final TypeCatalog types;
    private final PropertyDerivation properties;
    private final PlanLowering plans;

    JoinLowering(CircuitBuilder builder, TypeCatalog types, PropertyDerivation properties, PlanLowering plans) {
        this.builder = builder;
        this.types = types;
        this.properties = properties;
        this.plans = plans;
    }

    /** The join with exactly the wanted columns, in order; a column may be wanted twice. */
    Lowered lower(Plan.Join join, List<Column> wanted) {
        if (join.kind() == JoinKind.RIGHT) {
            throw new IllegalStateException("a right join is left to the lowering");
        }
        var bounded = new BoundedLowering(builder, properties, plans).lower(join, wanted);
        if (bounded.isPresent()) {
            return bounded.get();
        }
        var condition = JoinCondition.of(join, types);
        var left = side(join.left(), condition.keys(), true);
        var right = side(join.right(), condition.keys(), false);
        var order = order(condition.keys().size(), left, right);
        var leftArranged = arranged(left, order);
        var rightArranged = arranged(right, order);

        int leftWidth = builder.operator(leftArranged.operator()).types().size();
        var positions = new LinkedHashMap<>(leftArranged.positions());
        rightArranged.positions().forEach((column, position) -> positions.put(column, leftWidth + position));
        var pair = new Lowered(-1, positions);
        var residual = condition.residual().isEmpty() ? null : pair.resolve(ExprTree.conjunction(condition.residual()));
        var spec = new OperatorSpec.Join(
                kind(join.kind()),
                leftArranged.operator(),
                rightArranged.operator(),
                residual,
                wanted.stream().map(positions::get).toList(),
                wanted.stream().map(Column::type).toList());
        var names = wanted.stream().map(Column::name).toList();
        return Lowered.inOrder(builder.add(spec, names), wanted);
    }

    private static OperatorSpec.JoinKind kind(JoinKind kind) {
        return switch (kind) {
            case INNER -> OperatorSpec.JoinKind.INNER;
            case LEFT -> OperatorSpec.JoinKind.LEFT;
            case FULL -> OperatorSpec.JoinKind.FULL;
            case SEMI -> OperatorSpec.JoinKind.SEMI;
            case ANTI -> OperatorSpec.JoinKind.ANTI;
            case RIGHT -> throw new IllegalStateException("a right join is left to the lowering");
        };
    }

    /**
     * One side before it is arranged.
     *
     * @param tableOrder if a table's own state can serve: for each column of its primary key the number of the equation that is about
     *     it; else null
     * @param table the table input, if so
     */
    private record Side(Plan plan, Lowered rows, List<KeyPart> key, List<Integer> tableOrder, Lowered table) {}

    private Side side(Plan plan, List<JoinCondition.Pair> pairs, boolean isLeft) {
        var rows = plans.lower(plan);
        var key = key(pairs, rows, isLeft);
        var table = table(rows);
        var tableOrder = table == null ? null : tableOrder(table, key(pairs, table, isLeft));
        return new Side(plan, rows, key, tableOrder, table);
    }

    private static List<KeyPart> key(List<JoinCondition.Pair> pairs, Lowered rows, boolean isLeft) {
        return pairs.stream()
                .map(pair -> new KeyPart(
                        rows.resolve(isLeft ? pair.left() : pair.right()),
                        pair.type(),
                        pair.widening(),
                        pair.nullsEqual()))
                .toList();
    }

    /** The table input that the rows come from unchanged, or null. */
    private Lowered table(Lowered rows) {
        var operator = builder.operator(rows.operator());
        if (operator instanceof OperatorSpec.TableInput table) {
            return table.key().isEmpty() ? null : rows;
        }
        if (operator instanceof OperatorSpec.Project project
                && builder.operator(project.input()) instanceof OperatorSpec.TableInput table
                && !table.key().isEmpty()
                && project.values().stream().allMatch(InputRef.class::isInstance)) {
            Map<Column, Integer> positions = new LinkedHashMap<>();
            rows.positions()
                    .forEach((column, position) ->
                            positions.put(column, ((InputRef) project.values().get(position)).index()));
            return new Lowered(project.input(), positions);
        }
        return null;
    }

    /** How the key's parts are the table's primary key; null if they are not. */
    private List<Integer> tableOrder(Lowered table, List<KeyPart> key) {
        var input = (OperatorSpec.TableInput) builder.operator(table.operator());
        if (key.size() != input.key().size()) {
            return null;
        }
        var order = new ArrayList<Integer>();
        for (var column : input.key()) {
            int position = input.columns().indexOf(column);
            int part = part(key, position, column.type());
            if (position < 0 || part < 0) {
                return null;
            }
            order.add(part);
        }
        return order;
    }

    private int part(List<KeyPart> key, int position, SqlType type) {
        for (int i = 0; i < key.size(); i++) {
            var part = key.get(i);
            if (part.value() instanceof InputRef reference
                    && reference.index() == position
                    && part.widening() == KeyPart.Widening.NONE
                    && types.semantics(type).identitySafe()
                    && types.semantics(part.type()).identitySafe()) {
                return i;
            }
        }
        return -1;
    }

    /** The order of the key's parts: as some table's primary key has it, else as the condition does. */
    private static List<Integer> order(int size, Side left, Side right) {
        if (right.tableOrder() != null) {
            return right.tableOrder();
        }
        if (left.tableOrder() != null) {
            return left.tableOrder();
        }
        var order = new ArrayList<Integer>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        return order;
    }

    private Lowered arranged(Side side, List<Integer> order) {
        if (order.equals(side.tableOrder())) {
            return side.table();
        }
        int input = side.rows().operator();
        var spec = new OperatorSpec.Arrange(
                input,
                order.stream().map(side.key()::get).toList(),
                properties.of(side.plan()).unique(),
                builder.operator(input).types());
        return new Lowered(builder.add(spec, builder.names(input)), side.rows().positions());
    }
}
