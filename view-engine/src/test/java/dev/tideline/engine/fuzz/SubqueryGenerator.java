package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random subqueries in expressions, most of them correlated. */
final class SubqueryGenerator {

    private final Random random;
    private final QueryGenerator queries;
    private final ExpressionGenerator expressions;

    SubqueryGenerator(Random random, QueryGenerator queries, ExpressionGenerator expressions) {
        this.random = random;
        this.queries = queries;
        this.expressions = expressions;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A condition over the scope. */
    String condition(List<Scoped> scope) {
        var test = test(scope);
        return switch (random.nextInt(10)) {
            case 0 -> "(" + test + " OR " + expressions.condition(scope, 1) + ")";
            case 1 -> "NOT (" + test + ")";
            case 2 -> "(" + test + ") IS " + pick("TRUE", "NOT TRUE", "UNKNOWN", "NOT FALSE");
            default -> test;
        };
    }

    private String test(List<Scoped> scope) {
        int choice = random.nextInt(11);
        if (choice < 3) {
            var query =
                    switch (random.nextInt(8)) {
                        case 0 -> queries.inside(scope).setOperation(random.nextInt(2), null);
                        case 5 -> queries.inside(scope).recursion(0);
                        case 6 -> queries.inside(scope).withQuery(0);
                        case 1 -> queries.inside(scope).windowed(0);
                        default -> queries.inside(scope).select(random.nextInt(2), null);
                    };
            return pick("EXISTS (", "NOT EXISTS (") + query.sql() + ")";
        }
        var left = comparable(scope);
        if (left == null) {
            return "EXISTS (" + queries.inside(scope).select(0, null).sql() + ")";
        }
        if (choice < 6) {
            return left.sql() + pick(" IN (", " NOT IN (") + column(scope, left.type()) + ")";
        } else if (choice < 8) {
            return left.sql() + " " + expressions.comparator() + pick(" ANY (", " ALL (") + column(scope, left.type())
                    + ")";
        } else if (choice == 8) {
            var second = comparable(scope);
            var query = queries.inside(scope).select(0, List.of(left.type(), second.type()));
            return "(" + left.sql() + ", " + second.sql() + ")"
                    + pick(" IN (", " NOT IN (", " = ANY (", " <> ALL (", " IN (") + query.sql() + ")";
        } else if (choice == 9) {
            var second = comparable(scope);
            var query = "SELECT max(" + "x.c0), min(x.c1) FROM ("
                    + queries.inside(scope)
                            .select(0, List.of(left.type(), second.type()))
                            .sql() + ") x(c0, c1)";
            if (left.type().isOrdered() && second.type().isOrdered()) {
                return "(" + left.sql() + ", " + second.sql() + ") " + expressions.comparator() + " (" + query + ")";
            }
        }
        var value = value(scope);
        return value.type().isComparable()
                        && value.type().family() == left.type().family()
                ? left.sql() + " " + expressions.comparator() + " " + value.sql()
                : value.sql() + pick(" IS NULL", " IS NOT NULL");
    }

    private String column(List<Scoped> scope, FuzzType type) {
        var inside = queries.inside(scope);
        return (random.nextInt(5) == 0
                        ? inside.setOperation(0, List.of(type))
                        : inside.select(random.nextInt(2), List.of(type)))
                .sql();
    }

    private Scoped comparable(List<Scoped> scope) {
        var candidates = new ArrayList<>(
                scope.stream().filter(column -> column.type().isComparable()).toList());
        return candidates.isEmpty() ? null : expressions.any(candidates);
    }

    /** A value over the scope. */
    Scoped value(List<Scoped> scope) {
        if (random.nextInt(4) == 0) {
            return new Scoped("(" + test(scope) + ")", FuzzType.BOOL);
        }
        var inside = queries.inside(scope);
        if (random.nextInt(6) == 0) {
            return array(inside);
        }
        var query = random.nextInt(3) == 0 ? inside.first() : inside.oneRow(1);
        var type = query.columns().get(0).type();
        var scalar = "(" + query.sql() + ")";
        if (random.nextInt(6) == 0) {
            return new Scoped("CASE WHEN " + expressions.condition(scope, 0) + " THEN " + scalar + " END", type);
        }
        return new Scoped(scalar, type);
    }

    /** All rows as an array, of a type whose equal values look alike. */
    private Scoped array(QueryGenerator inside) {
        boolean integers = random.nextBoolean();
        var query = inside.select(0, List.of(integers ? FuzzType.INT4 : FuzzType.TEXT));
        return new Scoped(
                "ARRAY(SELECT x.c0 FROM (" + query.sql() + ") x(c0) ORDER BY 1" + pick("", " DESC", " LIMIT 2") + ")",
                integers ? FuzzType.INTS : FuzzType.TEXTS);
    }
}
