package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzType.Family;
import java.util.List;
import java.util.Random;

/** Random calls of aggregates. */
final class AggregateGenerator {

    private final Random random;
    private final ExpressionGenerator expressions;
    private final OrderedAggregateGenerator ordered;

    AggregateGenerator(Random random, ExpressionGenerator expressions) {
        this.random = random;
        this.expressions = expressions;
        this.ordered = new OrderedAggregateGenerator(random, expressions);
    }

    Scoped any(List<Scoped> scope) {
        if (random.nextInt(3) == 0) {
            return ordered.any(scope);
        }
        var argument = random.nextInt(4) == 0 ? expressions.expression(scope, 1) : expressions.any(scope);
        var filter = random.nextInt(5) == 0 ? " FILTER (WHERE " + expressions.condition(scope, 1) + ")" : "";
        var type = argument.type();
        var distinct = random.nextInt(5) == 0 && type.isComparable() ? "DISTINCT " : "";
        var call = "(" + distinct + argument.sql() + ")" + filter;
        int choice = random.nextInt(6);
        if (choice == 0) {
            return new Scoped("count(*)" + filter, FuzzType.INT8);
        } else if (choice == 1) {
            return new Scoped("count" + call, FuzzType.INT8);
        } else if (type.isNumber() && choice < 4) {
            return number(type, call);
        } else if (type == FuzzType.INTEGER_RANGE || type == FuzzType.NUMERIC_RANGE) {
            return ranges(type, call);
        } else if (type == FuzzType.BOOL) {
            return new Scoped(List.of("bool_and", "bool_or", "every").get(random.nextInt(3)) + call, FuzzType.BOOL);
        } else if (type == FuzzType.INTERVAL && choice == 2) {
            return new Scoped((random.nextBoolean() ? "sum" : "avg") + call, FuzzType.INTERVAL);
        } else if (type.isOrdered()) {
            return extreme(type, call);
        }
        return new Scoped("count" + call, FuzzType.INT8);
    }

    private Scoped ranges(FuzzType type, String call) {
        if (random.nextBoolean()) {
            return new Scoped("range_intersect_agg" + call, type);
        }
        return new Scoped(
                "range_agg" + call,
                type == FuzzType.INTEGER_RANGE ? FuzzType.INTEGER_MULTIRANGE : FuzzType.NUMERIC_MULTIRANGE);
    }

    /** The least or greatest value, in the type that PostgreSQL gives it: without a modifier. */
    private Scoped extreme(FuzzType type, String call) {
        var result =
                switch (type.family()) {
                    case TEXT -> FuzzType.TEXT;
                    case NUMERIC -> FuzzType.NUMERIC;
                    case CHAR -> FuzzType.BPCHAR;
                    case NUMERICS -> FuzzType.NUMERICS;
                    default -> type;
                };
        return new Scoped((random.nextBoolean() ? "min" : "max") + call, result);
    }

    private Scoped number(FuzzType type, String call) {
        boolean isFloat = type.family() == Family.FLOAT;
        if (!isFloat && random.nextInt(6) == 0) {
            var function = List.of("stddev", "variance", "var_pop", "stddev_pop", "stddev_samp", "var_samp")
                    .get(random.nextInt(6));
            return new Scoped(function + call, FuzzType.NUMERIC);
        }
        if (type.family() == Family.INTEGER && random.nextInt(8) == 0) {
            return new Scoped(List.of("bit_and", "bit_or", "bit_xor").get(random.nextInt(3)) + call, type);
        }
        if (random.nextBoolean()) {
            return new Scoped("avg" + call, isFloat ? FuzzType.FLOAT8 : FuzzType.NUMERIC);
        }
        var result =
                switch (type) {
                    case INT2, INT4 -> FuzzType.INT8;
                    case FLOAT4 -> FuzzType.FLOAT4;
                    case FLOAT8 -> FuzzType.FLOAT8;
                    default -> FuzzType.NUMERIC;
                };
        return new Scoped("sum" + call, result);
    }
}
