package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random expressions and conditions over the columns in scope, well typed for PostgreSQL. */
final class ExpressionGenerator {

    private final Random random;
    private final boolean safe;

    /** @param safe whether nothing may fail: in a subquery PostgreSQL may or may not come to evaluate it */
    ExpressionGenerator(Random random, boolean safe) {
        this.random = random;
        this.safe = safe;
    }

    Scoped any(List<Scoped> scope) {
        return scope.get(random.nextInt(scope.size()));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A value of exactly this type. */
    Scoped ofType(List<Scoped> scope, FuzzType type) {
        var candidates = scope.stream().filter(column -> column.type() == type).toList();
        return candidates.isEmpty() ? literal(type) : any(candidates);
    }

    /** A value that compares with those of this type. */
    Scoped ofFamily(List<Scoped> scope, FuzzType type) {
        var candidates = scope.stream()
                .filter(column -> column.type().family() == type.family())
                .toList();
        return candidates.isEmpty() || random.nextInt(3) == 0 ? literal(type) : any(candidates);
    }

    private Scoped literal(FuzzType type) {
        return new Scoped(type.literal(random), type);
    }

    /** The expression of a column, or of a smaller expression. */
    Scoped expression(List<Scoped> scope, int depth) {
        var argument = depth > 1 && random.nextInt(3) == 0 ? expression(scope, depth - 1) : any(scope);
        var type = argument.type();
        int choice = random.nextInt(15);
        if (choice == 14 && type.isComparable()) {
            return new Scoped(
                    "CASE " + argument.sql() + " WHEN " + type.literal(random) + " THEN 1 WHEN "
                            + ofFamily(scope, type).sql() + " THEN 2 END",
                    FuzzType.INT4);
        } else if (choice < 2) {
            var other = ofFamily(scope, type);
            return new Scoped(
                    "CASE WHEN " + condition(scope, 0) + " THEN " + argument.sql() + " ELSE " + other.sql() + " END",
                    type.common(other.type()));
        } else if (choice == 2) {
            var other = ofFamily(scope, type);
            return new Scoped("COALESCE(" + argument.sql() + ", " + other.sql() + ")", type.common(other.type()));
        } else if (choice == 3 && type.isComparable()) {
            return new Scoped(
                    "NULLIF(" + argument.sql() + ", " + ofFamily(scope, type).sql() + ")", type);
        } else if (choice == 4 && type.isOrdered()) {
            var other = ofFamily(scope, type);
            return new Scoped(
                    pick("GREATEST(", "LEAST(") + argument.sql() + ", " + other.sql() + ")", type.common(other.type()));
        } else if (choice == 5) {
            return new Scoped("(" + condition(scope, 0) + ")", FuzzType.BOOL);
        }
        return new ScalarGenerator(random, safe).of(argument);
    }

    String condition(List<Scoped> scope, int depth) {
        int choice = random.nextInt(16);
        if (choice == 15) {
            var ofTime = new TimeGenerator(random).condition(scope);
            if (ofTime.isPresent()) {
                return ofTime.get();
            }
        }
        if (depth > 0 && choice < 4) {
            var operator = choice == 0 ? " OR " : " AND ";
            return "(" + condition(scope, depth - 1) + operator + condition(scope, depth - 1) + ")";
        } else if (depth > 0 && choice == 4) {
            return "NOT (" + condition(scope, depth - 1) + ")";
        } else if (depth > 0 && choice == 5) {
            return "(" + condition(scope, depth - 1) + ") IS "
                    + pick("TRUE", "FALSE", "UNKNOWN", "NOT TRUE", "NOT FALSE", "NOT UNKNOWN");
        }
        var left = depth > 0 && random.nextInt(4) == 0 ? expression(scope, 1) : any(scope);
        if (choice == 6 || !left.type().isComparable()) {
            return left.sql() + pick(" IS NULL", " IS NOT NULL");
        }
        return comparison(scope, left, choice);
    }

    /** A condition over both. */
    String condition(List<Scoped> left, List<Scoped> right, int depth) {
        var scope = new ArrayList<>(left);
        scope.addAll(right);
        return condition(scope, depth);
    }

    private String comparison(List<Scoped> scope, Scoped left, int choice) {
        var type = left.type();
        if (choice == 7) {
            return left.sql() + pick(" IN (", " IN (", " NOT IN (")
                    + ofFamily(scope, type).sql() + ", " + type.literal(random) + ")";
        } else if (choice == 8) {
            return left.sql()
                    + pick(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ")
                    + ofFamily(scope, type).sql();
        } else if (choice == 9) {
            return left.sql() + pick(" BETWEEN ", " NOT BETWEEN ", " BETWEEN SYMMETRIC ") + type.literal(random)
                    + " AND " + ofFamily(scope, type).sql();
        } else if (choice == 10 && type.family() == FuzzType.Family.TEXT) {
            if (random.nextInt(3) == 0) {
                return left.sql() + pick(" ~ ", " !~ ", " ~* ", " SIMILAR TO ") + pick("'a'", "'[ab]+'", "'(a|B)%?'");
            }
            return left.sql() + pick(" LIKE ", " ILIKE ", " NOT LIKE ") + pick("'a%'", "'%b'", "'_'", "'%'", "'A_b'");
        } else if (choice == 10 && type == FuzzType.BOOL) {
            return left.sql();
        } else if (choice == 11 && !type.isArray()) {
            return left.sql() + pick(" = ANY (", " <> ALL (", " < ANY (") + "ARRAY[" + type.literal(random) + ", "
                    + ofFamily(scope, type).sql() + "])";
        } else if (choice == 12) {
            var second = any(scope);
            if (second.type().isComparable()) {
                return "(" + left.sql() + ", " + second.sql() + ") " + pick("=", "<>", "<", ">=") + " ("
                        + ofFamily(scope, type).sql() + ", "
                        + ofFamily(scope, second.type()).sql() + ")";
            }
        }
        var right = random.nextInt(3) > 0
                ? type.literal(random)
                : ofFamily(scope, type).sql();
        return left.sql() + " " + comparator() + " " + right;
    }

    String comparator() {
        return pick("=", "=", "<>", "<", "<=", ">", ">=");
    }
}
