package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzTable.FuzzColumn;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random ends of queries that keep the first rows, by orders that leave nothing open but equal rows. */
final class LimitGenerator {

    private final Random random;

    LimitGenerator(Random random) {
        this.random = random;
    }

    /** Whether rows can be ordered by all of their columns. */
    boolean possible(List<FuzzColumn> columns) {
        return columns.stream().allMatch(column -> WindowCalls.sortable(column.type()));
    }

    /** An order by all columns, the first one first. */
    String order(List<FuzzColumn> columns) {
        return IntStream.rangeClosed(1, columns.size())
                .mapToObj(i -> i + direction())
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private String direction() {
        return List.of("", "", " DESC", " NULLS FIRST", " DESC NULLS LAST").get(random.nextInt(5));
    }

    /**
     * ORDER BY and LIMIT, or nothing if that cannot be.
     *
     * @param outer the columns of the queries around, by which the limit may be told
     */
    String tail(List<FuzzColumn> columns, List<Scoped> outer) {
        if (!possible(columns)) {
            return "";
        }
        if (random.nextInt(4) == 0) {
            return " ORDER BY 1" + direction() + " FETCH FIRST " + random.nextInt(5) + " ROWS WITH TIES";
        }
        var integers = outer.stream()
                .filter(column -> column.type() == FuzzType.INT4 || column.type() == FuzzType.INT2)
                .toList();
        var limit = integers.isEmpty() || random.nextInt(3) > 0
                ? String.valueOf(random.nextInt(6))
                : "greatest(" + integers.get(random.nextInt(integers.size())).sql() + ", 0)";
        return order(columns)
                + switch (random.nextInt(5)) {
                    case 0 -> " OFFSET " + limit;
                    case 1 -> " LIMIT " + limit + " OFFSET " + random.nextInt(3);
                    case 2 -> " LIMIT " + (1 + random.nextInt(4)) + " OFFSET " + limit;
                    default -> " LIMIT " + limit;
                };
    }
}
