package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.property.Properties.Dependency;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Properties of a join's rows. */
final class JoinProperties {

    private final Plan.Join join;
    private final Properties left;
    private final Properties right;
    private final List<Expr> conditions;

    JoinProperties(Plan.Join join, Properties left, Properties right) {
        this.join = join;
        this.left = left;
        this.right = right;
        this.conditions = ExprTree.conjuncts(join.condition());
    }

    Properties derive() {
        return switch (join.kind()) {
            case SEMI, ANTI -> left;
            case INNER -> inner();
            case LEFT -> outer(left, right);
            case RIGHT -> outer(right, left);
            case FULL -> full();
        };
    }

    private Properties inner() {
        var dependencies = new ArrayList<>(left.dependencies());
        dependencies.addAll(right.dependencies());
        dependencies.addAll(PropertyDerivation.dependencies(conditions));
        var notNull = new HashSet<>(left.notNull());
        notNull.addAll(right.notNull());
        for (var column : join.output()) {
            if (NullRejection.rejects(join.condition(), Set.of(column))) {
                notNull.add(column);
            }
        }
        var keys = pairs();
        if (atMostOnePartner(left, right)) {
            keys.addAll(left.keys());
        }
        if (atMostOnePartner(right, left)) {
            keys.addAll(right.keys());
        }
        return Properties.of(join.output(), keys, dependencies, notNull);
    }

    /** @param inner the side that is padded with NULLs */
    private Properties outer(Properties outer, Properties inner) {
        var dependencies = new ArrayList<>(outer.dependencies());
        dependencies.addAll(surviving(inner));
        var keys = pairs();
        if (atMostOnePartner(outer, inner)) {
            keys.addAll(outer.keys());
            outer.keys().forEach(key -> dependencies.add(new Dependency(key, Set.copyOf(join.output()))));
        }
        return Properties.of(join.output(), keys, dependencies, outer.notNull());
    }

    private Properties full() {
        var dependencies = surviving(left);
        dependencies.addAll(surviving(right));
        // A row without partner whose own key is all NULL could agree with a padded one of the other side.
        var keys = pairs();
        keys.removeIf(key -> key.stream()
                .noneMatch(c -> left.notNull().contains(c) || right.notNull().contains(c)));
        return Properties.of(join.output(), keys, dependencies, Set.of());
    }

    /** Dependencies that also hold with padded rows: a column that is never NULL tells real rows from padded ones. */
    private static List<Dependency> surviving(Properties padded) {
        var surviving = new ArrayList<Dependency>();
        for (var dependency : padded.dependencies()) {
            if (dependency.from().stream().anyMatch(padded.notNull()::contains)) {
                surviving.add(dependency);
            }
        }
        return surviving;
    }

    private List<Set<Column>> pairs() {
        var pairs = new ArrayList<Set<Column>>();
        for (var l : left.keys()) {
            for (var r : right.keys()) {
                var both = new LinkedHashSet<>(l);
                both.addAll(r);
                pairs.add(both);
            }
        }
        return pairs;
    }

    /** Whether each row of {@code from} meets one row of {@code to} at most. */
    private boolean atMostOnePartner(Properties from, Properties to) {
        var fromColumns = Set.copyOf(from.output());
        var fixed = new HashSet<Column>();
        for (var condition : conditions) {
            Equalities.equation(condition).ifPresent(equation -> {
                for (var side : List.of(equation, equation.swapped())) {
                    var column = PropertyDerivation.column(side.left());
                    if (column != null
                            && to.output().contains(column)
                            && fromColumns.containsAll(ExprTree.columns(side.right()))) {
                        fixed.add(column);
                    }
                }
            });
        }
        return to.isKey(fixed);
    }
}
