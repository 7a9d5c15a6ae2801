package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.sql.tree.KnownFields;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;

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
            var scope = new Scope(parent, around, query);
            if (isUsersOwn(scope)) {
                features.warnOfOrder(query);
            }
            var relation = query.node("setOperations") == null
                    ? select(query, scope)
                    : new SetOperationTranslator(translation, this, scope).translate(query);
            if (query.list("distinctClause").isEmpty()) {
                return relation;
            }
            var exact = relation.exact(translation);
            translation.representation().distinguish(exact.columns());
            return new Relation(new Plan.Distinct(exact.plan()), exact.outputs());
        } finally {
            refusals.leave(before);
        }
    }

    private boolean isUsersOwn(Scope scope) {
        return hasDependencies ? !scope.isOutermost() && scope.up(1).isOutermost() : scope.isOutermost();
    }

    private Relation select(Node query, Scope scope) {
        var input = new FromTranslator(translation, this, scope).from(query.node("jointree"));
        var inputExpressions = new ExprTranslator(translation, this, scope, null);
        if (!features.isGrouped(query)) {
            return project(query, input, inputExpressions);
        }
        var grouping = grouping(query, scope, inputExpressions);
        var conditions = new ExprTranslator(translation, this, scope, grouping);
        var having = query.node("havingQual") == null ? null : conditions.translate(query.node("havingQual"));
        var expressions = new ExprTranslator(translation, this, scope, grouping);
        var targets = targets(query, expressions);
        Plan plan = grouping.over(inputExpressions.withSubqueries(input));
        if (having != null) {
            plan = new Plan.Filter(conditions.withSubqueries(plan), having);
        }
        return project(expressions.withSubqueries(plan), targets);
    }

    private Grouping grouping(Node query, Scope scope, ExprTranslator input) {
        var grouping = new Grouping(translation, input);
        for (var clause : query.nodes("groupClause")) {
            var target = query.nodes("targetList").stream()
                    .filter(candidate -> candidate.integer("ressortgroupref") == clause.integer("tleSortGroupRef"))
                    .findFirst()
                    .orElseThrow();
            var node = scope.flatten(target.node("expr"));
            var name = target.text("resname") == null ? "key" : target.text("resname");
            grouping.addKey(node, name, input.translateKept(node));
        }
        grouping.distinguishKeys();
        return grouping;
    }

    private record Target(String name, Expr value) {}

    private Relation project(Node query, Plan input, ExprTranslator expressions) {
        var targets = targets(query, expressions);
        return project(expressions.withSubqueries(input), targets);
    }

    private static List<Target> targets(Node query, ExprTranslator expressions) {
        return query.nodes("targetList").stream()
                .filter(target -> !target.bool("resjunk"))
                .map(target -> new Target(target.text("resname"), expressions.translateKept(target.node("expr"))))
                .toList();
    }

    /** Computes what is not a column of the input already; if all are, nothing needs to be computed. */
    private Relation project(Plan input, List<Target> targets) {
        var columns = input.outputSet();
        if (targets.stream()
                .allMatch(target ->
                        target.value instanceof Expr.ColumnRef reference && columns.contains(reference.column()))) {
            var outputs = targets.stream()
                    .map(target -> new Relation.Output(target.name, ((Expr.ColumnRef) target.value).column()))
                    .toList();
            return new Relation(input, outputs);
        }
        var assignments = new ArrayList<Assignment>();
        var outputs = new ArrayList<Relation.Output>();
        for (var target : targets) {
            var column = translation.newColumn(target.name, target.value.type());
            translation.representation().copy(target.value, column);
            assignments.add(new Assignment(column, target.value));
            outputs.add(new Relation.Output(target.name, column));
        }
        return new Relation(new Plan.Project(input, assignments), outputs);
    }
}
