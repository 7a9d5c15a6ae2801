package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzTable.FuzzColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random window functions and queries with an order that decides, over tables with a key. Where the answer depends on the order of
 * tied rows the order ends with the key, so that there is one answer.
 */
final class WindowGenerator {

    private final Random random;
    private final ExpressionGenerator expressions;
    private final List<FuzzTable> keyed;
    private final List<Scoped> scope = new ArrayList<>();
    private final List<Scoped> keys = new ArrayList<>();
    private final WindowCalls calls;
    private final Function<List<Scoped>, Optional<String>> condition;
    private final List<Scoped> outer;
    private String from;

    /**
     * @param safe whether nothing may fail
     * @param condition a further condition over the columns of the tables; empty for none
     * @param outer the columns of the queries around
     */
    WindowGenerator(
            Random random,
            List<FuzzTable> relations,
            boolean safe,
            Function<List<Scoped>, Optional<String>> condition,
            List<Scoped> outer) {
        this.random = random;
        this.outer = outer;
        this.condition = condition;
        expressions = new ExpressionGenerator(random, safe);
        calls = new WindowCalls(random, expressions, new AggregateGenerator(random, expressions), scope, keys);
        keyed = relations.stream()
                .filter(relation -> relation.keyColumns() > 0)
                .filter(relation -> relation.columns().subList(0, relation.keyColumns()).stream()
                        .allMatch(column -> WindowCalls.sortable(column.type())))
                .toList();
    }

    /** A query of its own with the columns that it shows. */
    record Windowed(String sql, List<FuzzColumn> columns) {}

    /** Whether there is a table to read. */
    boolean possible() {
        return !keyed.isEmpty();
    }

    Windowed any(int number) {
        from(number);
        return switch (random.nextInt(6)) {
            case 0 -> top();
            case 1 -> distinctOn();
            case 2 -> ranked();
            default -> windows();
        };
    }

    private void from(int number) {
        var left = keyed.get(random.nextInt(keyed.size()));
        add(left, "x" + number);
        from = left.name() + " x" + number;
        if (random.nextInt(4) == 0) {
            var right = keyed.get(random.nextInt(keyed.size()));
            var l = scope.stream()
                    .filter(column -> column.type() == FuzzType.INT4)
                    .findFirst();
            add(right, "y" + number);
            var r = scope.stream()
                    .filter(column ->
                            column.type() == FuzzType.INT4 && column.sql().startsWith("y"))
                    .findFirst();
            var condition = l.isPresent() && r.isPresent()
                    ? l.get().sql() + " = " + r.get().sql()
                    : "true";
            from += (random.nextBoolean() ? " LEFT JOIN " : " JOIN ") + right.name() + " y" + number + " ON "
                    + condition;
        }
        if (!outer.isEmpty() && random.nextInt(4) == 0) {
            // Partitions and orders may be by what the query around gives.
            scope.add(expressions.any(outer));
        }
        var terms = new ArrayList<String>();
        condition.apply(scope).ifPresent(terms::add);
        if (random.nextInt(3) == 0) {
            terms.add(expressions.condition(scope, 1));
        }
        from += terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
    }

    private void add(FuzzTable table, String alias) {
        for (int i = 0; i < table.columns().size(); i++) {
            var column = table.columns().get(i);
            var scoped = new Scoped(alias + "." + column.name(), column.type());
            scope.add(scoped);
            if (i < table.keyColumns()) {
                keys.add(scoped);
            }
        }
    }

    private Windowed windows() {
        var items = new ArrayList<Scoped>();
        keys.forEach(items::add);
        var named = calls.partition() + calls.order(true);
        boolean usesNamed = random.nextInt(3) == 0;
        for (int i = 0; i <= random.nextInt(3); i++) {
            items.add(usesNamed && random.nextBoolean() ? calls.ordered("w") : calls.call());
        }
        return select(items, usesNamed ? " WINDOW w AS (" + named + ")" : "");
    }

    private Windowed select(List<Scoped> items, String tail) {
        var list = IntStream.range(0, items.size())
                .mapToObj(i -> items.get(i).sql() + " AS o" + i)
                .collect(Collectors.joining(", "));
        var columns = IntStream.range(0, items.size())
                .mapToObj(i -> new FuzzColumn("o" + i, items.get(i).type()))
                .toList();
        return new Windowed("SELECT " + list + " FROM " + from + tail, columns);
    }

    private List<Scoped> shown() {
        var items = new ArrayList<Scoped>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            items.add(expressions.any(!outer.isEmpty() && random.nextInt(4) == 0 ? outer : scope));
        }
        return items;
    }

    private Windowed top() {
        boolean ties = random.nextInt(3) == 0;
        var items = shown();
        if (ties) {
            return select(
                    items,
                    " " + calls.orderOf(1 + random.nextInt(2)) + " FETCH FIRST " + random.nextInt(6)
                            + " ROWS WITH TIES");
        }
        var limit =
                switch (random.nextInt(5)) {
                    case 0 -> " OFFSET " + random.nextInt(4);
                    case 1, 2 -> " LIMIT " + random.nextInt(8) + " OFFSET " + random.nextInt(4);
                    default -> " LIMIT " + (1 + random.nextInt(9));
                };
        return select(items, " " + calls.order(true) + limit);
    }

    private Windowed distinctOn() {
        var key = calls.sortable();
        var select = select(
                shown(),
                " ORDER BY " + key.sql() + calls.direction() + ", "
                        + keys.stream().map(Scoped::sql).collect(Collectors.joining(", "))
                        + (random.nextInt(4) == 0 ? " LIMIT 3" : ""));
        return new Windowed(
                select.sql()
                        .replaceFirst(
                                "SELECT ", "SELECT DISTINCT ON (" + key.sql().replace("$", "\\$") + ") "),
                select.columns());
    }

    /** Rows by their rank. */
    private Windowed ranked() {
        var items = new ArrayList<Scoped>(keys);
        var function = List.of("row_number", "rank", "dense_rank").get(random.nextInt(3));
        items.add(new Scoped(
                function + "() OVER (" + calls.partition() + calls.order(function.equals("row_number")) + ")",
                FuzzType.INT8));
        if (random.nextInt(3) == 0) {
            items.add(calls.call());
        }
        var inner = select(items, "");
        var operator = List.of("<=", "<=", "<", "=").get(random.nextInt(4));
        var sql = "SELECT * FROM (" + inner.sql() + ") ranked WHERE o" + keys.size() + " " + operator + " "
                + (1 + random.nextInt(4));
        return new Windowed(sql, inner.columns());
    }
}
