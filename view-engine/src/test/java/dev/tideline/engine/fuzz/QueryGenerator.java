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
    private final GroupGenerator groupings;
    private final List<Scoped> outer;
    private final int level;
    private final AtomicInteger aliases;
    private final List<String> parts = new ArrayList<>();

    QueryGenerator(Random random, List<FuzzTable> relations) {
        this(random, relations, List.of(), 0, new AtomicInteger());
    }

    /** Generates queries that hardly can fail. */
    static QueryGenerator safe(Random random, List<FuzzTable> relations) {
        return new QueryGenerator(random, relations, List.of(), 1, new AtomicInteger());
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
        froms = new FromGenerator(random, this, relations, outer, expressions, subqueries);
        groupings = new GroupGenerator(random, this, outer, expressions, aggregates, subqueries);
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
                    case 10 -> recursion(depth);
                    case 0 -> setOperation(depth);
                    case 1 -> withQuery(depth);
                    case 2, 3, 4 -> windowed(depth);
                    default -> select(depth, null);
                };
        return new Query(select.sql(), select.columns(), List.copyOf(parts));
    }

    Select windowed(int depth) {
        var windows = new WindowGenerator(random, relations, level > 0, this::correlated, outer);
        if (!windows.possible()) {
            return select(depth, null);
        }
        var windowed = windows.any(aliases.getAndIncrement());
        // Of no rows at all PostgreSQL evaluates nothing.
        parts.add(windowed.sql().replaceFirst(" (FETCH FIRST|LIMIT|OFFSET) .*$", ""));
        return new Select(windowed.sql(), windowed.columns());
    }

    /** One or two common table expressions, and a query that reads them among others. */
    Select withQuery(int depth) {
        var extended = new ArrayList<>(relations);
        var with = new StringBuilder();
        for (int i = 0; i <= random.nextInt(4) / 3; i++) {
            var inner = new QueryGenerator(random, extended, outer, level, aliases);
            var common =
                    switch (random.nextInt(8)) {
                        case 0, 1 -> inner.setOperation(depth);
                        case 2 -> inner.recursion(depth);
                        case 3 -> inner.windowed(depth);
                        default -> inner.select(depth, null);
                    };
            var before = with.toString();
            inner.parts.add(common.sql());
            inner.parts.forEach(part -> parts.add(after(before, part)));
            var name = "w" + aliases.getAndIncrement();
            with.append(with.isEmpty() ? "WITH " : ", ")
                    .append(name)
                    .append(" AS ")
                    .append(List.of("", "", "MATERIALIZED ", "NOT MATERIALIZED ")
                            .get(random.nextInt(4)))
                    .append('(')
                    .append(common.sql())
                    .append(')');
            var scope = new FuzzTable(name, common.columns(), 0);
            extended.add(scope);
            extended.add(scope);
        }
        var inner = new QueryGenerator(random, extended, outer, level, aliases);
        var main = inner.select(depth, null);
        inner.parts.forEach(part -> parts.add(after(with.toString(), part)));
        return new Select(after(with.toString(), main.sql()), main.columns());
    }

    /** A query behind common table expressions, its own among them. */
    private static String after(String with, String sql) {
        if (with.isEmpty()) {
            return sql;
        } else if (sql.startsWith("WITH RECURSIVE ")) {
            return with.replaceFirst("WITH ", "WITH RECURSIVE ") + ", " + sql.substring("WITH RECURSIVE ".length());
        }
        return sql.startsWith("WITH ") ? with + ", " + sql.substring("WITH ".length()) : with + " " + sql;
    }

    /** A table that reads itself. */
    Select recursion(int depth) {
        return new RecursionGenerator(
                        random, relations, scope -> random.nextInt(4) == 0 ? correlated(scope) : Optional.empty())
                .any(aliases.getAndIncrement())
                .orElseGet(() -> select(depth, null));
    }

    /** Sometimes a comparison with a column of the queries around. */
    Optional<String> correlated(List<Scoped> scope) {
        return outer.isEmpty() || random.nextInt(5) == 0 ? Optional.empty() : Optional.of(correlation(scope));
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
                var aggregate = item;
                item = expressions.expression(both, 1);
                if (!item.sql().contains(aggregate.sql())) {
                    // Without an aggregate there were as many rows as there are below.
                    item = aggregate;
                }
            }
            sql.append(i == 0 ? "SELECT " : ", ")
                    .append(item.sql())
                    .append(" AS o")
                    .append(i);
            shown.add(new FuzzColumn("o" + i, item.type()));
        }
        return new Select(sql + " FROM " + from + (random.nextInt(2) == 0 ? groupings.having(scope) : ""), shown);
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
        var shown = groups ? groupings.grouped(scope, types) : plain(scope, types);
        var names =
                IntStream.range(0, shown.items.size()).mapToObj(i -> "o" + i).toList();
        var items = IntStream.range(0, shown.items.size())
                .mapToObj(i -> shown.items.get(i).sql() + " AS " + names.get(i))
                .collect(Collectors.joining(", "));
        var columns = IntStream.range(0, names.size())
                .mapToObj(i -> new FuzzColumn(names.get(i), shown.items.get(i).type()))
                .toList();
        // PostgreSQL takes what is fixed or equal among the rows below for so in rows of other grouping sets, too.
        boolean ofSets = shown.tail.matches(".*(CUBE|ROLLUP|SETS) \\(.*");
        boolean distinct = random.nextInt(7) == 0
                && !ofSets
                && shown.items.stream().allMatch(item -> item.type().isComparable());
        var rest = items + " FROM " + from + where + shown.tail;
        boolean limited = random.nextInt(level > 0 ? 4 : 7) == 0;
        var tail = limited ? limits.tail(columns, outer) : "";
        if (ofSets && !outer.isEmpty()) {
            // It does so with columns of the query around, and leaves out sorting by them.
            tail = "";
        }
        if (!tail.isEmpty()) {
            parts.add("SELECT " + rest);
        }
        if (limited && !distinct && !ofSets && random.nextInt(4) == 0 && limits.possible(columns)) {
            return new Select("SELECT DISTINCT ON (1) " + rest + limits.order(columns), columns);
        }
        return new Select("SELECT " + (distinct ? "DISTINCT " : "") + rest + tail, columns);
    }

    /** A SELECT list, and what stands behind the conditions. */
    record Items(List<Scoped> items, String tail) {}

    /** A function that returns a set in a SELECT list, or something made of one. */
    private Scoped ofSet(List<Scoped> scope) {
        for (int attempt = 0; attempt < 10; attempt++) {
            var call = new SetGenerator(random).any(scope);
            if (call.columns().size() == 1) {
                var item = new Scoped(call.sql(), call.columns().get(0));
                return random.nextInt(3) == 0 ? new ScalarGenerator(random, true).of(item) : item;
            }
        }
        return new Scoped("generate_series(1, 2)", FuzzType.INT4);
    }

    private Items plain(List<Scoped> scope, List<FuzzType> types) {
        var items = new ArrayList<Scoped>();
        if (types != null) {
            types.forEach(type -> items.add(
                    random.nextInt(3) == 0 ? expressions.ofFamily(scope, type) : expressions.ofType(scope, type)));
        } else {
            for (int i = random.nextInt(30) / 27; i > 0 || items.size() == 1 && random.nextInt(4) == 0; i--) {
                items.add(ofSet(scope));
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
}
