package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.Relabel;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.property.Properties.Dependency;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Derives {@link Properties} bottom up. Sound, not complete: what it does not see is not claimed. */
public final class PropertyDerivation {

    private final TypeCatalog types;
    private final Map<Plan, Properties> known = new IdentityHashMap<>();

    public PropertyDerivation(TypeCatalog types) {
        this.types = types;
    }

    public Properties of(Plan plan) {
        var properties = known.get(plan);
        if (properties == null) {
            properties = derive(plan);
            known.put(plan, properties);
        }
        return properties;
    }

    private Properties derive(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            return scan(scan);
        } else if (plan instanceof Plan.Values values) {
            List<Set<Column>> keys = values.rows().size() <= 1 ? List.of(Set.of()) : List.of();
            return Properties.of(values.output(), keys, List.of(), Set.of());
        } else if (plan instanceof Plan.Filter filter) {
            return filter(filter, filter.input(), filter.condition());
        } else if (plan instanceof Plan.Clock clock) {
            return Properties.of(clock.output(), List.of(Set.of()), List.of(), clock.outputSet());
        } else if (plan instanceof Plan.WorkingTable working) {
            return Properties.of(working.output(), List.of(), List.of(), Set.of());
        } else if (plan instanceof Plan.Recurse recurse) {
            List<Set<Column>> keys = recurse.all() ? List.of() : List.of(recurse.outputSet());
            return Properties.of(recurse.output(), keys, List.of(), Set.of());
        } else if (plan instanceof Plan.TemporalFilter filter) {
            return filter(filter, filter.input(), filter.condition());
        } else if (plan instanceof Plan.Project project) {
            return assigned(of(project.input()), project.assignments(), project.output());
        } else if (plan instanceof Plan.ProjectSet set) {
            return projectSet(set);
        } else if (plan instanceof Plan.Join join) {
            return new JoinProperties(join, of(join.left()), of(join.right())).derive();
        } else if (plan instanceof Plan.DependentJoin join) {
            return dependent(join);
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate(aggregate);
        } else if (plan instanceof Plan.GroupingSets grouping) {
            return Properties.of(
                    grouping.output(), List.of(), List.of(), counts(grouping.aggregates(), grouping.groupings()));
        } else if (plan instanceof Plan.Distinct distinct) {
            var input = of(distinct.input());
            var keys = new ArrayList<>(input.keys());
            keys.add(new LinkedHashSet<>(distinct.output()));
            return Properties.of(distinct.output(), keys, input.dependencies(), input.notNull());
        } else if (plan instanceof Plan.SetOperation operation) {
            return setOperation(operation);
        } else if (plan instanceof Plan.Window window) {
            return WindowProperties.of(window, of(window.input()));
        } else if (plan instanceof Plan.TopK top) {
            return WindowProperties.of(top, of(top.input()));
        }
        throw new IllegalStateException("an unknown node: " + plan);
    }

    private static Properties scan(Plan.Scan scan) {
        var byName = new LinkedHashMap<String, Column>();
        for (int i = 0; i < scan.names().size(); i++) {
            byName.put(scan.names().get(i), scan.output().get(i));
        }
        var notNull = new HashSet<Column>();
        for (var column : scan.table().columns()) {
            boolean never = column.notNull() || scan.table().primaryKey().contains(column.name());
            if (never && byName.containsKey(column.name())) {
                notNull.add(byName.get(column.name()));
            }
        }
        var primaryKey = scan.table().primaryKey();
        if (primaryKey.isEmpty() || !byName.keySet().containsAll(primaryKey)) {
            return Properties.of(scan.output(), List.of(), List.of(), notNull);
        }
        var key = new LinkedHashSet<Column>();
        primaryKey.forEach(name -> key.add(byName.get(name)));
        var all = new Dependency(key, Set.copyOf(scan.output()));
        return Properties.of(scan.output(), List.of(key), List.of(all), notNull);
    }

    /** A row is told by its input row and its number among the rows made of that; alone it is never more than one of an outer's. */
    private Properties projectSet(Plan.ProjectSet set) {
        var input = of(set.input());
        var dependencies = new ArrayList<>(input.dependencies());
        var keys = new ArrayList<Set<Column>>();
        for (var key : input.keys()) {
            dependencies.add(new Dependency(key, set.input().outputSet()));
            if (set.ordinality() != null) {
                var numbered = new LinkedHashSet<>(key);
                numbered.add(set.ordinality());
                keys.add(numbered);
            }
        }
        var notNull = new HashSet<>(input.notNull());
        if (set.ordinality() != null && !set.outer()) {
            notNull.add(set.ordinality());
        }
        return Properties.of(set.output(), keys, dependencies, notNull);
    }

    /** What is known of the right side's rows holds among those of one left row. */
    private Properties dependent(Plan.DependentJoin join) {
        var left = of(join.left());
        if (join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI) {
            return left;
        }
        var right = of(join.right());
        var keys = new ArrayList<Set<Column>>();
        for (var ofLeft : left.keys()) {
            for (var ofRight : right.keys()) {
                var both = new LinkedHashSet<>(ofLeft);
                both.addAll(ofRight);
                keys.add(both);
            }
        }
        var notNull = new HashSet<>(left.notNull());
        if (join.kind() == JoinKind.INNER) {
            notNull.addAll(right.notNull());
        }
        return Properties.of(join.output(), keys, left.dependencies(), notNull);
    }

    private Properties filter(Plan filter, Plan below, Expr condition) {
        var input = of(below);
        var dependencies = new ArrayList<>(input.dependencies());
        dependencies.addAll(dependencies(ExprTree.conjuncts(condition)));
        var notNull = new HashSet<>(input.notNull());
        for (var column : filter.output()) {
            if (NullRejection.rejects(condition, Set.of(column))) {
                notNull.add(column);
            }
        }
        return Properties.of(filter.output(), input.keys(), dependencies, notNull);
    }

    /** What equations that hold for every row tell: a column equal to a constant, columns equal to one another. */
    static List<Dependency> dependencies(List<Expr> conditions) {
        var dependencies = new ArrayList<Dependency>();
        for (var condition : conditions) {
            Equalities.equation(condition).ifPresent(equation -> {
                var left = column(equation.left());
                var right = column(equation.right());
                if (left != null && right != null) {
                    dependencies.add(new Dependency(Set.of(left), Set.of(right)));
                    dependencies.add(new Dependency(Set.of(right), Set.of(left)));
                } else if (left != null && equation.right() instanceof Constant) {
                    dependencies.add(new Dependency(Set.of(), Set.of(left)));
                } else if (right != null && equation.left() instanceof Constant) {
                    dependencies.add(new Dependency(Set.of(), Set.of(right)));
                }
            });
        }
        return dependencies;
    }

    /**
     * The column that an expression is, also under another type of the same values and the same equality; null if it is none. Texts that
     * differ in trailing blanks are different, and as {@code char} equal.
     */
    static Column column(Expr expr) {
        if (expr instanceof Relabel relabel) {
            boolean blanksCount = !relabel.argument().type().underlying().equals(PgType.BPCHAR);
            boolean sameEquality = !blanksCount || !relabel.type().underlying().equals(PgType.BPCHAR);
            return sameEquality ? column(relabel.argument()) : null;
        }
        return expr instanceof ColumnRef reference ? reference.column() : null;
    }

    /** Properties of rows computed from the input's, one from one; of a key or a dependency only what is still seen remains. */
    private Properties assigned(Properties input, List<Assignment> assignments, List<Column> output) {
        Map<Column, Column> seen = new LinkedHashMap<>();
        var dependencies = new ArrayList<Dependency>();
        var notNull = new HashSet<Column>();
        for (var assignment : assignments) {
            var origin = column(assignment.value());
            if (origin == null) {
                continue;
            }
            var first = seen.putIfAbsent(origin, assignment.column());
            if (first != null) {
                dependencies.add(new Dependency(Set.of(first), Set.of(assignment.column())));
                dependencies.add(new Dependency(Set.of(assignment.column()), Set.of(first)));
            }
            if (input.notNull().contains(origin)) {
                notNull.add(assignment.column());
            }
        }
        for (var assignment : assignments) {
            if (assignment.value() instanceof Constant constant) {
                dependencies.add(new Dependency(Set.of(), Set.of(assignment.column())));
                if (constant.value() != null) {
                    notNull.add(assignment.column());
                }
            } else if (column(assignment.value()) == null) {
                computed(assignment, seen, dependencies);
            }
        }
        for (var dependency : input.dependencies()) {
            var from = translate(dependency.from(), seen, input);
            var to = new HashSet<Column>();
            dependency.to().forEach(column -> {
                if (seen.containsKey(column)) {
                    to.add(seen.get(column));
                }
            });
            if (from != null && !to.isEmpty()) {
                dependencies.add(new Dependency(from, to));
            }
        }
        var keys = new ArrayList<Set<Column>>();
        for (var key : input.keys()) {
            var translated = translate(key, seen, input);
            if (translated != null) {
                keys.add(translated);
            }
        }
        return Properties.of(output, keys, dependencies, notNull);
    }

    /** Equal arguments give equal results only if being equal means being identical. */
    private void computed(Assignment assignment, Map<Column, Column> seen, List<Dependency> dependencies) {
        var from = new HashSet<Column>();
        for (var column : ExprTree.columns(assignment.value())) {
            var type = types.semantics(column.type());
            if (!seen.containsKey(column) || !type.identitySafe() || !type.hashable()) {
                return;
            }
            from.add(seen.get(column));
        }
        dependencies.add(new Dependency(from, Set.of(assignment.column())));
    }

    /** The columns as they are seen above, a hidden one by a seen one that determines it; null if that cannot be. */
    private static Set<Column> translate(Set<Column> columns, Map<Column, Column> seen, Properties input) {
        var translated = new LinkedHashSet<Column>();
        for (var column : columns) {
            var visible = seen.get(column);
            if (visible == null) {
                visible = seen.keySet().stream()
                        .filter(other -> input.dependencies().stream()
                                .anyMatch(d -> d.from().equals(Set.of(other)) && d.to().contains(column)))
                        .findFirst()
                        .map(seen::get)
                        .orElse(null);
            }
            if (visible == null) {
                if (input.closure(Set.of()).contains(column)) {
                    continue;
                }
                return null;
            }
            translated.add(visible);
        }
        return translated;
    }

    private Properties aggregate(Plan.Aggregate aggregate) {
        var keyColumns = aggregate.keys().stream().map(Assignment::column).toList();
        var groups = assigned(of(aggregate.input()), aggregate.keys(), keyColumns);
        var dependencies = new ArrayList<>(groups.dependencies());
        dependencies.add(new Dependency(Set.copyOf(keyColumns), Set.copyOf(aggregate.output())));
        var notNull = new HashSet<>(groups.notNull());
        notNull.addAll(counts(aggregate.aggregates(), List.of()));
        return Properties.of(aggregate.output(), List.of(new LinkedHashSet<>(keyColumns)), dependencies, notNull);
    }

    /** What is never NULL above a grouping, with the columns that are known to be so. */
    private static Set<Column> counts(List<AggregateAssignment> aggregates, List<Column> others) {
        var counts = new HashSet<>(others);
        aggregates.stream()
                .filter(assignment -> assignment.call().function().name().equals("count"))
                .forEach(assignment -> counts.add(assignment.column()));
        return counts;
    }

    private Properties setOperation(Plan.SetOperation operation) {
        var left = of(operation.left());
        var right = of(operation.right());
        var output = operation.output();
        var keys = new ArrayList<Set<Column>>();
        if (!operation.all()) {
            keys.add(new LinkedHashSet<>(output));
        }
        if (operation.kind() != SetKind.UNION) {
            left.keys().forEach(key -> keys.add(byPosition(key, operation.left().output(), output)));
        }
        var notNull = new HashSet<Column>();
        for (int i = 0; i < output.size(); i++) {
            boolean inLeft = left.notNull().contains(operation.left().output().get(i));
            boolean inRight =
                    right.notNull().contains(operation.right().output().get(i));
            if (inLeft && (inRight || operation.kind() != SetKind.UNION)) {
                notNull.add(output.get(i));
            }
        }
        return Properties.of(output, keys, List.of(), notNull);
    }

    private static Set<Column> byPosition(Set<Column> columns, List<Column> from, List<Column> to) {
        var moved = new LinkedHashSet<Column>();
        columns.forEach(column -> moved.add(to.get(from.indexOf(column))));
        return moved;
    }
}
