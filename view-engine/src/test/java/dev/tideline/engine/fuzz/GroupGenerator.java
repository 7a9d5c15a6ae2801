package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.QueryGenerator.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Random groups: keys, sets of them, aggregates, window functions and subqueries over groups, HAVING. */
final class GroupGenerator {

    private final Random random;
    private final QueryGenerator queries;
    private final List<Scoped> outer;
    private final ExpressionGenerator expressions;
    private final AggregateGenerator aggregates;
    private final SubqueryGenerator subqueries;

    GroupGenerator(
            Random random,
            QueryGenerator queries,
            List<Scoped> outer,
            ExpressionGenerator expressions,
            AggregateGenerator aggregates,
            SubqueryGenerator subqueries) {
        this.random = random;
        this.queries = queries;
        this.outer = outer;
        this.expressions = expressions;
        this.aggregates = aggregates;
        this.subqueries = subqueries;
    }

    /** @param types of the columns to show, or near to them; null for any */
    Items grouped(List<Scoped> scope, List<FuzzType> types) {
        var keys = new ArrayList<Scoped>();
        // What the query around gives is a key like another.
        var seen = new ArrayList<>(scope);
        if (random.nextInt(4) == 0) {
            seen.addAll(outer);
        }
        int count = types == null ? random.nextInt(3) : 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            var key = random.nextInt(4) == 0 ? expressions.expression(seen, 1) : expressions.any(seen);
            if (key.type().isComparable()) {
                keys.add(key);
            }
        }
        var items = new ArrayList<Scoped>();
        if (types != null) {
            for (var type : types) {
                var key = keys.stream()
                        .filter(candidate -> candidate.type() == type)
                        .findFirst();
                items.add(key.orElseGet(() -> constantAggregate(scope, type)));
            }
        } else {
            items.addAll(keys);
            for (int i = 0; i <= random.nextInt(3); i++) {
                var aggregate = queries.allowsSubqueries(12)
                        ? aggregates.any(List.of(subqueries.value(scope)))
                        : aggregates.any(scope);
                items.add(random.nextInt(5) == 0 ? expressions.expression(List.of(aggregate), 1) : aggregate);
            }
        }
        var columns = new ArrayList<>(
                keys.stream().filter(key -> key.sql().matches("q\\d+\\.\\w+")).toList());
        if (random.nextInt(3) == 0) {
            aggregateOfColumns(scope).ifPresent(columns::add);
        }
        if (types == null && !columns.isEmpty() && queries.allowsSubqueries(4)) {
            items.add(subqueries.value(columns));
        }
        if (types == null && random.nextInt(4) == 0) {
            items.add(overGroups(scope, keys));
        }
        return new Items(items, (keys.isEmpty() ? "" : " GROUP BY " + groups(keys, items, types)) + having(scope));
    }

    /** One that a subquery of the groups can ask for, because it speaks of nothing but columns of the groups' rows. */
    private Optional<Scoped> aggregateOfColumns(List<Scoped> scope) {
        var numbers = scope.stream()
                .filter(column -> column.type().isNumber() && column.type().isOrdered())
                .filter(column -> column.sql().matches("q\\d+\\.\\w+"))
                .toList();
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        var argument = expressions.any(numbers);
        return Optional.of(
                random.nextBoolean()
                        ? new Scoped("count(" + argument.sql() + ")", FuzzType.INT8)
                        : new Scoped("max(" + argument.sql() + ")", WindowCalls.plain(argument.type())));
    }

    /** A window function that sees groups. */
    private Scoped overGroups(List<Scoped> scope, List<Scoped> keys) {
        var seen = new ArrayList<>(keys);
        for (int i = 0; i <= random.nextInt(2); i++) {
            var aggregate = aggregates.any(scope);
            // Its order may depend on the last digits.
            seen.add(
                    aggregate.type().family() == FuzzType.Family.FLOAT
                            ? new Scoped("count(*)", FuzzType.INT8)
                            : aggregate);
        }
        return new WindowCalls(random, expressions, aggregates, seen, List.of()).call();
    }

    /** The keys, or several sets of them. */
    private String groups(List<Scoped> keys, List<Scoped> items, List<FuzzType> types) {
        var list = keys.stream().map(Scoped::sql).map(sql -> "(" + sql + ")").collect(Collectors.joining(", "));
        if (types != null || random.nextInt(3) > 0) {
            return list;
        }
        if (random.nextBoolean()) {
            items.add(new Scoped("grouping(" + list + ")", FuzzType.INT4));
        }
        var first = "(" + keys.get(0).sql() + ")";
        return switch (random.nextInt(6)) {
            case 5 -> "GROUPING SETS (ROLLUP (" + list + "), CUBE (" + first + "), ())";
            case 0 -> "CUBE (" + list + ")";
            case 1 -> "GROUPING SETS ((" + list + "), " + first + ", ())";
            case 2 -> "GROUPING SETS ((), (), (" + list + "))";
            case 3 -> (random.nextBoolean() ? "DISTINCT " : "") + "ROLLUP (" + list + "), CUBE (" + first + ")";
            default -> "ROLLUP (" + list + ")";
        };
    }

    String having(List<Scoped> scope) {
        return switch (random.nextInt(9)) {
            case 4 ->
                aggregateOfColumns(scope)
                        .filter(aggregate -> queries.allowsSubqueries(1))
                        .map(aggregate -> " HAVING " + subqueries.condition(List.of(aggregate)))
                        .orElse("");
            case 0, 1 -> " HAVING count(*) " + expressions.comparator() + " " + random.nextInt(4);
            case 2 -> " HAVING " + expressions.condition(List.of(aggregates.any(scope)), 1);
            case 3 ->
                outer.isEmpty() ? "" : " HAVING " + expressions.condition(List.of(aggregates.any(scope)), outer, 1);
            default -> "";
        };
    }

    private Scoped constantAggregate(List<Scoped> scope, FuzzType type) {
        var candidates = scope.stream()
                .filter(column -> column.type() == type && type.isOrdered())
                .toList();
        return candidates.isEmpty()
                ? new Scoped(type.literal(random), type)
                : new Scoped("max(" + candidates.get(0).sql() + ")", type);
    }
}
