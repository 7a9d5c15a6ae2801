package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzTable.FuzzColumn;
import dev.tideline.engine.fuzz.FuzzType.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random queries from a grammar, well typed for PostgreSQL. */
final class QueryGenerator {

    private final Random random;
    private final List<FuzzTable> relations;
    private final List<String> parts = new ArrayList<>();
    private int alias;

    QueryGenerator(Random random, List<FuzzTable> relations) {
        this.random = random;
        this.relations = relations;
    }

    /**
     * A query with the names and types of its columns.
     *
     * @param parts each derived table, common table expression and branch of a set operation, as a query that stands by itself
     */
    record Query(String sql, List<FuzzColumn> columns, List<String> parts) {}

    /** A query that may become a part of another. */
    private record Select(String sql, List<FuzzColumn> columns) {}

    /** A column in scope, as it is written. */
    private record Scoped(String sql, FuzzType type) {}

    Query query(int depth) {
        var select =
                switch (random.nextInt(10)) {
                    case 0 -> setOperation(depth);
                    case 1 -> withQuery(depth);
                    default -> select(depth, null);
                };
        return new Query(select.sql(), select.columns(), List.copyOf(parts));
    }

    private Select withQuery(int depth) {
        var common = select(depth, null);
        var name = "w" + alias++;
        var scope = new FuzzTable(name, common.columns(), 0);
        var extended = new ArrayList<>(relations);
        extended.add(scope);
        extended.add(scope);
        var inner = new QueryGenerator(random, extended);
        inner.alias = alias + 100;
        var main = inner.select(depth, null);
        var with = "WITH " + name + " AS (" + common.sql() + ") ";
        parts.add(common.sql());
        inner.parts.forEach(part -> parts.add(with + part));
        return new Select(with + main.sql(), main.columns());
    }

    private Select setOperation(int depth) {
        var left = select(depth - 1, null);
        var types = left.columns().stream().map(FuzzColumn::type).toList();
        var right = select(depth - 1, types);
        var operator = List.of("UNION", "UNION ALL", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL")
                .get(random.nextInt(6));
        parts.add(left.sql());
        parts.add(right.sql());
        return new Select("(" + left.sql() + ") " + operator + " (" + right.sql() + ")", left.columns());
    }

    /** @param types of the columns to show, or null for any */
    private Select select(int depth, List<FuzzType> types) {
        var scope = new ArrayList<Scoped>();
        var from = from(depth, scope);
        var where = random.nextInt(2) == 0 ? " WHERE " + condition(scope, 2) : "";
        boolean groups = random.nextInt(5) < 2;
        var shown = groups ? grouped(scope, types) : plain(scope, types);
        var names =
                IntStream.range(0, shown.items.size()).mapToObj(i -> "o" + i).toList();
        var items = IntStream.range(0, shown.items.size())
                .mapToObj(i -> shown.items.get(i).sql() + " AS " + names.get(i))
                .collect(Collectors.joining(", "));
        boolean distinct = random.nextInt(7) == 0;
        var sql = "SELECT " + (distinct ? "DISTINCT " : "") + items + " FROM " + from + where + shown.tail;
        var columns = IntStream.range(0, names.size())
                .mapToObj(i -> new FuzzColumn(names.get(i), shown.items.get(i).type()))
                .toList();
        return new Select(sql, columns);
    }

    private record Items(List<Scoped> items, String tail) {}

    private Items plain(List<Scoped> scope, List<FuzzType> types) {
        var items = new ArrayList<Scoped>();
        if (types != null) {
            types.forEach(type -> items.add(ofType(scope, type)));
        } else {
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                items.add(random.nextInt(3) == 0 ? expression(scope, 2) : any(scope));
            }
        }
        return new Items(items, "");
    }

    private Items grouped(List<Scoped> scope, List<FuzzType> types) {
        var keys = new ArrayList<Scoped>();
        int count = types == null ? random.nextInt(3) : 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            keys.add(random.nextInt(5) == 0 ? expression(scope, 1) : any(scope));
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
                items.add(aggregate(scope));
            }
        }
        var keyList = keys.stream().map(Scoped::sql).map(sql -> "(" + sql + ")").collect(Collectors.joining(", "));
        var having = random.nextInt(4) == 0 ? " HAVING count(*) " + comparator() + " " + random.nextInt(4) : "";
        return new Items(items, (keys.isEmpty() ? "" : " GROUP BY " + keyList) + having);
    }

    private Scoped constantAggregate(List<Scoped> scope, FuzzType type) {
        var candidates = scope.stream()
                .filter(column -> column.type() == type && type.isOrdered())
                .toList();
        return candidates.isEmpty()
                ? new Scoped(type.literal(random), type)
                : new Scoped("max(" + candidates.get(0).sql() + ")", type);
    }

    private Scoped aggregate(List<Scoped> scope) {
        var argument = random.nextInt(4) == 0 ? expression(scope, 1) : any(scope);
        var filter = random.nextInt(5) == 0 ? " FILTER (WHERE " + condition(scope, 1) + ")" : "";
        var distinct = random.nextInt(5) == 0 ? "DISTINCT " : "";
        var call = "(" + distinct + argument.sql() + ")" + filter;
        var type = argument.type();
        int choice = random.nextInt(6);
        if (choice == 0) {
            return new Scoped("count(*)" + filter, FuzzType.INT8);
        } else if (choice == 1 || type == FuzzType.INTS) {
            return new Scoped("count" + call, FuzzType.INT8);
        } else if (type.isNumber() && choice < 4) {
            return number(type, call);
        } else if (type == FuzzType.BOOL) {
            return new Scoped(List.of("bool_and", "bool_or", "every").get(random.nextInt(3)) + call, FuzzType.BOOL);
        } else if (type == FuzzType.INTERVAL && choice == 2) {
            return new Scoped((random.nextBoolean() ? "sum" : "avg") + call, FuzzType.INTERVAL);
        } else if (type.isOrdered()) {
            var result = type == FuzzType.VARCHAR ? FuzzType.TEXT : type == FuzzType.SCALED ? FuzzType.NUMERIC : type;
            return new Scoped((random.nextBoolean() ? "min" : "max") + call, result);
        }
        return new Scoped("count" + call, FuzzType.INT8);
    }

    private Scoped number(FuzzType type, String call) {
        boolean isFloat = type.family() == Family.FLOAT;
        if (!isFloat && random.nextInt(6) == 0) {
            var function =
                    List.of("stddev", "variance", "var_pop", "stddev_pop").get(random.nextInt(4));
            return new Scoped(function + call, FuzzType.NUMERIC);
        }
        if (type.family() == Family.INTEGER && random.nextInt(8) == 0) {
            return new Scoped(List.of("bit_and", "bit_or").get(random.nextInt(2)) + call, type);
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

    private String from(int depth, List<Scoped> scope) {
        var sql = new StringBuilder(item(depth, scope));
        for (int joins = random.nextInt(depth > 0 ? 3 : 2); joins > 0; joins--) {
            var right = new ArrayList<Scoped>();
            var item = item(depth, right);
            var kind = List.of("JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN")
                    .get(random.nextInt(6));
            sql.append(' ').append(kind).append(' ').append(item);
            if (!kind.equals("CROSS JOIN")) {
                sql.append(" ON ").append(joinCondition(scope, right, kind.equals("FULL JOIN")));
            }
            scope.addAll(right);
        }
        return sql.toString();
    }

    private String item(int depth, List<Scoped> scope) {
        var name = "q" + alias++;
        if (depth > 0 && random.nextInt(4) == 0) {
            var query = random.nextInt(4) == 0 ? setOperation(depth) : select(depth - 1, null);
            parts.add(query.sql());
            query.columns().forEach(column -> scope.add(new Scoped(name + "." + column.name(), column.type())));
            return "(" + query.sql() + ") " + name;
        }
        var relation = relations.get(random.nextInt(relations.size()));
        relation.columns().forEach(column -> scope.add(new Scoped(name + "." + column.name(), column.type())));
        return relation.name() + " " + name;
    }

    private String joinCondition(List<Scoped> left, List<Scoped> right, boolean full) {
        for (int attempt = 0; attempt < 30; attempt++) {
            var l = any(left);
            var r = any(right);
            // A full join needs an equality that can be hashed or merged: of one type.
            if (full ? l.type() == r.type() : l.type().family() == r.type().family()) {
                var equation = l.sql() + " = " + r.sql();
                if (!full && random.nextInt(12) == 0) {
                    equation = l.sql() + " IS NOT DISTINCT FROM " + r.sql();
                }
                return random.nextInt(3) == 0 ? equation + " AND " + both(left, right) : equation;
            }
        }
        return full ? "true" : both(left, right);
    }

    private String both(List<Scoped> left, List<Scoped> right) {
        var scope = new ArrayList<>(left);
        scope.addAll(right);
        return condition(scope, 1);
    }

    private String condition(List<Scoped> scope, int depth) {
        int choice = random.nextInt(10);
        if (depth > 0 && choice < 3) {
            var operator = choice == 0 ? " OR " : " AND ";
            return "(" + condition(scope, depth - 1) + operator + condition(scope, depth - 1) + ")";
        } else if (choice == 3) {
            return any(scope).sql() + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
        } else if (choice == 4 && depth > 0) {
            return "NOT (" + condition(scope, depth - 1) + ")";
        } else if (choice == 5) {
            var column = any(scope);
            return column.sql() + " IN (" + column.type().literal(random) + ", "
                    + column.type().literal(random) + ")";
        } else if (choice == 6) {
            var column = any(scope);
            return column.sql() + " IS DISTINCT FROM " + column.type().literal(random);
        }
        var left = random.nextInt(4) == 0 ? expression(scope, 1) : any(scope);
        var same = scope.stream()
                .filter(column -> column.type().family() == left.type().family())
                .toList();
        var right = same.isEmpty() || random.nextInt(3) > 0
                ? left.type().literal(random)
                : same.get(random.nextInt(same.size())).sql();
        return left.sql() + " " + comparator() + " " + right;
    }

    private String comparator() {
        return List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6));
    }

    private Scoped expression(List<Scoped> scope, int depth) {
        var column = any(scope);
        if (random.nextInt(5) == 0) {
            return new Scoped(
                    "CASE WHEN " + condition(scope, 0) + " THEN " + column.sql() + " ELSE "
                            + column.type().literal(random) + " END",
                    column.type());
        } else if (random.nextInt(6) == 0) {
            return new Scoped("COALESCE(" + column.sql() + ", " + column.type().literal(random) + ")", column.type());
        } else if (random.nextInt(12) == 0) {
            return new Scoped("NULLIF(" + column.sql() + ", " + column.type().literal(random) + ")", column.type());
        }
        return switch (column.type().family()) {
            case INTEGER -> integer(column, scope);
            case NUMERIC ->
                new Scoped(
                        "(" + column.sql() + " " + List.of("+", "-", "*").get(random.nextInt(3)) + " "
                                + FuzzType.NUMERIC.literal(random) + ")",
                        FuzzType.NUMERIC);
            case FLOAT -> new Scoped("(" + column.sql() + " * 2)", FuzzType.FLOAT8);
            case TEXT ->
                random.nextBoolean()
                        ? new Scoped("upper(" + column.sql() + ")", FuzzType.TEXT)
                        : new Scoped("(" + column.sql() + " || 'x')", FuzzType.TEXT);
            case DATE -> new Scoped("(" + column.sql() + " + 1)", FuzzType.DATE);
            case TIMESTAMP -> new Scoped("date_trunc('day', " + column.sql() + ")", FuzzType.TIMESTAMP);
            case TIMESTAMPTZ -> new Scoped("(" + column.sql() + " AT TIME ZONE 'UTC')::date", FuzzType.DATE);
            case JSONB -> new Scoped("(" + column.sql() + " ->> 'a')", FuzzType.TEXT);
            case BOOL -> new Scoped("(NOT " + column.sql() + ")", FuzzType.BOOL);
            default -> column;
        };
    }

    private Scoped integer(Scoped column, List<Scoped> scope) {
        return switch (random.nextInt(6)) {
            case 0 -> new Scoped("(" + column.sql() + "::bigint * 3)", FuzzType.INT8);
            case 1 -> new Scoped("(" + column.sql() + "::numeric / 4)", FuzzType.NUMERIC);
            case 2 ->
                random.nextInt(3) == 0
                        ? new Scoped("(12 / " + column.sql() + "::bigint)", FuzzType.INT8)
                        : new Scoped("(" + column.sql() + "::bigint % 3)", FuzzType.INT8);
            case 3 -> new Scoped("(" + column.sql() + "::text)", FuzzType.TEXT);
            default -> new Scoped("(" + column.sql() + "::bigint + 1)", FuzzType.INT8);
        };
    }

    private Scoped ofType(List<Scoped> scope, FuzzType type) {
        var candidates = scope.stream().filter(column -> column.type() == type).toList();
        return candidates.isEmpty()
                ? new Scoped(type.literal(random), type)
                : candidates.get(random.nextInt(candidates.size()));
    }

    private Scoped any(List<Scoped> scope) {
        return scope.get(random.nextInt(scope.size()));
    }
}
