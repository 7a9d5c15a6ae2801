package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What GROUPING SETS, ROLLUP and CUBE of a query stand for: a list of sets of grouping expressions, each known by the number under which
 * GROUP BY refers to it. Several of them side by side are multiplied with one another, as SQL says.
 */
final class GroupingSets {

    private static final int EMPTY = 0;
    private static final int SIMPLE = 1;
    private static final int ROLLUP = 2;
    private static final int CUBE = 3;

    /** What PostgreSQL allows, too. */
    private static final int MOST_CUBE_ELEMENTS = 12;

    private GroupingSets() {}

    /** The sets of a query; a plain GROUP BY, or none at all, is one set of everything. */
    static List<Set<Integer>> of(Node query) {
        if (query.list("groupingSets").isEmpty()) {
            var all = new LinkedHashSet<Integer>();
            query.nodes("groupClause").forEach(clause -> all.add(clause.integer("tleSortGroupRef")));
            return List.of(all);
        }
        List<Set<Integer>> product = List.of(Set.of());
        for (var item : query.nodes("groupingSets")) {
            product = product(product, sets(item));
        }
        return query.bool("groupDistinct") ? List.copyOf(new LinkedHashSet<>(product)) : product;
    }

    private static List<Set<Integer>> product(List<Set<Integer>> left, List<Set<Integer>> right) {
        var product = new ArrayList<Set<Integer>>();
        for (var l : left) {
            for (var r : right) {
                product.add(union(l, r));
            }
        }
        return product;
    }

    private static List<Set<Integer>> sets(Node node) {
        return switch (node.integer("kind")) {
            case EMPTY -> List.of(Set.of());
            case SIMPLE -> List.of(simple(node));
            case ROLLUP -> rollup(node);
            case CUBE -> cube(node);
            default ->
                node.nodes("content").stream()
                        .flatMap(inner -> sets(inner).stream())
                        .toList();
        };
    }

    private static Set<Integer> simple(Node node) {
        var references = new LinkedHashSet<Integer>();
        node.numbers("content").forEach(number -> references.add(number.intValue()));
        return references;
    }

    /** All of its elements, then all but the last, and so on down to none. */
    private static List<Set<Integer>> rollup(Node node) {
        var elements = node.nodes("content");
        var sets = new ArrayList<Set<Integer>>();
        for (int length = elements.size(); length >= 0; length--) {
            Set<Integer> set = Set.of();
            for (var element : elements.subList(0, length)) {
                set = union(set, simple(element));
            }
            sets.add(set);
        }
        return sets;
    }

    private static List<Set<Integer>> cube(Node node) {
        var elements = node.nodes("content");
        if (elements.size() > MOST_CUBE_ELEMENTS) {
            throw new IllegalStateException("PostgreSQL allows a CUBE of no more than 12 elements");
        }
        var sets = new ArrayList<Set<Integer>>();
        for (int bits = 0; bits < 1 << elements.size(); bits++) {
            Set<Integer> set = Set.of();
            for (int i = 0; i < elements.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    set = union(set, simple(elements.get(i)));
                }
            }
            sets.add(set);
        }
        return sets;
    }

    private static Set<Integer> union(Set<Integer> left, Set<Integer> right) {
        var union = new LinkedHashSet<>(left);
        union.addAll(right);
        return union;
    }
}
