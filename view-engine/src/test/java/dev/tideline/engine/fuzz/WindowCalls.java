package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random calls of window functions, and the orders that they need, over the columns in scope. Without a key only calls that do not tell
 * tied rows apart.
 */
final class WindowCalls {

    /** One order in so many is left untied after all, to see that what is open is known to be. */
    private static final int UNTIED = 12;

    private final Random random;
    private final ExpressionGenerator expressions;
    private final AggregateGenerator aggregates;
    private final List<Scoped> scope;
    private final List<Scoped> keys;

    /** @param keys columns of the scope in which no two rows agree; none if no such are known */
    WindowCalls(
            Random random,
            ExpressionGenerator expressions,
            AggregateGenerator aggregates,
            List<Scoped> scope,
            List<Scoped> keys) {
        this.random = random;
        this.expressions = expressions;
        this.aggregates = aggregates;
        this.scope = scope;
        this.keys = keys;
    }

    static boolean sortable(FuzzType type) {
        return switch (type.family()) {
            case JSONB, JSON, POINT, SEARCH -> false;
            default -> true;
        };
    }

    Scoped sortable() {
        for (int attempt = 0; attempt < 20; attempt++) {
            var candidate = random.nextInt(6) == 0 ? expressions.expression(scope, 1) : expressions.any(scope);
            if (sortable(candidate.type()) && !candidate.sql().matches("'?[-0-9A-Za-z.]*'?(::.*)?")) {
                return candidate;
            }
        }
        return keys.isEmpty() ? new Scoped("1::int8", FuzzType.INT8) : keys.get(0);
    }

    String order(boolean total) {
        var items = new ArrayList<String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            items.add(sortable().sql() + direction());
        }
        if (total && random.nextInt(UNTIED) != 0) {
            keys.forEach(key -> items.add(key.sql() + direction()));
        }
        return items.isEmpty() ? "" : "ORDER BY " + String.join(", ", items);
    }

    String direction() {
        return List.of("", "", " DESC", " NULLS FIRST", " DESC NULLS LAST").get(random.nextInt(5));
    }

    String partition() {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "PARTITION BY " + sortable().sql() + " ";
            default ->
                "PARTITION BY "
                        + scope.get(Math.min(scope.size() - 1, keys.size())).sql() + " ";
        };
    }

    Scoped call() {
        if (keys.isEmpty()) {
            return untied();
        }
        return switch (random.nextInt(10)) {
            case 0, 1 -> safe();
            case 2, 3 -> range();
            case 4, 5 -> aggregate("(" + partition() + order(true) + " " + frame("ROWS") + ")");
            case 6 -> aggregate("(" + partition() + order(random.nextBoolean()) + ")");
            case 7 -> aggregate("(" + partition() + orderOf(1) + " " + frame("GROUPS") + ")");
            default -> ordered("(" + partition() + order(true) + " " + frame(random.nextBoolean() ? "ROWS" : "") + ")");
        };
    }

    private Scoped untied() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> safe();
            case 2 -> range();
            case 3 -> aggregate("(" + partition() + orderOf(1) + " " + frame("GROUPS") + ")");
            case 4 -> {
                var value = sortable();
                yield new Scoped(
                        "first_value(" + value.sql() + ") OVER (" + partition() + "ORDER BY " + value.sql()
                                + direction() + ")",
                        plain(value.type()));
            }
            default -> aggregate("(" + partition() + order(false) + ")");
        };
    }

    String orderOf(int columns) {
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
        if (random.nextInt(8) == 0) {
            return mode + " " + starts.get(random.nextInt(4));
        }
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
            boolean asWindow = call.sql().matches("[a-z_]+\\(.*\\)")
                    && !call.sql().matches("round.*|.*(DISTINCT|WITHIN GROUP|ORDER BY|::text$).*");
            if (asWindow) {
                return new Scoped(call.sql() + " OVER " + over, call.type());
            }
        }
        return new Scoped("count(*) OVER " + over, FuzzType.INT8);
    }

    /** A function that shows the order of rows. */
    Scoped ordered(String over) {
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

    /** The type in which such a value is shown by functions: without a modifier. */
    static FuzzType plain(FuzzType type) {
        return switch (type.family()) {
            case TEXT -> FuzzType.TEXT;
            case NUMERIC -> FuzzType.NUMERIC;
            case CHAR -> FuzzType.BPCHAR;
            case NUMERICS -> FuzzType.NUMERICS;
            default -> type;
        };
    }
}
