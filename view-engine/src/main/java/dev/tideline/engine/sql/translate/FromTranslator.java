package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetFunction;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.unnest.NodeExpressions;
import dev.tideline.engine.sql.catalog.RelationInfo;
import dev.tideline.engine.sql.tree.KnownFields;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** FROM and WHERE of one query level. Makes the columns of each item known to the level's {@link Scope}. */
final class FromTranslator {

    private static final List<JoinKind> JOIN_KINDS =
            List.of(JoinKind.INNER, JoinKind.LEFT, JoinKind.FULL, JoinKind.RIGHT);

    private static final Plan ONE_ROW = new Plan.Values(List.of(List.of()), List.of());

    private final Translation translation;
    private final QueryTranslator queries;
    private final Scope scope;
    private final ExprTranslator expressions;
    private final ConditionTranslator conditions;

    FromTranslator(Translation translation, QueryTranslator queries, Scope scope) {
        this.translation = translation;
        this.queries = queries;
        this.scope = scope;
        this.expressions = new ExprTranslator(translation, queries, scope, null);
        this.conditions = new ConditionTranslator(translation, queries, scope);
    }

    /** The items of a FROM list joined in the order in which they stand, and filtered. */
    Plan from(Node from) {
        Plan plan = null;
        for (var element : from.nodes("fromlist")) {
            if (plan != null && isLateralFunction(element)) {
                plan = functions(element.integer("rtindex"), plan);
                continue;
            }
            var next = item(element);
            plan = plan == null ? next : joined(JoinKind.INNER, plan, next, Expr.Constant.TRUE);
        }
        if (plan == null) {
            plan = ONE_ROW;
        }
        return from.node("quals") == null ? plan : conditions.filter(plan, from.node("quals"));
    }

    private Plan item(Node node) {
        return switch (node.name()) {
            case "RANGETBLREF" -> entry(node.integer("rtindex"));
            case "JOINEXPR" -> join(node);
            case "FROMEXPR" -> from(node);
            default -> throw new IllegalStateException("a FROM item that PostgreSQL does not have: " + node.name());
        };
    }

    private Plan join(Node node) {
        var left = item(node.node("larg"));
        var kind = JOIN_KINDS.get(node.integer("jointype"));
        boolean byRow = kind == JoinKind.INNER || kind == JoinKind.LEFT;
        if (byRow && isLateralFunction(node.node("rarg")) && !SublinkTranslator.isIn(node.node("quals"))) {
            return joinWithFunctions(node, left);
        }
        var right = item(node.node("rarg"));
        return node.node("quals") == null
                ? joined(kind, left, right, Expr.Constant.TRUE)
                : conditions.join(kind, left, right, node.node("quals"));
    }

    /** A join whose right side may speak of the left. */
    static Plan joined(JoinKind kind, Plan left, Plan right, Expr condition) {
        return NodeExpressions.freeColumns(right).stream().anyMatch(left.outputSet()::contains)
                ? new Plan.DependentJoin(kind, left, right, condition)
                : new Plan.Join(kind, left, right, condition);
    }

    /** Whether an item is a call of functions whose arguments may refer to the items before it. */
    private boolean isLateralFunction(Node node) {
        if (!node.is("RANGETBLREF")) {
            return false;
        }
        int index = node.integer("rtindex");
        var entry = scope.entry(index);
        boolean function = entry.integer("rtekind") == Scope.FUNCTION || JsonTables.is(entry);
        // A whole row is put together above the function alone.
        return function
                && entry.bool("lateral")
                && !scope.references().attributes(index).containsKey(Scope.WHOLE_ROW);
    }

    private Plan joinWithFunctions(Node node, Plan left) {
        boolean outer = JOIN_KINDS.get(node.integer("jointype")) == JoinKind.LEFT;
        int index = node.node("rarg").integer("rtindex");
        if (!outer) {
            var plan = functions(index, left);
            return node.node("quals") == null ? plan : new Plan.Filter(plan, expressions.translate(node.node("quals")));
        }
        var alone = functions(index, ONE_ROW);
        var condition = node.node("quals") == null ? Expr.Constant.TRUE : expressions.translate(node.node("quals"));
        if (alone instanceof Plan.ProjectSet set && set.input() == ONE_ROW) {
            return new Plan.ProjectSet(
                    left, set.functions(), set.ordinality(), true, ExprTree.isTrue(condition) ? null : condition);
        }
        return joined(JoinKind.LEFT, left, alone, condition);
    }

    /** The rows that the functions of an item make of each row of what stands before it. */
    private Plan functions(int index, Plan left) {
        var entry = scope.entry(index);
        var unknown = KnownFields.unknownField(entry);
        if (unknown != null) {
            expressions.refuse("field " + unknown + " of " + entry.name());
        }
        int before = translation.refusals().enter(entry);
        var item = JsonTables.is(entry) ? jsonTable(entry, left) : functionItem(entry, left);
        translation.refusals().leave(before);
        scope.define(index, item.columns());
        return item.plan();
    }

    private FromItem functionItem(Node entry, Plan left) {
        var arguments = new ExprTranslator(translation, queries, scope, null);
        var sets = new SetFunctions(translation);
        var names = new ArrayDeque<>(entry.node("eref").texts("colnames"));
        var functions = new ArrayList<SetFunction>();
        var columns = new LinkedHashMap<Integer, Column>();
        for (var called : entry.nodes("functions")) {
            if (KnownFields.unknownField(called) != null) {
                expressions.refuse("field " + KnownFields.unknownField(called) + " of " + called.name());
            }
            var call = arguments.translateSet(called.node("funcexpr"));
            boolean set = SetFunctions.isSet(called.node("funcexpr"));
            boolean defined = !called.numbers("funccoltypes").isEmpty();
            if (JsonRecords.is(call) && defined) {
                call = records(arguments, (Expr.Call) call, called);
            } else if (defined) {
                expressions.refuse("a function in FROM with a list of column definitions");
            }
            var function = sets.function(call, set, List.copyOf(names), true);
            for (var column : function.output()) {
                columns.put(columns.size() + 1, column);
                names.poll();
            }
            functions.add(function);
        }
        Column ordinality = null;
        if (entry.bool("funcordinality")) {
            ordinality = translation.newColumn(names.isEmpty() ? "ordinality" : names.peek(), SqlType.of(PgType.INT8));
            columns.put(columns.size() + 1, ordinality);
        }
        var plan = new Plan.ProjectSet(arguments.withSubqueries(left), functions, ordinality, false, null);
        return new FromItem(plan, columns);
    }

    /** A function whose columns the query defines; whether it can make them is known only now. */
    private Expr.Call records(ExprTranslator arguments, Expr.Call call, Node called) {
        var typed = new JsonRecords(translation).typed(call, called);
        arguments.checkComputable(typed);
        return typed;
    }

    private FromItem jsonTable(Node entry, Plan left) {
        var arguments = new ExprTranslator(translation, queries, scope, null);
        var call = arguments.jsonTable(entry);
        var names = entry.node("eref").texts("colnames");
        var function = new SetFunctions(translation).function(call, true, names, true);
        var columns = new LinkedHashMap<Integer, Column>();
        function.output().forEach(column -> columns.put(columns.size() + 1, column));
        var plan = new Plan.ProjectSet(arguments.withSubqueries(left), List.of(function), null, false, null);
        return new FromItem(plan, columns);
    }

    /** An item of the range table as a plan. */
    Plan entry(int index) {
        var entry = scope.entry(index);
        var unknown = KnownFields.unknownField(entry);
        if (unknown != null) {
            expressions.refuse("field " + unknown + " of " + entry.name());
        }
        var item = item(index, entry);
        scope.define(index, item.columns());
        return item.plan();
    }

    private FromItem item(int index, Node entry) {
        var uses = scope.references().attributes(index);
        return switch (entry.integer("rtekind")) {
            case Scope.RELATION -> new TableTranslator(translation).table(entry, uses);
            case Scope.SUBQUERY -> subquery(entry, uses);
            case Scope.COMMON_TABLE -> ofRelation(entry, commonTable(entry), null, uses);
            case Scope.VALUES -> withRow(entry, values(entry), uses);
            case Scope.RESULT -> new FromItem(new Plan.Values(List.of(List.of()), List.of()), Map.of());
            case Scope.FUNCTION -> withRow(entry, functionItem(entry, ONE_ROW), uses);
            case Scope.TABLE_FUNCTION ->
                JsonTables.is(entry)
                        ? withRow(entry, jsonTable(entry, ONE_ROW), uses)
                        : unsupported(index, entry, "XMLTABLE");
            default -> unsupported(index, entry, "this item of FROM");
        };
    }

    private FromItem subquery(Node entry, Map<Integer, Integer> uses) {
        var query = entry.node("subquery");
        var view = sourceView(entry, query);
        if (view != null && !isUsable(view)) {
            return unknown(uses);
        }
        var relation =
                view == null ? input(query) : translation.refusals().insideSourceView(view.name(), () -> input(query));
        if (scope.showsInputOrder()) {
            scope.inputOrder(relation.order());
        }
        return ofRelation(entry, relation, view, uses);
    }

    private Relation input(Node query) {
        return scope.showsInputOrder()
                ? queries.ordered(query, scope, expressions)
                : queries.translate(query, scope, expressions);
    }

    /** The view of the source whose query this is, or null: up to PostgreSQL 15 only its range table tells. */
    private RelationInfo sourceView(Node entry, Node query) {
        long oid = entry.oid("relid");
        if (oid == 0) {
            oid = query.nodes("rtable").stream()
                    .limit(1)
                    .filter(first -> first.integer("rtekind") == Scope.RELATION && "v".equals(first.text("relkind")))
                    .map(first -> first.oid("relid"))
                    .findFirst()
                    .orElse(0L);
        }
        return oid == 0 ? null : translation.catalog().relations().relation(oid);
    }

    /** Each reference is translated anew, so that it has columns of its own. */
    private Relation commonTable(Node entry) {
        var owner = scope.up(entry.integer("ctelevelsup"));
        var table = owner.commonTable(entry.text("ctename"));
        var query = table.node("ctequery");
        if (entry.bool("self_reference")) {
            return translation.recursions().workingTable(table);
        }
        if (query.integer("commandType") != QueryTranslator.SELECT) {
            return unknownRelation(entry);
        }
        if (table.bool("cterecursive")) {
            return queries.recursive(table, owner);
        }
        return queries.isDependencies(owner)
                ? translation.refusals().insideOtherView(() -> queries.translate(query, owner, null))
                : queries.translate(query, owner, null);
    }

    /** @param view of the source, whose whole row has a named type; null for other queries */
    private FromItem ofRelation(Node entry, Relation relation, RelationInfo view, Map<Integer, Integer> uses) {
        var columns = new LinkedHashMap<Integer, Column>();
        for (int i = 0; i < relation.outputs().size(); i++) {
            columns.put(i + 1, relation.outputs().get(i).column());
        }
        var item = new FromItem(relation.plan(), columns);
        boolean named = view != null && uses.containsKey(Scope.WHOLE_ROW);
        return named
                ? item.withWholeRow(translation, translation.type(view.typeOid(), -1, 0))
                : withRow(entry, item, uses);
    }

    /** An item whose whole row, if it is used, has no named type, unless it is that of the function that returns it. */
    private FromItem withRow(Node entry, FromItem item, Map<Integer, Integer> uses) {
        if (!uses.containsKey(Scope.WHOLE_ROW)) {
            return item;
        }
        var functions = entry.nodes("functions");
        if (functions.size() == 1 && !entry.bool("funcordinality")) {
            long returned = new ResultTypes(translation.catalog().types())
                    .of(functions.get(0).node("funcexpr"));
            if (returned != 0 && returned != Records.OID) {
                return item.withWholeRow(translation, translation.type(returned, -1, 0));
            }
        }
        return item.withWholeRow(translation, item.record(entry.node("eref").texts("colnames")));
    }

    private FromItem values(Node entry) {
        var columns = entryColumns(entry);
        // Its lists can refer to items of the same FROM only if it is LATERAL.
        var rowExpressions = new ExprTranslator(translation, queries, scope, null);
        var rows = new ArrayList<List<Expr>>();
        for (var list : entry.list("values_lists")) {
            var row =
                    Node.nodes(list).stream().map(rowExpressions::translateKept).toList();
            for (int i = 0; i < row.size(); i++) {
                translation.representation().merge(row.get(i), columns.get(i + 1));
            }
            rows.add(row);
        }
        return new FromItem(values(rows, List.copyOf(columns.values()), rowExpressions.sublinks()), columns);
    }

    /** Subqueries in VALUES: each row is then computed from what it needs of them. */
    private Plan values(List<List<Expr>> rows, List<Column> columns, SublinkTranslator sublinks) {
        if (sublinks.attachments().isEmpty()) {
            return new Plan.Values(rows, columns);
        }
        Plan union = null;
        for (var row : rows) {
            var output = rows.size() == 1 ? columns : fresh(columns);
            var assignments = new ArrayList<Assignment>();
            for (int i = 0; i < row.size(); i++) {
                assignments.add(new Assignment(output.get(i), row.get(i)));
            }
            var one = new Plan.Project(sublinks.attach(new Plan.Values(List.of(List.of()), List.of())), assignments);
            boolean last = row == rows.get(rows.size() - 1);
            union = union == null
                    ? one
                    : new Plan.SetOperation(SetKind.UNION, true, union, one, last ? columns : fresh(columns));
        }
        return union;
    }

    private List<Column> fresh(List<Column> columns) {
        return columns.stream()
                .map(column -> translation.newColumn(column.name(), column.type()))
                .toList();
    }

    private LinkedHashMap<Integer, Column> entryColumns(Node entry) {
        var types = entry.numbers("coltypes");
        var typmods = entry.numbers("coltypmods");
        var collations = entry.numbers("colcollations");
        var names = entry.node("eref").texts("colnames");
        var columns = new LinkedHashMap<Integer, Column>();
        for (int i = 0; i < types.size(); i++) {
            var type = translation.type(types.get(i), typmods.get(i).intValue(), collations.get(i));
            columns.put(i + 1, translation.newColumn(names.get(i), type));
        }
        return columns;
    }

    private Relation unknownRelation(Node entry) {
        var columns = entryColumns(entry);
        var outputs = columns.values().stream()
                .map(column -> new Relation.Output(column.name(), column))
                .toList();
        return new Relation(new Plan.Values(List.of(), List.copyOf(columns.values())), outputs);
    }

    private boolean isUsable(RelationInfo view) {
        var at = translation.refusals().text().ofRelation(view.name().name());
        return new TableRules(translation).checkNotSystem(view, at);
    }

    private FromItem unsupported(int index, Node entry, String construct) {
        int before = translation.refusals().enter(entry);
        expressions.refuse(construct);
        translation.refusals().leave(before);
        return unknown(scope.references().attributes(index));
    }

    /** Stands for an item that has been refused. */
    private FromItem unknown(Map<Integer, Integer> uses) {
        var columns = new LinkedHashMap<Integer, Column>();
        var type = SqlType.of(PgType.UNKNOWN);
        uses.keySet().forEach(attribute -> columns.put(attribute, translation.newColumn("unknown", type)));
        return new FromItem(new Plan.Values(List.of(), List.copyOf(columns.values())), columns);
    }
}
