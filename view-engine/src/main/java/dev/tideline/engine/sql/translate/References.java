package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.tree.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which attributes of which range table entries of a query are used, in itself and in all queries inside it. */
final class References {

    private static final Set<String> FIELDS_OF_OTHER_MEANING = Set.of("joinaliasvars", "groupexprs");

    private final List<Node> rangeTable;
    private final Map<Integer, SortedMap<Integer, Integer>> byEntry = new HashMap<>();

    private References(List<Node> rangeTable) {
        this.rangeTable = rangeTable;
    }

    /** @param sorts whether the order of the query's rows decides something */
    static References of(Node query, boolean sorts) {
        var references = new References(query.nodes("rtable"));
        var needed = sortGroupReferences(query, sorts);
        for (var field : query.fields().entrySet()) {
            if (field.getKey().equals("targetList")) {
                query.nodes("targetList").stream()
                        .filter(target -> !target.bool("resjunk")
                                || needed.contains(target.integer("ressortgroupref"))
                                || SetFunctions.containsSet(target))
                        .forEach(target -> references.collect(target, 0, -1));
            } else {
                references.collect(field.getValue(), 0, -1);
            }
        }
        return references;
    }

    /** The attributes of an entry that are used, in order, each with the location of its first use. */
    SortedMap<Integer, Integer> attributes(int entry) {
        return byEntry.getOrDefault(entry, new TreeMap<>());
    }

    /** Targets that are not shown are needed if something depends on them; for an order that decides nothing they are not. */
    private static Set<Integer> sortGroupReferences(Node query, boolean sorts) {
        var needed = new HashSet<Integer>();
        query.nodes("groupClause").forEach(clause -> needed.add(clause.integer("tleSortGroupRef")));
        query.nodes("windowClause").forEach(window -> {
            window.nodes("partitionClause").forEach(clause -> needed.add(clause.integer("tleSortGroupRef")));
            window.nodes("orderClause").forEach(clause -> needed.add(clause.integer("tleSortGroupRef")));
        });
        if (sorts) {
            query.nodes("sortClause").forEach(clause -> needed.add(clause.integer("tleSortGroupRef")));
            query.nodes("distinctClause").forEach(clause -> needed.add(clause.integer("tleSortGroupRef")));
        }
        return needed;
    }

    /**
     * @param depth how many queries further in than ours we are
     * @param location of the reference through which we came here, or -1
     */
    private void collect(Object value, int depth, int location) {
        if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, depth, location));
        } else if (value instanceof Node node) {
            if (node.is("VAR")) {
                if (node.integer("varlevelsup") == depth) {
                    add(
                            node.integer("varno"),
                            node.integer("varattno"),
                            node.location() < 0 ? location : node.location());
                }
            } else {
                int inner = node.is("QUERY") ? depth + 1 : depth;
                node.fields().forEach((name, field) -> {
                    // What a query inside of ours groups by may be columns of ours.
                    if (!FIELDS_OF_OTHER_MEANING.contains(name) || depth > 0 && name.equals("groupexprs")) {
                        collect(field, inner, location);
                    }
                });
            }
        }
    }

    private void add(int entry, int attribute, int location) {
        var node = rangeTable.get(entry - 1);
        int kind = node.integer("rtekind");
        if (kind == Scope.JOIN || kind == Scope.GROUP) {
            if (attribute > 0) {
                var meanings = node.list(kind == Scope.JOIN ? "joinaliasvars" : "groupexprs");
                collect(meanings.get(attribute - 1), 0, location);
            }
        } else {
            byEntry.computeIfAbsent(entry, key -> new TreeMap<>()).putIfAbsent(attribute, location);
        }
    }
}
