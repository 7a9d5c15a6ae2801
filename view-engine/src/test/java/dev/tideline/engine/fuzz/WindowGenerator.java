package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzTable.FuzzColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random window functions and queries with an order that decides, over tables with a key. Where the answer depends on the order of
 * tied rows the order ends with the key, so that there is one answer.
 */
final class WindowGenerator {

    /** One order in so many is left untied after all, to see that what is open is known to be. */
    private static final int UNTIED = 12;

    private final Random random;
    private final ExpressionGenerator expressions;
    private final AggregateGenerator aggregates;
    private final List<FuzzTable> keyed;
    private final List<Scoped> scope = new ArrayList<>();
    private final List<Scoped> keys = new ArrayList<>();
    private String from;

    WindowGenerator(Random random, List<FuzzTable> relations) {
        this.random = random;
        expressions = new ExpressionGenerator(random, false);
        aggregates = new AggregateGenerator(random, expressions);
        keyed = relations.stream()
                .filter(relation -> relation.keyColumns() > 0)
                .filter(relation -> relation.columns().subList(0, relation.keyColumns()).stream()
                        .allMatch(column -> sortable(column.type())))
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
        if (random.nextInt(3) == 0) {
            from += " WHERE " + expressions.condition(scope, 1);
        }
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

    private static boolean sortable(FuzzType type) {
        return switch (type.family()) {
            case JSONB, JSON -> false;
            default -> true;
        };
    }

    private Scoped sortable() {
        for (int attempt = 0; attempt < 20; attempt++) {
            var candidate = random.nextInt(6) == 0 ? expressions.expression(scope, 1) : expressions.any(scope);
            if (sortable(candidate.type()) && !candidate.sql().matches("'?[-0-9A-Za-z.]*'?(::.*)?")) {
                return candidate;
            }
        }
        return keys.get(0);
    }

    private String order(boolean total) {
        var items = new ArrayList<String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            items.add(sortable().sql() + direction());
        }
        if (total && random.nextInt(UNTIED) != 0) {
            keys.forEach(key -> items.add(key.sql() + direction()));
        }
        return items.isEmpty() ? "" : "ORDER BY " + String.join(", ", items);
    }

    private String direction() {
        return List.of("", "", " DESC", " NULLS FIRST", " DESC NULLS LAST").get(random.nextInt(5));
    }

    private String partition() {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "PARTITION BY " + sortable().sql() + " ";
            default ->
                "PARTITION BY "
                        + scope.get(Math.min(scope.size() - 1, keys.size())).sql() + " ";
        };
    }

    private Windowed windows() {
        var items = new ArrayList<Scoped>();
        keys.forEach(items::add);
        var named = partition() + order(true);
        boolean usesNamed = random.nextInt(3) == 0;
        for (int i = 0; i <= random.nextInt(3); i++) {
            items.add(usesNamed && random.nextBoolean() ? ordered("w") : call());
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

    private Scoped call() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> safe();
            case 2, 3 -> range();
            case 4, 5 -> aggregate("(" + partition() + order(true) + " " + frame("ROWS") + ")");
            case 6 -> aggregate("(" + partition() + order(random.nextBoolean()) + ")");
            case 7 -> aggregate("(" + partition() + orderOf(1) + " " + frame("GROUPS") + ")");
            default -> ordered("(" + partition() + order(true) + " " + frame(random.nextBoolean() ? "ROWS" : "") + ")");
        };
    }

    private String orderOf(int columns) {
        return IntStream.range(0, columns)
                .mapToObj(i -> sortable().sql() + direction())
                .collect(Collectors.joining(", ", "ORDER BY ", ""));
    }

    /** A function that does not tell tied rows apart. */
    private Scoped safe() {
        var over = " OVER (" + partition() + order(false) + ")";
        return switch (random.nextInt(4)) {
            case 0 -> new Scoped("rank()" + over, FuzzType.INT8);
            case 1 -> new Scoped("dense_rank()" + over, FuzzType.INT8);
            case 2 -> new Scoped("percent_rank()" + over, FuzzType.FLOAT8);
            default -> new Scoped("cume_dist()" + over, FuzzType.FLOAT8);
        };
    }

    private Scoped range() {
        for (int attempt = 0; attempt < 20; attempt++) {
            var key = expressions.any(scope);
            var offset =
                    switch (key.type().family()) {
                        case INTEGER -> key.type() == FuzzType.INT8 ? "2::bigint" : "2";
                        case NUMERIC -> "1.5";
                        case FLOAT -> "1.5::float8";
                        case DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL ->
                            List.of("interval '1 day'", "interval '1 month'", "interval '36 hours'")
                                    .get(random.nextInt(3));
                        case TIME -> "interval '5 hours'";
                        default -> null;
                    };
            if (offset != null) {
                return aggregate("(" + partition() + "ORDER BY " + key.sql() + direction() + " "
                        + frame("RANGE", offset, offset) + ")");
            }
        }
        return safe();
    }

    private String frame(String mode) {
        return mode.isEmpty() ? "" : frame(mode, String.valueOf(random.nextInt(4)), String.valueOf(random.nextInt(4)));
    }

    private String frame(String mode, String startOffset, String endOffset) {
        var starts = List.of(
                "UNBOUNDED PRECEDING",
                startOffset + " PRECEDING",
                startOffset + " PRECEDING",
                "CURRENT ROW",
                startOffset + " FOLLOWING");
        var ends = List.of(
                endOffset + " PRECEDING",
                "CURRENT ROW",
                "CURRENT ROW",
                endOffset + " FOLLOWING",
                endOffset + " FOLLOWING",
                "UNBOUNDED FOLLOWING");
        var exclusions = List.of("", "", "", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES");
        while (true) {
            var start = starts.get(random.nextInt(starts.size()));
            var end = ends.get(random.nextInt(ends.size()));
            boolean wrong = start.equals("CURRENT ROW") && end.endsWith(" PRECEDING")
                    || start.endsWith("FOLLOWING") && !end.endsWith("FOLLOWING");
            if (!wrong) {
                return mode + " BETWEEN " + start + " AND " + end + exclusions.get(random.nextInt(exclusions.size()));
            }
        }
    }

    private Scoped aggregate(String over) {
        for (int attempt = 0; attempt < 50; attempt++) {
            var call = aggregates.any(scope);
            if (!call.sql().contains("DISTINCT")) {
                return new Scoped(call.sql() + " OVER " + over, call.type());
            }
        }
        return new Scoped("count(*) OVER " + over, FuzzType.INT8);
    }

    /** A function that shows the order of rows. */
    private Scoped ordered(String over) {
        var value = expressions.any(scope);
        var type = plain(value.type());
        var sql = value.sql();
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Scoped("row_number() OVER " + over, FuzzType.INT8);
            case 2 -> new Scoped("ntile(" + (1 + random.nextInt(4)) + ") OVER " + over, FuzzType.INT4);
            case 3 -> new Scoped("lag(" + sql + ") OVER " + over, type);
            case 4 -> new Scoped("lead(" + sql + ", " + random.nextInt(4) + ") OVER " + over, type);
            case 5 ->
                new Scoped(
                        "lag(" + sql + ", " + (random.nextInt(5) - 1) + ", "
                                + value.type().literal(random) + ") OVER " + over,
                        type);
            case 6 -> new Scoped("first_value(" + sql + ") OVER " + over, type);
            case 7 -> new Scoped("last_value(" + sql + ") OVER " + over, type);
            default -> new Scoped("nth_value(" + sql + ", " + (1 + random.nextInt(3)) + ") OVER " + over, type);
        };
    }

    private static FuzzType plain(FuzzType type) {
        return switch (type.family()) {
            case TEXT -> FuzzType.TEXT;
            case NUMERIC -> FuzzType.NUMERIC;
            case CHAR -> FuzzType.BPCHAR;
            case NUMERICS -> FuzzType.NUMERICS;
            default -> type;
        };
    }

    private List<Scoped> shown() {
        var items = new ArrayList<Scoped>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            items.add(expressions.any(scope));
        }
        return items;
    }

    private Windowed top() {
        boolean ties = random.nextInt(3) == 0;
        var items = shown();
        if (ties) {
            return select(
                    items,
                    " " + orderOf(1 + random.nextInt(2)) + " FETCH FIRST " + random.nextInt(6) + " ROWS WITH TIES");
        }
        var limit =
                switch (random.nextInt(5)) {
                    case 0 -> " OFFSET " + random.nextInt(4);
                    case 1, 2 -> " LIMIT " + random.nextInt(8) + " OFFSET " + random.nextInt(4);
                    default -> " LIMIT " + (1 + random.nextInt(9));
                };
        return select(items, " " + order(true) + limit);
    }

    private Windowed distinctOn() {
        var key = sortable();
        var select = select(
                shown(),
                " ORDER BY " + key.sql() + direction() + ", "
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
                function + "() OVER (" + partition() + order(function.equals("row_number")) + ")", FuzzType.INT8));
        if (random.nextInt(3) == 0) {
            items.add(call());
        }
        var inner = select(items, "");
        var operator = List.of("<=", "<=", "<", "=").get(random.nextInt(4));
        var sql = "SELECT * FROM (" + inner.sql() + ") ranked WHERE o" + keys.size() + " " + operator + " "
                + (1 + random.nextInt(4));
        return new Windowed(sql, inner.columns());
    }
}
