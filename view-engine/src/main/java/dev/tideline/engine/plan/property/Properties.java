package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of a node's rows. Columns "agree" in two rows if their values are {@code =} or both NULL.
 *
 * @param output the node's columns, in order
 * @param keys sets of columns such that no two rows agree in all of them; each minimal, the best first. An empty key means at most
 *     one row
 * @param dependencies rows that agree in the one set agree in the other
 * @param notNull columns that are never NULL
 */
public record Properties(
        List<Column> output, List<Set<Column>> keys, List<Dependency> dependencies, Set<Column> notNull) {

    private static final int MOST_KEYS = 8;
    private static final int MOST_DEPENDENCIES = 64;

    public Properties {
        output = List.copyOf(output);
        keys = List.copyOf(keys);
        dependencies = List.copyOf(dependencies);
        notNull = Set.copyOf(notNull);
    }

    /** Rows that agree in {@code from} agree in {@code to}. */
    public record Dependency(Set<Column> from, Set<Column> to) {
        public Dependency {
            from = Set.copyOf(from);
            to = Set.copyOf(to);
        }
    }

    /** Puts candidate keys into good form: minimal, without doubles, best first. */
    static Properties of(
            List<Column> output, List<Set<Column>> candidates, List<Dependency> dependencies, Set<Column> notNull) {
        var few = dependencies.size() > MOST_DEPENDENCIES ? dependencies.subList(0, MOST_DEPENDENCIES) : dependencies;
        var bare = new Properties(output, List.of(), few, notNull);
        var minimal = new LinkedHashSet<Set<Column>>();
        candidates.forEach(candidate -> minimal.add(bare.minimal(candidate)));
        var keys = minimal.stream()
                .filter(key -> minimal.stream().noneMatch(other -> other.size() < key.size() && key.containsAll(other)))
                .sorted(bare.preference())
                .limit(MOST_KEYS)
                .toList();
        return new Properties(output, keys, few, notNull);
    }

    /** Fewer columns first, then those without NULLs, then those that stand further left. */
    private Comparator<Set<Column>> preference() {
        return Comparator.<Set<Column>>comparingInt(Set::size)
                .thenComparing(key -> notNull.containsAll(key) ? 0 : 1)
                .thenComparing(key -> key.stream().mapToInt(output::indexOf).sum())
                .thenComparing(key -> key.stream()
                        .mapToInt(output::indexOf)
                        .sorted()
                        .boxed()
                        .toList()
                        .toString());
    }

    /** Whether no row occurs twice. */
    public boolean unique() {
        return !keys.isEmpty();
    }

    /** Whether rows that agree in these columns are one row. */
    public boolean isKey(Set<Column> columns) {
        var closure = closure(columns);
        return keys.stream().anyMatch(closure::containsAll);
    }

    /** All columns that are determined by the given ones, with these. */
    public Set<Column> closure(Set<Column> columns) {
        var closure = new HashSet<>(columns);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (var dependency : dependencies) {
                if (closure.containsAll(dependency.from())) {
                    grown |= closure.addAll(dependency.to());
                }
            }
        }
        return closure;
    }

    /** A key without the columns that its others determine; what stands further right goes first. */
    private Set<Column> minimal(Set<Column> key) {
        var ordered = new ArrayList<>(key);
        ordered.sort(Comparator.comparingInt((Column column) -> output.indexOf(column))
                .thenComparingInt(Column::id)
                .reversed());
        var minimal = new LinkedHashSet<>(key);
        for (var column : ordered) {
            minimal.remove(column);
            if (!closure(minimal).contains(column)) {
                minimal.add(column);
            }
        }
        return Set.copyOf(minimal);
    }
}
