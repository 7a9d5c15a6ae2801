package dev.tideline.engine.fuzz;

import dev.tideline.embedded.PostgresVersion;
import dev.tideline.engine.fuzz.FuzzTable.FuzzColumn;
import dev.tideline.engine.fuzz.QueryGenerator.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random FROM clauses: tables, derived tables, joins, LATERAL and functions that return sets. */
final class FromGenerator {

    private final Random random;
    private final QueryGenerator queries;
    private final List<FuzzTable> relations;
    private final List<Scoped> outer;
    private final ExpressionGenerator expressions;
    private final SubqueryGenerator subqueries;

    FromGenerator(
            Random random,
            QueryGenerator queries,
            List<FuzzTable> relations,
            List<Scoped> outer,
            ExpressionGenerator expressions,
            SubqueryGenerator subqueries) {
        this.random = random;
        this.queries = queries;
        this.relations = relations;
        this.outer = outer;
        this.expressions = expressions;
        this.subqueries = subqueries;
    }

    /** Puts the columns of the items into scope. */
    String from(int depth, List<Scoped> scope) {
        return from(depth, random.nextInt(depth > 0 ? 3 : 2), scope);
    }

    private String from(int depth, int count, List<Scoped> scope) {
        var sql = new StringBuilder(item(depth, scope));
        for (int joins = count; joins > 0; joins--) {
            var right = new ArrayList<Scoped>();
            if (queries.allowsSubqueries(6)) {
                sql.append(lateral(sql.toString(), scope));
                continue;
            }
            if (joins == count && random.nextInt(8) == 0) {
                var named = new NamedJoinGenerator(random, relations)
                        .join("q" + queries.nextAlias(), "q" + queries.nextAlias(), scope);
                if (named.isPresent()) {
                    sql = new StringBuilder(named.get());
                    continue;
                }
            }
            var item = random.nextInt(5) == 0
                    ? function(scope, right)
                    : random.nextInt(8) == 0 && depth > 0 ? "(" + from(0, 1, right) + ")" : item(depth, right);
            var kind = List.of("JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN")
                    .get(random.nextInt(6));
            var before = sql.toString();
            sql.append(' ').append(kind).append(' ').append(item);
            boolean lateral = item.startsWith("LATERAL");
            if (lateral) {
                // A function of what stands before it: no row of it can stand alone.
                sql.setLength(before.length());
                sql.append(random.nextInt(3) == 0 ? " LEFT JOIN " : " JOIN ").append(item);
                sql.append(" ON ").append(random.nextInt(3) == 0 ? expressions.condition(right, 0) : "true");
            } else if (!kind.equals("CROSS JOIN")) {
                var condition = joinCondition(scope, right, kind.equals("FULL JOIN"));
                if (!outer.isEmpty() && random.nextInt(4) == 0) {
                    condition += " AND " + expressions.condition(right, outer, 0);
                }
                if (!kind.equals("FULL JOIN") && queries.allowsSubqueries(12)) {
                    var all = new ArrayList<>(scope);
                    all.addAll(right);
                    condition += " AND " + subqueries.condition(random.nextInt(3) == 0 ? right : all);
                }
                queries.addPart("SELECT " + condition + " FROM " + before + " CROSS JOIN " + item);
                sql.append(" ON ").append(condition);
            }
            scope.addAll(right);
        }
        return sql.toString();
    }

    /** A call of functions that return sets, over the columns of the items before it; puts its columns into scope. */
    private String function(List<Scoped> before, List<Scoped> scope) {
        var name = "f" + queries.nextAlias();
        var table = PostgresVersion.ofTests().major() >= 17 && random.nextInt(4) == 0
                ? new SetGenerator(random).jsonTable(before)
                : Optional.<SetGenerator.Call>empty();
        if (table.isPresent()) {
            var types = table.get().columns();
            for (int i = 0; i < types.size(); i++) {
                scope.add(new Scoped(name + ".c" + i, types.get(i)));
            }
            return "LATERAL " + table.get().sql() + " " + name;
        }
        var calls = new ArrayList<String>();
        var columns = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(5) / 3; i++) {
            var call = new SetGenerator(random).any(before);
            calls.add(call.sql());
            call.columns().forEach(type -> {
                columns.add("c" + columns.size());
                scope.add(new Scoped(name + "." + columns.get(columns.size() - 1), type));
            });
        }
        boolean ordinality = random.nextInt(3) == 0;
        if (ordinality) {
            columns.add("n");
            scope.add(new Scoped(name + ".n", FuzzType.INT8));
        }
        return "LATERAL ROWS FROM (" + String.join(", ", calls) + ")" + (ordinality ? " WITH ORDINALITY " : " ") + name
                + "(" + String.join(", ", columns) + ")";
    }

    private String lateral(String before, List<Scoped> scope) {
        var name = "q" + queries.nextAlias();
        var query =
                switch (random.nextInt(11)) {
                    case 0 -> queries.inside(scope).setOperation(random.nextInt(2), null);
                    case 6 -> queries.inside(scope).recursion(0);
                    case 7 -> queries.inside(scope).withQuery(0);
                    case 8 -> values(scope);
                    case 1, 9 -> queries.inside(scope).oneRow(1 + random.nextInt(2));
                    case 10 ->
                        new RecursionGenerator(random, relations, columns -> Optional.empty())
                                .around(queries.nextAlias(), scope)
                                .orElseGet(() -> queries.inside(scope).oneRow(1));
                    case 2, 3 -> queries.inside(scope).windowed(0);
                    default -> queries.inside(scope).select(random.nextInt(2), null);
                };
        var right = new ArrayList<Scoped>();
        query.columns().forEach(column -> right.add(new Scoped(name + "." + column.name(), column.type())));
        var item = "LATERAL (" + query.sql() + ") " + name;
        queries.addPart("SELECT " + name + " FROM " + before + " CROSS JOIN " + item);
        var sql =
                switch (random.nextInt(3)) {
                    case 0 -> " CROSS JOIN " + item;
                    case 1 ->
                        " LEFT JOIN " + item + " ON "
                                + (random.nextBoolean() ? "true" : expressions.condition(scope, right, 1));
                    default -> " JOIN " + item + " ON " + expressions.condition(scope, right, 1);
                };
        scope.addAll(right);
        return sql;
    }

    /** Rows of constants, of columns before them and of those around. */
    private Select values(List<Scoped> scope) {
        var first = expressions.any(scope);
        var rows = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            rows.add("(" + expressions.ofFamily(scope, first.type()).sql() + ", "
                    + expressions.ofType(outer, FuzzType.INT4).sql() + ")");
        }
        return new Select(
                "VALUES (" + first.sql() + ", 1::integer), " + String.join(", ", rows),
                List.of(
                        new FuzzColumn("column1", WindowCalls.plain(first.type())),
                        new FuzzColumn("column2", FuzzType.INT4)));
    }

    private String item(int depth, List<Scoped> scope) {
        var name = "q" + queries.nextAlias();
        if (depth > 0 && random.nextInt(4) == 0) {
            var query =
                    switch (random.nextInt(8)) {
                        case 0 -> queries.setOperation(depth);
                        case 6 -> queries.recursion(depth - 1);
                        case 7 -> queries.withQuery(depth - 1);
                        case 1 -> queries.windowed(depth - 1);
                        default -> queries.select(depth - 1, null);
                    };
            queries.addPart(query.sql());
            query.columns().forEach(column -> scope.add(new Scoped(name + "." + column.name(), column.type())));
            return "(" + query.sql() + ") " + name;
        } else if (random.nextInt(20) == 0) {
            return values(name, scope);
        }
        var relation = relations.get(random.nextInt(relations.size()));
        relation.columns().forEach(column -> scope.add(new Scoped(name + "." + column.name(), column.type())));
        return relation.name() + " " + name;
    }

    private String values(String name, List<Scoped> scope) {
        var types = List.of(FuzzType.INT4, FuzzType.random(random));
        var rows = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            rows.add("(" + types.get(0).literal(random) + ", " + types.get(1).literal(random) + ")");
        }
        scope.add(new Scoped(name + ".x", types.get(0)));
        scope.add(new Scoped(name + ".y", types.get(1)));
        return "(VALUES " + String.join(", ", rows) + ") " + name + "(x, y)";
    }

    private String joinCondition(List<Scoped> left, List<Scoped> right, boolean full) {
        for (int attempt = 0; attempt < 30; attempt++) {
            var l = expressions.any(left);
            var r = expressions.any(right);
            // A full join needs an equality that can be hashed or merged: of one type.
            boolean fits =
                    full ? l.type() == r.type() : l.type().family() == r.type().family();
            if (fits && l.type().isComparable()) {
                var equation = l.sql() + " = " + r.sql();
                if (!full && random.nextInt(12) == 0) {
                    equation = l.sql() + " IS NOT DISTINCT FROM " + r.sql();
                }
                return random.nextInt(3) == 0 ? equation + " AND " + expressions.condition(left, right, 1) : equation;
            }
        }
        return full ? "true" : expressions.condition(left, right, 1);
    }
}
