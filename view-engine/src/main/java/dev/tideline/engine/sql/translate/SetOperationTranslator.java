package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.SqlType;
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

    private Input input(Node node) {
        if (node.is("SETOPERATIONSTMT")) {
            return operation(node);
        }
        var query = scope.entry(node.integer("rtindex")).node("subquery");
        var relation = queries.translate(query, scope, new ExprTranslator(translation, queries, scope, null));
        var typeOids = query.nodes("targetList").stream()
                .filter(target -> !target.bool("resjunk"))
                .map(target -> ResultTypes.of(target.node("expr")))
                .toList();
        return new Input(relation.plan(), relation.columns(), typeOids);
    }

    private Input operation(Node node) {
        var typeOids = node.numbers("colTypes");
        var types = new ArrayList<SqlType>();
        for (int i = 0; i < typeOids.size(); i++) {
            types.add(translation.type(
                    typeOids.get(i),
                    node.numbers("colTypmods").get(i).intValue(),
                    node.numbers("colCollations").get(i)));
        }
        var kind = KINDS.get(node.integer("op") - 1);
        boolean all = node.bool("all");
        var left = coerced(input(node.node("larg")), types, typeOids);
        var right = coerced(input(node.node("rarg")), types, typeOids);
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

    /** The input with exactly its shown columns, in the types that the operation wants. */
    private Plan coerced(Input input, List<SqlType> types, List<Long> typeOids) {
        boolean asIs = input.plan.output().equals(input.columns);
        var assignments = new ArrayList<Assignment>();
        for (int i = 0; i < types.size(); i++) {
            var column = input.columns.get(i);
            Expr value = new Expr.ColumnRef(column);
            if (!column.type().equals(types.get(i))) {
                asIs = false;
                value = casts.cast(value, input.typeOids.get(i), typeOids.get(i), types.get(i));
            }
            var copy = translation.newColumn(column.name(), types.get(i));
            translation.representation().copy(value, copy);
            assignments.add(new Assignment(copy, value));
        }
        return asIs ? input.plan : new Plan.Project(input.plan, assignments);
    }
}
