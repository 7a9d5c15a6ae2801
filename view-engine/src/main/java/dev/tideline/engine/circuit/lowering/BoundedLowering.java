package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.BoundSide;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.PropertyDerivation;
import dev.tideline.engine.plan.property.TotalExpressions;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Joins on nothing but a comparison with the only row of the other side, of which nothing is shown: {@code HAVING sum(x) > (SELECT
 * …)}. As a cross join each of them would look at all rows when that row changes.
 */
final class BoundedLowering {

    /** Comparisons of one type with itself, in the order in which its index stands. */
    private static final Pattern COMPARISON = Pattern.compile(
            "(?:int2|int4|int8|float4|float8|numeric_|date_|time_|timetz_|timestamp_|timestamptz_)(lt|le|gt|ge)");

    private final CircuitBuilder builder;
    private final PropertyDerivation properties;
    private final PlanLowering plans;

    BoundedLowering(CircuitBuilder builder, PropertyDerivation properties, PlanLowering plans) {
        this.builder = builder;
        this.properties = properties;
        this.plans = plans;
    }

    /** {@code value side bound}, where the bound's plan has one row at most. */
    private record Comparison(Plan rows, Expr value, BoundSide side, Plan other, Expr bound) {}

    /** The join with the wanted columns, in order; empty if it is not of this kind. */
    Optional<Lowered> lower(Plan.Join join, List<Column> wanted) {
        return comparison(join)
                .filter(comparison -> comparison.rows.outputSet().containsAll(wanted))
                .map(comparison -> lower(comparison, wanted));
    }

    private Optional<Comparison> comparison(Plan.Join join) {
        boolean semi = join.kind() == JoinKind.SEMI;
        if (!semi && join.kind() != JoinKind.INNER
                || !(join.condition() instanceof Call call)
                || !call.function().schema().equals("pg_catalog")) {
            return Optional.empty();
        }
        var name = COMPARISON.matcher(call.function().name());
        if (!name.matches()) {
            return Optional.empty();
        }
        var side =
                switch (name.group(1)) {
                    case "lt" -> BoundSide.LESS;
                    case "le" -> BoundSide.LESS_OR_EQUAL;
                    case "gt" -> BoundSide.GREATER;
                    default -> BoundSide.GREATER_OR_EQUAL;
                };
        var left = call.arguments().get(0);
        var right = call.arguments().get(1);
        return comparison(join.left(), left, side, join.right(), right)
                .or(() -> comparison(join.left(), right, side.swapped(), join.right(), left))
                .or(() -> semi ? Optional.empty() : comparison(join.right(), right, side.swapped(), join.left(), left))
                .or(() -> semi ? Optional.empty() : comparison(join.right(), left, side, join.left(), right));
    }

    private Optional<Comparison> comparison(Plan rows, Expr value, BoundSide side, Plan other, Expr bound) {
        boolean fits = isOf(value, rows)
                && isOf(bound, other)
                && value.type().underlying().equals(bound.type().underlying())
                && properties.of(other).isKey(Set.of());
        return fits ? Optional.of(new Comparison(rows, value, side, other, bound)) : Optional.empty();
    }

    private static boolean isOf(Expr expr, Plan side) {
        var columns = ExprTree.columns(expr);
        return !columns.isEmpty() && side.outputSet().containsAll(columns) && TotalExpressions.isTotal(expr);
    }

    private Lowered lower(Comparison comparison, List<Column> wanted) {
        var assignments = new ArrayList<Assignment>();
        Map<Column, Integer> positions = new LinkedHashMap<>();
        for (var column : new LinkedHashSet<>(wanted)) {
            positions.put(column, assignments.size());
            assignments.add(new Assignment(column, new ColumnRef(column)));
        }
        var value = plain(comparison.value);
        int column;
        if (value instanceof ColumnRef reference && positions.containsKey(reference.column())) {
            column = positions.get(reference.column());
        } else {
            column = assignments.size();
            assignments.add(named("value", value));
        }
        int rows = plans.exactly(comparison.rows, assignments);
        int bounds = plans.exactly(comparison.other, List.of(named("bound", plain(comparison.bound))));
        var arranged = new OperatorSpec.Arrange(
                bounds, List.of(), true, builder.operator(bounds).types());
        var spec = new OperatorSpec.BoundedRows(
                rows,
                column,
                comparison.side,
                builder.add(arranged, builder.names(bounds)),
                0,
                wanted.stream().map(positions::get).toList(),
                wanted.stream().map(Column::type).toList());
        return Lowered.inOrder(
                builder.add(spec, wanted.stream().map(Column::name).toList()), wanted);
    }

    private static Assignment named(String name, Expr value) {
        var column = value instanceof ColumnRef reference ? reference.column() : new Column(-1, name, value.type());
        return new Assignment(column, value);
    }

    /** Modifiers say nothing about the order, but both sides must be written in one form. */
    private static Expr plain(Expr value) {
        var type = new SqlType(value.type().underlying(), -1, value.type().collation());
        return type.equals(value.type()) ? value : new Expr.Relabel(value, type);
    }
}
