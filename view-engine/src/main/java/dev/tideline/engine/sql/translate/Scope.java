package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.sql.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of one query level: its range table, and which columns of the plan its entries' columns are. */
final class Scope {

    /** Kinds of range table entries, as PostgreSQL numbers them. */
    static final int RELATION = 0;

    static final int SUBQUERY = 1;
    static final int JOIN = 2;
    static final int FUNCTION = 3;
    static final int TABLE_FUNCTION = 4;
    static final int VALUES = 5;
    static final int COMMON_TABLE = 6;
    static final int RESULT = 8;
    static final int GROUP = 9;

    /** The attribute number of a whole-row reference. */
    static final int WHOLE_ROW = 0;

    private final Scope parent;
    private final ExprTranslator around;
    private final Node query;
    private final List<Node> rangeTable;
    private final Map<Integer, Map<Integer, Column>> columns = new HashMap<>();
    private final References references;
    private final boolean ordered;
    private List<SortKey> inputOrder = List.of();

    /** @param around translates expressions where this query stands in its parent; null for the outermost */
    Scope(Scope parent, ExprTranslator around, Node query) {
        this(parent, around, query, false);
    }

    /** @param ordered whether the order of the query's rows can be seen around it */
    Scope(Scope parent, ExprTranslator around, Node query, boolean ordered) {
        this.parent = parent;
        this.around = around;
        this.query = query;
        this.rangeTable = query.nodes("rtable");
        this.ordered = ordered;
        this.references = References.of(query, sorts());
    }

    /** Whether it can be seen by what the query sorts: by which rows there are, or in which order they come. */
    boolean sorts() {
        return ordered || TopKTranslator.isNeeded(query);
    }

    /**
     * Whether aggregates see the rows of the only item of FROM as they come. A join may put them into another order, be it for a
     * subquery in WHERE, and so do groups, and an aggregate that wants its input sorted.
     */
    boolean showsInputOrder() {
        var tree = query.node("jointree");
        var from = tree.nodes("fromlist");
        return query.bool("hasAggs")
                && query.nodes("groupClause").isEmpty()
                && query.nodes("groupingSets").isEmpty()
                && from.size() == 1
                && from.get(0).is("RANGETBLREF")
                && !SublinkTranslator.isIn(tree.node("quals"))
                && !wantsSortedInput(query.nodes("targetList"))
                && !wantsSortedInput(query.node("havingQual"));
    }

    private static boolean wantsSortedInput(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Scope::wantsSortedInput);
        }
        if (!(value instanceof Node node) || node.is("QUERY")) {
            return false;
        }
        boolean sorts = node.is("AGGREF")
                && !(node.nodes("aggorder").isEmpty()
                        && node.nodes("aggdistinct").isEmpty());
        return sorts || node.fields().values().stream().anyMatch(Scope::wantsSortedInput);
    }

    /** The order of the rows that the query reads; empty if there is none that counts. */
    List<SortKey> inputOrder() {
        return inputOrder;
    }

    void inputOrder(List<SortKey> order) {
        inputOrder = order;
    }

    Node query() {
        return query;
    }

    /** The range table entry of this number, from 1. */
    Node entry(int index) {
        return rangeTable.get(index - 1);
    }

    References references() {
        return references;
    }

    /** The scope this many levels out. */
    Scope up(int levels) {
        var scope = this;
        for (int i = 0; i < levels; i++) {
            scope = scope.parent;
        }
        return scope;
    }

    /** What translates expressions of the query this many levels out, at the place where the one inside of it stands. */
    ExprTranslator around(int levels) {
        return up(levels - 1).around;
    }

    boolean isOutermost() {
        return parent == null;
    }

    /** Makes known which plan columns the columns of an entry are, by attribute number. */
    void define(int index, Map<Integer, Column> byAttribute) {
        columns.put(index, Map.copyOf(byAttribute));
    }

    /** The plan column of an entry's attribute, or null if that is not (yet) visible. */
    Column column(int index, int attribute) {
        return columns.getOrDefault(index, Map.of()).get(attribute);
    }

    /** The definition of a common table in this level's WITH. */
    Node commonTable(String name) {
        return query.nodes("cteList").stream()
                .filter(table -> withoutSpaces(table.text("ctename")).equals(withoutSpaces(name)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The tree with all references to joins' columns (merged USING columns) and to group columns replaced by what they stand for. The
     * replacement takes the place of the reference.
     */
    Node flatten(Node node) {
        return (Node) flattenValue(node);
    }

    private Object flattenValue(Object value) {
        if (value instanceof List<?> list) {
            var flat = new ArrayList<>(list.size());
            list.forEach(element -> flat.add(flattenValue(element)));
            return flat;
        }
        if (!(value instanceof Node node) || node.is("QUERY")) {
            return value;
        }
        if (node.is("VAR") && node.integer("varlevelsup") == 0 && node.integer("varattno") > 0) {
            var meaning = meaning(node);
            return meaning == null ? node : flattenValue(meaning);
        }
        var flat = node;
        for (var field : node.fields().entrySet()) {
            if (field.getValue() instanceof Node || field.getValue() instanceof List<?>) {
                flat = flat.with(field.getKey(), flattenValue(field.getValue()));
            }
        }
        return flat;
    }

    /** What a reference to a join's or group's column stands for, or null if it is a reference to something else. */
    private Node meaning(Node variable) {
        var entry = entry(variable.integer("varno"));
        var meanings = entry.integer("rtekind") == JOIN ? "joinaliasvars" : "groupexprs";
        if (entry.integer("rtekind") != JOIN && entry.integer("rtekind") != GROUP) {
            return null;
        }
        var meaning = (Node) entry.list(meanings).get(variable.integer("varattno") - 1);
        return meaning.fields().containsKey("location") && meaning.location() < 0
                ? meaning.with("location", variable.text("location"))
                : meaning;
    }

    private static String withoutSpaces(String name) {
        // The server breaks its dump into lines, which may turn a line break in a name into a space.
        return name.replaceAll("\\s", "");
    }
}
