package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzType.Family;
import java.util.List;
import java.util.Random;

/** Random calls of aggregates that show an order or look for a rank, and of those of pairs. */
final class OrderedAggregateGenerator {

    private final Random random;
    private final ExpressionGenerator expressions;

    OrderedAggregateGenerator(Random random, ExpressionGenerator expressions) {
        this.random = random;
        this.expressions = expressions;
    }

    Scoped any(List<Scoped> scope) {
        return switch (random.nextInt(6)) {
            case 0 -> percentile(scope);
            case 1 -> hypothetical(scope);
            case 2 -> pair(scope);
            case 3 -> object(scope);
            default -> list(scope);
        };
    }

    private String filter(List<Scoped> scope) {
        return random.nextInt(5) == 0 ? " FILTER (WHERE " + expressions.condition(scope, 1) + ")" : "";
    }

    private String direction() {
        return List.of("", "", " DESC", " DESC NULLS LAST", " NULLS FIRST").get(random.nextInt(5));
    }

    private Scoped argument(List<Scoped> scope) {
        return random.nextInt(4) == 0 ? expressions.expression(scope, 1) : expressions.any(scope);
    }

    private Scoped list(List<Scoped> scope) {
        var value = argument(scope);
        var comparable = value.type().isComparable() && value.type() != FuzzType.JSONB;
        boolean distinct = comparable && random.nextInt(4) == 0;
        var order = !comparable || random.nextInt(4) == 0 ? "" : " ORDER BY " + value.sql() + direction();
        if (!distinct && random.nextInt(3) == 0) {
            var first = expressions.any(scope);
            if (first.type().isOrdered()) {
                order = " ORDER BY " + first.sql() + direction()
                        + (order.isEmpty() ? "" : order.replace(" ORDER BY", ","));
            }
        }
        var inside = (distinct ? "DISTINCT " : "") + value.sql();
        if (value.type().family() == Family.TEXT && random.nextInt(2) == 0) {
            var delimiter = random.nextInt(3) == 0 && !distinct
                    ? expressions.ofType(scope, FuzzType.TEXT).sql()
                    : "','";
            return new Scoped("string_agg(" + inside + ", " + delimiter + order + ")" + filter(scope), FuzzType.TEXT);
        }
        // Which of several errors is met first is up to PostgreSQL.
        var tail = order + ")"
                + (value.type().isArray() ? " FILTER (WHERE array_length(" + value.sql() + ", 1) = 2)" : filter(scope));
        return switch (random.nextInt(4)) {
            case 0 -> new Scoped("json_agg(" + inside + tail, FuzzType.JSON);
            case 1 -> new Scoped("jsonb_agg(" + inside + tail, FuzzType.JSONB);
            case 2 ->
                value.type() == FuzzType.INT4
                        ? new Scoped("array_agg(" + inside + tail, FuzzType.INTS)
                        : new Scoped("(array_agg(" + inside + tail + ")::text", FuzzType.TEXT);
            default -> new Scoped("(array_agg(" + inside + tail + ")::text", FuzzType.TEXT);
        };
    }

    /** With values that are ordered, so that the last of several of one key is known, and keys that are not NULL. */
    private Scoped object(List<Scoped> scope) {
        var key = expressions.any(scope);
        var value = expressions.any(scope);
        boolean usable = !key.type().isArray()
                && key.type().isComparable()
                && key.type() != FuzzType.JSONB
                && value.type().isComparable()
                && value.type() != FuzzType.JSONB;
        if (!usable) {
            return new Scoped("count(*)", FuzzType.INT8);
        }
        boolean json = random.nextBoolean();
        return new Scoped(
                (json ? "json_object_agg(" : "jsonb_object_agg(") + key.sql() + ", " + value.sql() + " ORDER BY "
                        + key.sql() + direction() + ", " + value.sql() + direction() + ") FILTER (WHERE " + key.sql()
                        + " IS NOT NULL)",
                json ? FuzzType.JSON : FuzzType.JSONB);
    }

    private Scoped percentile(List<Scoped> scope) {
        var value = argument(scope);
        var type = value.type();
        var tail = " WITHIN GROUP (ORDER BY " + value.sql() + direction() + ")" + filter(scope);
        var fraction = List.of("0", "0.25", "0.5", "0.9", "1", "1 / 3.0").get(random.nextInt(6));
        int choice = random.nextInt(6);
        if (type.isNumber() && choice < 3) {
            return choice == 0
                    ? new Scoped("percentile_cont(ARRAY[" + fraction + ", 0.4])" + tail + "::text", FuzzType.TEXT)
                    : new Scoped("percentile_cont(" + fraction + ")" + tail, FuzzType.FLOAT8);
        } else if (type == FuzzType.INTERVAL && choice < 3) {
            return new Scoped("percentile_cont(" + fraction + ")" + tail, FuzzType.INTERVAL);
        } else if (!type.isOrdered()) {
            return new Scoped("count(*)", FuzzType.INT8);
        }
        var call = choice % 2 == 0 ? "percentile_disc(" + fraction + ")" : "mode()";
        var result =
                switch (type.family()) {
                    case TEXT -> type == FuzzType.VARCHAR ? FuzzType.TEXT : type;
                    case NUMERIC -> FuzzType.NUMERIC;
                    case CHAR -> FuzzType.BPCHAR;
                    case NUMERICS -> FuzzType.NUMERICS;
                    default -> type;
                };
        return new Scoped("(" + call + tail + ")", result);
    }

    private Scoped hypothetical(List<Scoped> scope) {
        var first = argument(scope);
        var second = expressions.any(scope);
        if (!first.type().isOrdered() || !second.type().isOrdered()) {
            return new Scoped("count(*)", FuzzType.INT8);
        }
        boolean two = random.nextInt(3) == 0;
        var direct = first.type().literal(random) + (two ? ", " + second.type().literal(random) : "");
        var order = first.sql() + direction() + (two ? ", " + second.sql() + direction() : "");
        var name = List.of("rank", "dense_rank", "percent_rank", "cume_dist").get(random.nextInt(4));
        return new Scoped(
                name + "(" + direct + ") WITHIN GROUP (ORDER BY " + order + ")" + filter(scope),
                name.endsWith("rank") && !name.startsWith("percent") ? FuzzType.INT8 : FuzzType.FLOAT8);
    }

    /** Over values that binary numbers hold exactly, and with results that do not hang on the last digit. */
    private Scoped pair(List<Scoped> scope) {
        var small = scope.stream()
                .filter(column -> column.type() == FuzzType.INT2
                        || column.type() == FuzzType.INT4
                        || column.type() == FuzzType.FLOAT4)
                .toList();
        if (!small.isEmpty() && random.nextBoolean()) {
            var name = List.of(
                            "corr",
                            "covar_pop",
                            "covar_samp",
                            "regr_intercept",
                            "regr_r2",
                            "regr_slope",
                            "regr_sxx",
                            "regr_sxy",
                            "regr_syy",
                            "stddev",
                            "var_pop")
                    .get(random.nextInt(11));
            boolean single = name.equals("stddev") || name.equals("var_pop");
            var arguments = "(" + expressions.any(small).sql() + "::float8"
                    + (single ? "" : ", " + expressions.any(small).sql() + "::float8") + ")";
            return new Scoped("round((" + name + arguments + filter(scope) + ")::numeric, 6)", FuzzType.NUMERIC);
        }
        var numbers = scope.stream().filter(column -> column.type().isNumber()).toList();
        if (numbers.isEmpty()) {
            return new Scoped("count(*)", FuzzType.INT8);
        }
        var arguments = "(" + (random.nextInt(5) == 0 ? "DISTINCT " : "")
                + expressions.any(numbers).sql() + "::float8, "
                + expressions.any(numbers).sql() + "::float8)" + filter(scope);
        var name = List.of("regr_count", "regr_avgx", "regr_avgy", "regr_count").get(random.nextInt(4));
        return new Scoped(name + arguments, name.equals("regr_count") ? FuzzType.INT8 : FuzzType.FLOAT8);
    }
}
