package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Aggregate functions over whole lists of values, by their definitions. */
final class NaiveAggregates {

    private final ExprCompiler compiler;
    private final TypeCatalog types;

    NaiveAggregates(ExprCompiler compiler, TypeCatalog types) {
        this.compiler = compiler;
        this.types = types;
    }

    Object evaluate(AggregateCall call, List<Object> inputs) {
        var values = inputs.stream().filter(Objects::nonNull).toList();
        var type = call.arguments().isEmpty() ? null : call.arguments().get(0).type();
        if (call.distinct()) {
            values = distinct(values, type);
        }
        var name = call.function().name();
        if (name.equals("count")) {
            return (long) values.size();
        }
        if (values.isEmpty()) {
            return null;
        }
        return switch (name) {
            case "min" -> extreme(values, type, types.semantics(type));
            case "max" -> extreme(values, type, types.semantics(type).reversed());
            case "any_value" -> least(values, type);
            case "bool_and", "every" -> !values.contains(false);
            case "bool_or" -> values.contains(true);
            case "bit_or" -> values.stream().map(value -> (int) value).reduce(0, (a, b) -> a | b);
            case "sum" -> sum(values, type);
            case "avg" -> average(values);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private List<Object> distinct(List<Object> values, SqlType type) {
        Map<Object, List<Object>> groups = new LinkedHashMap<>();
        values.forEach(value -> groups.computeIfAbsent(
                        types.semantics(type).representative(value), absent -> new ArrayList<>())
                .add(value));
        return groups.values().stream().map(group -> least(group, type)).toList();
    }

    private Object extreme(List<Object> values, SqlType type, Comparator<Object> order) {
        var first = values.stream().min(order).orElseThrow();
        return least(
                values.stream()
                        .filter(value -> order.compare(value, first) == 0)
                        .toList(),
                type);
    }

    private Object least(List<Object> values, SqlType type) {
        var codec = RowCodec.of(List.of(type), types);
        return values.stream()
                .min((a, b) -> Arrays.compareUnsigned(codec.toBytes(new Row(a)), codec.toBytes(new Row(b))))
                .orElseThrow();
    }

    private static Object sum(List<Object> values, SqlType type) {
        if (type.underlying().equals(PgType.FLOAT8)) {
            if (values.stream().anyMatch(value -> !Double.isFinite((double) value))) {
                return values.stream().mapToDouble(value -> (double) value).sum();
            }
            return values.stream()
                    .map(value -> new BigDecimal((double) value))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .doubleValue();
        }
        if (type.underlying().equals(PgType.INT4)) {
            var sum = values.stream()
                    .map(value -> BigInteger.valueOf((int) value))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            return sum.longValueExact();
        }
        return numericSum(values);
    }

    private static PgNumeric numericSum(List<Object> values) {
        var sum = BigDecimal.ZERO;
        boolean nan = false;
        for (var value : values) {
            if (value instanceof PgNumeric numeric && !numeric.isFinite()) {
                nan = true;
                continue;
            }
            // BigDecimal keeps the larger scale, as PostgreSQL's sum does.
            sum = sum.add(
                    value instanceof PgNumeric numeric
                            ? numeric.digits()
                            : BigDecimal.valueOf(((Number) value).longValue()));
        }
        return nan ? PgNumeric.NAN : PgNumeric.of(sum);
    }

    private Object average(List<Object> values) {
        var divide = new dev.tideline.engine.expr.Function(
                "pg_catalog",
                "numeric_div",
                List.of(PgType.NUMERIC, PgType.NUMERIC),
                PgType.NUMERIC,
                true,
                dev.tideline.engine.expr.Function.Volatility.IMMUTABLE);
        var numeric = SqlType.of(PgType.NUMERIC);
        try {
            return compiler.compile(new Expr.Call(
                            divide, List.of(new InputRef(0, numeric), new InputRef(1, numeric)), numeric, null))
                    .evaluate(new Row(numericSum(values), PgNumeric.of(values.size())));
        } catch (SqlError e) {
            throw new IllegalStateException(e);
        }
    }
}
