package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzTable.FuzzColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random queries from a grammar, well typed for PostgreSQL. */
final class QueryGenerator {

    private final Random random;
    private final List<FuzzTable> relations;
    private final ExpressionGenerator expressions;
    private final AggregateGenerator aggregates;
    private final SubqueryGenerator subqueries;
    private final LimitGenerator limits;
    private final FromGenerator froms;
    private final List<Scoped> outer;
    private final int level;
    private final AtomicInteger aliases;
    private final List<String> parts = new ArrayList<>();

    QueryGenerator(Random random, List<FuzzTable> relations) {
        this(random, relations, List.of(), 0, new AtomicInteger());
    }

    /**
     * @param outer the columns of the queries around
     * @param level how many queries are around
     */
    private QueryGenerator(
            Random random, List<FuzzTable> relations, List<Scoped> outer, int level, AtomicInteger aliases) {
        this.random = random;
        this.relations = relations;
        this.outer = outer;
        this.level = level;
        this.aliases = aliases;
        expressions = new ExpressionGenerator(random, level > 0);
        aggregates = new AggregateGenerator(random, expressions);
        subqueries = new SubqueryGenerator(random, this, expressions);
        limits = new LimitGenerator(random);
        froms = new FromGenerator(random, this, relations, expressions, subqueries);
    }

    /** Generates queries that stand where these columns are in scope. */
    QueryGenerator inside(List<Scoped> scope) {
        var around = new ArrayList<>(scope);
        around.addAll(outer);
        return new QueryGenerator(random, relations, around, level + 1, aliases);
    }

    /** Something that stands by itself. */
    void addPart(String sql) {
        parts.add(sql);
    }

    int nextAlias() {
        return aliases.getAndIncrement();
    }

    boolean allowsSubqueries(int oneIn) {
        return level < 3 && random.nextInt(oneIn + 2 * level) == 0;
    }

    /**
     * A query with the names and types of its columns.
     *
     * @param parts each derived table, common table expression, branch of a set operation and condition, as a query that stands by
     *     itself
     */
    record Query(String sql, List<FuzzColumn> columns, List<String> parts) {}

    /** A query that may become a part of another. */
    record Select(String sql, List<FuzzColumn> columns) {}

    Query query(int depth) {
        var select =
                switch (random.nextInt(11)) {
                    case 10 ->
                        new RecursionGenerator(random, relations)
                                .any(aliases.getAndIncrement())
                                .orElseGet(() -> select(depth, null));
                    case 0 -> setOperation(depth);
                    case 1 -> withQuery(depth);
                    case 2, 3, 4 -> windowed(depth);
                    default -> select(depth, null);
                };
        return new Query(select.sql(), select.columns(), List.copyOf(parts));
    }

    Select windowed(int depth) {
        var windows = new WindowGenerator(
                random,
                relations,
                level > 0,
                scope ->
                        outer.isEmpty() || random.nextInt(5) == 0 ? Optional.empty() : Optional.of(correlation(scope)));
        if (!windows.possible()) {
            return select(depth, null);
        }
        var windowed = windows.any(aliases.getAndIncrement());
        // Of no rows at all PostgreSQL evaluates nothing.
        parts.add(windowed.sql().replaceFirst(" (FETCH FIRST|LIMIT|OFFSET) .*$", ""));
        return new Select(windowed.sql(), windowed.columns());
    }

    private Select withQuery(int depth) {
        var common = random.nextInt(4) == 0 ? setOperation(depth) : select(depth, null);
        var name = "w" + aliases.getAndIncrement();
        var scope = new FuzzTable(name, common.columns(), 0);
        var extended = new ArrayList<>(relations);
        extended.add(scope);
        extended.add(scope);
        var inner = new QueryGenerator(random, extended, outer, level, aliases);
        var main = inner.select(depth, null);
        var with = "WITH " + name + " AS (" + common.sql() + ") ";
        parts.add(common.sql());
        inner.parts.forEach(part -> parts.add(with + part));
        return new Select(with + main.sql(), main.columns());
    }

    Select setOperation(int depth) {
        return setOperation(depth, null);
    }

    Select setOperation(int depth, List<FuzzType> wanted) {
        var left = select(depth - 1, wanted);
        var types = left.columns().stream().map(FuzzColumn::type).toList();
        var right = random.nextInt(6) == 0 && depth > 0 ? setOperation(depth - 1) : select(depth - 1, types);
        if (right.columns().size() != types.size()) {
            right = select(depth - 1, types);
        }
        var operator = List.of("UNION", "UNION ALL", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL")
                .get(random.nextInt(6));
        parts.add(left.sql());
        parts.add(right.sql());
        var columns = new ArrayList<FuzzColumn>();
        for (int i = 0; i < types.size(); i++) {
            var other = right.columns().get(i).type();
            var type = types.get(i).family() == other.family() ? types.get(i).common(other) : types.get(i);
            columns.add(new FuzzColumn(left.columns().get(i).name(), type));
        }
        var sql = "(" + left.sql() + ") " + operator + " (" + right.sql() + ")";
        var tail = random.nextInt(8) == 0 ? limits.tail(columns, outer) : "";
        if (!tail.isEmpty()) {
            parts.add(sql);
        }
        return new Select(sql + tail, columns);
    }

    /** @param types of the columns to show, or near to them; null for any */
    Select select(int depth, List<FuzzType> types) {
        return select(depth, types, random.nextInt(5) < 2);
    }

    /** One column of the first of its rows, or nothing. */
    Select first() {
        var rows = select(random.nextInt(2), null);
        var column = rows.columns().get(0);
        if (!limits.possible(List.of(column))) {
            return oneRow(1);
        }
        var alias = "q" + aliases.getAndIncrement();
        return new Select(
                "SELECT " + alias + "." + column.name() + " FROM (" + rows.sql() + ") " + alias + " ORDER BY 1"
                        + (random.nextBoolean() ? " DESC" : "") + " LIMIT 1"
                        + (random.nextInt(4) == 0 ? " OFFSET 1" : ""),
                List.of(column));
    }

    /** One row, of aggregates. */
    Select oneRow(int columns) {
        var scope = new ArrayList<Scoped>();
        var sql = new StringBuilder();
        var shown = new ArrayList<FuzzColumn>();
        var from = froms.from(0, scope) + where(scope);
        for (int i = 0; i < columns; i++) {
            var item = aggregates.any(scope);
            if (random.nextInt(4) == 0) {
                var both = new ArrayList<>(List.of(item));
                both.add(expressions.any(outer));
                item = expressions.expression(both, 1);
            }
            sql.append(i == 0 ? "SELECT " : ", ")
                    .append(item.sql())
                    .append(" AS o")
                    .append(i);
            shown.add(new FuzzColumn("o" + i, item.type()));
        }
        return new Select(sql + " FROM " + from + (random.nextInt(2) == 0 ? having(scope) : ""), shown);
    }

    private String where(List<Scoped> scope) {
        var condition = condition(scope);
        return condition.equals("true") ? "" : " WHERE " + condition;
    }

    private String condition(List<Scoped> scope) {
        var terms = new ArrayList<String>();
        if (random.nextInt(2) == 0) {
            terms.add(expressions.condition(scope, 2));
        }
        if (!outer.isEmpty() && random.nextInt(6) > 0) {
            terms.add(correlation(scope));
        }
        if (!outer.isEmpty() && random.nextInt(4) == 0) {
            terms.add(correlation(scope));
        }
        if (allowsSubqueries(4)) {
            terms.add(subqueries.condition(scope));
        }
        return terms.isEmpty() ? "true" : String.join(random.nextInt(10) == 0 ? " OR " : " AND ", terms);
    }

    /** A comparison of a column with one of the queries around. */
    private String correlation(List<Scoped> scope) {
        for (int attempt = 0; attempt < 20; attempt++) {
            var inner = expressions.any(scope);
            var around = expressions.any(outer);
            if (inner.type().family() == around.type().family() && inner.type().isComparable()) {
                var operator = random.nextInt(3) > 0
                        ? "="
                        : random.nextInt(4) == 0 ? "IS NOT DISTINCT FROM" : expressions.comparator();
                return inner.sql() + " " + operator + " " + around.sql();
            }
        }
        return expressions.condition(scope, outer, 1);
    }

    private Select select(int depth, List<FuzzType> types, boolean groups) {
        var scope = new ArrayList<Scoped>();
        var from = froms.from(depth, scope);
        var condition = condition(scope);
        var where = condition.equals("true") ? "" : " WHERE " + condition;
        // PostgreSQL evaluates conditions in the order of their costs, but in a SELECT list as they are written.
        parts.add("SELECT " + condition + " FROM " + from);
        var shown = groups ? grouped(scope, types) : plain(scope, types);
        var names =
                IntStream.range(0, shown.items.size()).mapToObj(i -> "o" + i).toList();
        var items = IntStream.range(0, shown.items.size())
                .mapToObj(i -> shown.items.get(i).sql() + " AS " + names.get(i))
                .collect(Collectors.joining(", "));
        var columns = IntStream.range(0, names.size())
                .mapToObj(i -> new FuzzColumn(names.get(i), shown.items.get(i).type()))
                .toList();
        // Up to PostgreSQL 17 DISTINCT takes a key that WHERE fixes for fixed in rows of other grouping sets, too.
        boolean distinct = random.nextInt(7) == 0
                && !shown.tail.matches(".*(CUBE|ROLLUP|SETS) \\(.*")
                && shown.items.stream().allMatch(item -> item.type().isComparable());
        var rest = items + " FROM " + from + where + shown.tail;
        boolean limited = random.nextInt(level > 0 ? 4 : 7) == 0;
        var tail = limited ? limits.tail(columns, outer) : "";
        if (!tail.isEmpty()) {
            parts.add("SELECT " + rest);
        }
        if (limited && !distinct && random.nextInt(4) == 0 && limits.possible(columns)) {
            return new Select("SELECT DISTINCT ON (1) " + rest + limits.order(columns), columns);
        }
        return new Select("SELECT " + (distinct ? "DISTINCT " : "") + rest + tail, columns);
    }

    private record Items(List<Scoped> items, String tail) {}

    private Items plain(List<Scoped> scope, List<FuzzType> types) {
        var items = new ArrayList<Scoped>();
        if (types != null) {
            types.forEach(type -> items.add(
                    random.nextInt(3) == 0 ? expressions.ofFamily(scope, type) : expressions.ofType(scope, type)));
        } else {
            if (random.nextInt(10) == 0) {
                var call = new SetGenerator(random).any(scope);
                if (call.columns().size() == 1) {
                    items.add(new Scoped(call.sql(), call.columns().get(0)));
                }
            }
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                var seen = new ArrayList<>(scope);
                if (random.nextInt(3) == 0) {
                    seen.addAll(outer);
                }
                if (allowsSubqueries(7)) {
                    items.add(subqueries.value(scope));
                } else {
                    items.add(random.nextInt(3) == 0 ? expressions.expression(seen, 2) : expressions.any(seen));
                }
            }
        }
        for (int i = random.nextInt(types == null ? 6 : 1); i > 3; i--) {
            items.add(new WindowCalls(random, expressions, aggregates, scope, List.of()).call());
        }
        return new Items(items, "");
    }

    private Items grouped(List<Scoped> scope, List<FuzzType> types) {
        var keys = new ArrayList<Scoped>();
        int count = types == null ? random.nextInt(3) : 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            var key = random.nextInt(4) == 0 ? expressions.expression(scope, 1) : expressions.any(scope);
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
                var aggregate =
                        allowsSubqueries(12) ? aggregates.any(List.of(subqueries.value(scope))) : aggregates.any(scope);
                items.add(random.nextInt(5) == 0 ? expressions.expression(List.of(aggregate), 1) : aggregate);
            }
        }
        var columns =
                keys.stream().filter(key -> key.sql().matches("q\\d+\\.\\w+")).toList();
        if (types == null && !columns.isEmpty() && allowsSubqueries(4)) {
            items.add(subqueries.value(columns));
        }
        if (types == null && random.nextInt(4) == 0) {
            items.add(overGroups(scope, keys));
        }
        return new Items(items, (keys.isEmpty() ? "" : " GROUP BY " + groups(keys, items, types)) + having(scope));
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
        return switch (random.nextInt(5)) {
            case 0 -> "CUBE (" + list + ")";
            case 1 -> "GROUPING SETS ((" + list + "), " + first + ", ())";
            case 2 -> "GROUPING SETS ((), (), (" + list + "))";
            case 3 -> (random.nextBoolean() ? "DISTINCT " : "") + "ROLLUP (" + list + "), CUBE (" + first + ")";
            default -> "ROLLUP (" + list + ")";
        };
    }

    private String having(List<Scoped> scope) {
        return switch (random.nextInt(8)) {
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
