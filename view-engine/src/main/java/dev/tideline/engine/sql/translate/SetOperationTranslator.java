package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;

/** UNION, INTERSECT and EXCEPT, nested as they are. */
final class SetOperationTranslator {

    private static final List<SetKind> KINDS = List.of(SetKind.UNION, SetKind.INTERSECT, SetKind.EXCEPT);

    private final Translation translation;
    private final QueryTranslator queries;
    private final Scope scope;
    private final ImplicitCasts casts;

    SetOperationTranslator(Translation translation, QueryTranslator queries, Scope scope) {
        this.translation = translation;
        this.queries = queries;
        this.scope = scope;
        this.casts = new ImplicitCasts(translation);
    }

    /** What an input shows: its plan's columns, with the OIDs of their types. */
    private record Input(Plan plan, List<Column> columns, List<Long> typeOids) {}

    Relation translate(Node query) {
        var top = operation(query.node("setOperations"));
        var outputs = new ArrayList<Relation.Output>();
        for (var target : query.nodes("targetList")) {
            if (!target.bool("resjunk")) {
                outputs.add(new Relation.Output(target.text("resname"), top.columns.get(outputs.size())));
            }
        }
        return new Relation(top.plan, outputs);
    }

    /** A common table that reads itself: a base, and a step that reads what was added last. */
    Relation recursive(Node table) {
        var node = scope.query().node("setOperations");
        boolean all = node.bool("all");
        var typeOids = node.numbers("colTypes");
        int level = translation.recursions().level();
        var first = input(node.node("larg"));
        var types = types(node, first, first);
        var base = coerced(first, types, typeOids);
        var output = new ArrayList<Column>();
        for (int i = 0; i < types.size(); i++) {
            var column = translation.newColumn(base.output().get(i).name(), types.get(i));
            translation.representation().merge(new Expr.ColumnRef(base.output().get(i)), column);
            if (!all) {
                translation.representation().choose(column);
            }
            output.add(column);
        }
        var step = step(table, node.node("rarg"), types, typeOids, output);
        if (!all) {
            output.forEach(
                    column -> new FunctionRules(translation).refuseUnordered(new Expr.ColumnRef(column), "UNION"));
        }
        var recurse = new Plan.Recurse(level, all, base, step, output);
        var names = table.texts("ctecolnames");
        var outputs = new ArrayList<Relation.Output>();
        for (int i = 0; i < output.size(); i++) {
            outputs.add(new Relation.Output(names.get(i), output.get(i)));
        }
        return new Relation(recurse, outputs);
    }

    /** What is open of a step's values is open of those that the next one reads: then it is translated once more. */
    private Plan step(Node table, Node node, List<SqlType> types, List<Long> typeOids, List<Column> output) {
        while (true) {
            var known = state(output);
            translation.recursions().enter(table, output);
            Plan step;
            try {
                step = coerced(input(node), types, typeOids);
            } finally {
                translation.recursions().leave(table);
            }
            for (int i = 0; i < output.size(); i++) {
                translation
                        .representation()
                        .merge(new Expr.ColumnRef(step.output().get(i)), output.get(i));
            }
            if (state(output).equals(known)) {
                return step;
            }
        }
    }

    private List<Boolean> state(List<Column> columns) {
        var representation = translation.representation();
        var state = new ArrayList<Boolean>();
        for (var column : columns) {
            state.add(representation.isOpen(column));
            state.add(representation.isApproximate(new Expr.ColumnRef(column)));
            state.add(representation.isUnordered(new Expr.ColumnRef(column)));
        }
        return state;
    }

    /** The types of an operation's columns; PostgreSQL does not tell the fields of rows without a named type. */
    private List<SqlType> types(Node node, Input left, Input right) {
        var typeOids = node.numbers("colTypes");
        var types = new ArrayList<SqlType>();
        for (int i = 0; i < typeOids.size(); i++) {
            var declared = translation.type(
                    typeOids.get(i),
                    node.numbers("colTypmods").get(i).intValue(),
                    node.numbers("colCollations").get(i));
            var resolved = Records.resolved(
                    declared,
                    List.of(left.columns.get(i).type(), right.columns.get(i).type()));
            types.add(Records.unmodified(resolved));
        }
        return types;
    }

    private Input input(Node node) {
        if (node.is("SETOPERATIONSTMT")) {
            return operation(node);
        }
        var query = scope.entry(node.integer("rtindex")).node("subquery");
        var relation = queries.translate(query, scope, new ExprTranslator(translation, queries, scope, null));
        var typeOids = query.nodes("targetList").stream()
                .filter(target -> !target.bool("resjunk"))
                .map(target -> new ResultTypes(translation.catalog().types()).of(target.node("expr")))
                .toList();
        return new Input(relation.plan(), relation.columns(), typeOids);
    }

    private Input operation(Node node) {
        var typeOids = node.numbers("colTypes");
        var kind = KINDS.get(node.integer("op") - 1);
        boolean all = node.bool("all");
        var leftInput = input(node.node("larg"));
        var rightInput = input(node.node("rarg"));
        var types = types(node, leftInput, rightInput);
        var left = coerced(leftInput, types, typeOids);
        var right = coerced(rightInput, types, typeOids);
        var output = new ArrayList<Column>();
        for (int i = 0; i < types.size(); i++) {
            var column = translation.newColumn(left.output().get(i).name(), types.get(i));
            translation.representation().merge(new Expr.ColumnRef(left.output().get(i)), column);
            translation.representation().merge(new Expr.ColumnRef(right.output().get(i)), column);
            if (kind != SetKind.UNION || !all) {
                translation.representation().choose(column);
                new FunctionRules(translation).refuseUnordered(new Expr.ColumnRef(column), kind.name());
            }
            output.add(column);
        }
        return new Input(new Plan.SetOperation(kind, all, left, right, output), output, typeOids);
    }

    private void checkFields(SqlType from, SqlType to) {
        boolean records = Records.isUnknown(to) || Records.isAnonymous(to);
        if (records && !Records.unmodified(from).equals(to)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                            "rows without a named type that have different fields cannot be put together",
                            "Cast them to one named composite type.");
        }
    }

    /** The input with exactly its shown columns, in the types that the operation wants. */
    private Plan coerced(Input input, List<SqlType> types, List<Long> typeOids) {
        boolean asIs = input.plan.output().equals(input.columns);
        var assignments = new ArrayList<Assignment>();
        for (int i = 0; i < types.size(); i++) {
            var column = input.columns.get(i);
            Expr value = new Expr.ColumnRef(column);
            if (!column.type().equals(types.get(i))) {
                asIs = false;
                checkFields(column.type(), types.get(i));
                value = casts.cast(value, input.typeOids.get(i), typeOids.get(i), types.get(i));
            }
            var copy = translation.newColumn(column.name(), types.get(i));
            translation.representation().copy(value, copy);
            assignments.add(new Assignment(copy, value));
        }
        return asIs ? input.plan : new Plan.Project(input.plan, assignments);
    }
}
