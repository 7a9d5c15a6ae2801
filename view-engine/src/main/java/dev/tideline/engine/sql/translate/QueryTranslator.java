package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.sql.tree.KnownFields;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queries, at any depth. */
final class QueryTranslator {

    /** The command type of a SELECT. */
    static final int SELECT = 1;

    private final Translation translation;
    private final boolean hasDependencies;
    private final QueryFeatures features;

    /** @param hasDependencies true if the outermost query is ours: its WITH holds the other views that the user's query reads */
    QueryTranslator(Translation translation, boolean hasDependencies) {
        this.translation = translation;
        this.hasDependencies = hasDependencies;
        this.features = new QueryFeatures(translation);
    }

    /** Whether the common tables of this level are other views of the same file. */
    boolean isDependencies(Scope scope) {
        return hasDependencies && scope.isOutermost();
    }

    /** @param around translates expressions where the query stands in its parent; null for the outermost query */
    Relation translate(Node query, Scope parent, ExprTranslator around) {
        return translate(query, parent, around, false);
    }

    /** The same where the order of its rows can be seen. */
    Relation ordered(Node query, Scope parent, ExprTranslator around) {
        return translate(query, parent, around, !query.nodes("sortClause").isEmpty());
    }

    private Relation translate(Node query, Scope parent, ExprTranslator around, boolean ordered) {
        var refusals = translation.refusals();
        int before = refusals.enter(query);
        try {
            var unknown = KnownFields.unknownField(query);
            if (unknown != null) {
                refusals.error(
                        DiagnosticCode.SQL_UNSUPPORTED, "field " + unknown + " of a query is not supported", null);
            }
            features.check(query);
            if (query.integer("commandType") != SELECT) {
                return new Relation(new Plan.Values(List.of(), List.of()), List.of());
            }
            var scope = new Scope(parent, around, query, ordered);
            if (isUsersOwn(scope)) {
                features.warnOfOrder(query);
            }
            return query.node("setOperations") == null ? select(query, scope) : setOperation(query, scope);
        } finally {
            refusals.leave(before);
        }
    }

    /** A common table that reads itself. */
    Relation recursive(Node table, Scope owner) {
        var refusals = translation.refusals();
        int before = refusals.enter(table);
        try {
            // SEARCH and CYCLE stand in it as the columns and the condition that PostgreSQL's rewriter has made of
            // them.
            var query = table.node("ctequery");
            features.check(query);
            if (table.node("search_clause") != null || table.node("cycle_clause") != null) {
                features.checkWays(query);
            }
            return new SetOperationTranslator(translation, this, new Scope(owner, null, query)).recursive(table);
        } finally {
            refusals.leave(before);
        }
    }

    private boolean isUsersOwn(Scope scope) {
        return hasDependencies ? !scope.isOutermost() && scope.up(1).isOutermost() : scope.isOutermost();
    }

    private Relation setOperation(Node query, Scope scope) {
        var relation = new SetOperationTranslator(translation, this, scope).translate(query);
        if (!scope.sorts()) {
            return relation;
        }
        var sortable = new HashMap<Integer, Column>();
        var targets = query.nodes("targetList");
        for (int i = 0; i < relation.columns().size(); i++) {
            sortable.put(
                    targets.get(i).integer("ressortgroupref"),
                    relation.columns().get(i));
        }
        return new TopKTranslator(translation, scope, expressions(scope, null), sortable).limit(relation);
    }

    private Relation select(Node query, Scope scope) {
        var input = new FromTranslator(translation, this, scope).from(query.node("jointree"));
        boolean grouped = features.isGrouped(query);
        var inputSets = new SetFunctions(translation);
        var inputs = expressions(scope, null).withSets(inputSets);
        var grouping = grouped ? grouping(query, scope, inputs) : null;
        // Windows see the rows or groups, and functions that return sets in the SELECT list see windows.
        var conditions = expressions(scope, grouping);
        var belowWindows = expressions(scope, grouping);
        var windows = new Windows(translation, query, belowWindows);
        var sets = new SetFunctions(translation);
        var expressions = new ExprTranslator(translation, this, scope, grouping, windows).withSets(sets);
        var having = query.node("havingQual") == null ? null : conditions.translate(query.node("havingQual"));
        var targets = targets(scope, expressions);
        var plan = grouped ? grouping.over(inputs.withSubqueriesAndSets(input)) : input;
        if (having != null) {
            plan = new Plan.Filter(conditions.withSubqueries(plan), having);
        }
        plan = windows.over(belowWindows.withSubqueries(plan));
        return arranged(query, project(expressions.withSubqueriesAndSets(plan), targets), scope);
    }

    private ExprTranslator expressions(Scope scope, Grouping grouping) {
        return new ExprTranslator(translation, this, scope, grouping);
    }

    /** A projection, and which of its columns are sorted by, by the numbers of the targets. */
    private record Projected(Relation relation, Map<Integer, Column> sortable) {}

    private Relation arranged(Node query, Projected projected, Scope scope) {
        var relation = projected.relation;
        var tops = new TopKTranslator(translation, scope, expressions(scope, null), projected.sortable);
        if (query.bool("hasDistinctOn")) {
            return tops.limit(tops.distinctOn(relation));
        }
        if (query.list("distinctClause").isEmpty()) {
            return tops.limit(relation);
        }
        var exact = relation.exact(translation);
        exact.columns().forEach(column -> new FunctionRules(translation)
                .refuseUnordered(new Expr.ColumnRef(column), "DISTINCT"));
        translation.representation().distinguish(exact.columns());
        var sortable = new HashMap<Integer, Column>();
        projected.sortable.forEach((reference, column) -> {
            int at = relation.columns().indexOf(column);
            if (at >= 0) {
                sortable.put(reference, exact.columns().get(at));
            }
        });
        return new TopKTranslator(translation, scope, expressions(scope, null), sortable)
                .limit(new Relation(new Plan.Distinct(exact.plan()), exact.outputs()));
    }

    private Grouping grouping(Node query, Scope scope, ExprTranslator input) {
        var grouping = new Grouping(translation, this, scope, input, GroupingSets.of(query));
        for (var clause : query.nodes("groupClause")) {
            var target = query.nodes("targetList").stream()
                    .filter(candidate -> candidate.integer("ressortgroupref") == clause.integer("tleSortGroupRef"))
                    .findFirst()
                    .orElseThrow();
            var node = scope.flatten(target.node("expr"));
            var name = target.text("resname") == null ? "key" : target.text("resname");
            grouping.addKey(clause.integer("tleSortGroupRef"), node, name, input.translateKept(node));
        }
        grouping.distinguishKeys();
        return grouping;
    }

    /**
     * @param hidden not shown, but sorted by
     * @param reference the number under which clauses refer to it, or 0
     */
    private record Target(String name, Expr value, boolean hidden, int reference) {}

    /** The targets that are shown, and those that decide, by an order or by making several of one, which rows are. */
    private static List<Target> targets(Scope scope, ExprTranslator expressions) {
        var query = scope.query();
        var sorted = Stream.concat(query.nodes("sortClause").stream(), query.nodes("distinctClause").stream())
                .map(clause -> clause.integer("tleSortGroupRef"))
                .collect(Collectors.toSet());
        return query.nodes("targetList").stream()
                .filter(target -> !target.bool("resjunk")
                        || scope.sorts() && sorted.contains(target.integer("ressortgroupref"))
                        || SetFunctions.containsSet(target))
                .map(target -> new Target(
                        target.text("resname"),
                        expressions.translateKept(target.node("expr")),
                        target.bool("resjunk"),
                        target.integer("ressortgroupref")))
                .toList();
    }

    /** Computes what is not a column of the input already; if all are, nothing needs to be computed. */
    private Projected project(Plan input, List<Target> targets) {
        var columns = input.outputSet();
        boolean computes = !targets.stream()
                .allMatch(target ->
                        target.value instanceof Expr.ColumnRef reference && columns.contains(reference.column()));
        var assignments = new ArrayList<Assignment>();
        var outputs = new ArrayList<Relation.Output>();
        var sortable = new HashMap<Integer, Column>();
        for (var target : targets) {
            var column = computes ? computed(target, assignments) : ((Expr.ColumnRef) target.value).column();
            if (!target.hidden) {
                outputs.add(new Relation.Output(target.name, column));
            }
            sortable.put(target.reference, column);
        }
        var plan = computes ? new Plan.Project(input, assignments) : input;
        return new Projected(new Relation(plan, outputs), sortable);
    }

    private Column computed(Target target, List<Assignment> assignments) {
        var name = target.name == null ? "sorted" : target.name;
        var column = translation.newColumn(name, target.value.type());
        translation.representation().copy(target.value, column);
        assignments.add(new Assignment(column, target.value));
        return column;
    }
}
