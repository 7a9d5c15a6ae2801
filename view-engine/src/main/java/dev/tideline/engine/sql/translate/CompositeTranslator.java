package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import java.util.ArrayList;
import java.util.List;

/** Arrays, rows, and their parts. */
final class CompositeTranslator {

    private final Translation translation;
    private final ExprTranslator expressions;
    private final FunctionRules rules;

    CompositeTranslator(Translation translation, ExprTranslator expressions) {
        this.translation = translation;
        this.expressions = expressions;
        this.rules = new FunctionRules(translation);
    }

    Expr composite(Node node) {
        return switch (node.name()) {
            case "ARRAYEXPR" -> array(node);
            case "SUBSCRIPTINGREF" -> subscript(node);
            case "ROWEXPR" -> row(node);
            case "ROWCOMPAREEXPR" -> comparison(node);
            default -> field(node);
        };
    }

    private Expr array(Node node) {
        var elements = expressions.translateFlat(node.nodes("elements"));
        int typmod = elements.isEmpty() ? -1 : ExprTranslator.commonTypmod(elements);
        var type = Records.resolvedOf(
                translation.type(node.oid("array_typeid"), typmod, node.oid("array_collid")), elements);
        return new Expr.ArrayConstructor(elements, node.bool("multidims"), type);
    }

    private Expr subscript(Node node) {
        if (node.has("refassgnexpr")) {
            return expressions.refuse("an assignment to an element");
        }
        var container = expressions.translateFlat(node.node("refexpr"));
        var upper = bounds(node, "refupperindexpr");
        var lower = node.list("reflowerindexpr").isEmpty() ? null : bounds(node, "reflowerindexpr");
        var type = translation.type(node.oid("refrestype"), node.integer("reftypmod"), node.oid("refcollid"));
        rules.refuseUnordered(container, "a subscript");
        return new Expr.Subscript(container, upper, lower, Records.resolvedOf(type, List.of(container)));
    }

    private List<Expr> bounds(Node node, String field) {
        var bounds = new ArrayList<Expr>();
        for (var bound : node.list(field)) {
            bounds.add(bound == null ? null : expressions.translateFlat((Node) bound));
        }
        return bounds;
    }

    private Expr row(Node node) {
        var fields = expressions.translateFlat(node.nodes("args"));
        var type = node.oid("row_typeid") == Records.OID
                ? Records.of(fields, node.texts("colnames"))
                : translation.type(node.oid("row_typeid"), -1, 0);
        return new Expr.RowConstructor(fields, type);
    }

    private Expr comparison(Node node) {
        var kind =
                switch (node.has("cmptype") ? node.integer("cmptype") : node.integer("rctype")) {
                    case 1 -> Expr.RowComparison.Kind.LT;
                    case 2 -> Expr.RowComparison.Kind.LE;
                    case 4 -> Expr.RowComparison.Kind.GE;
                    default -> Expr.RowComparison.Kind.GT;
                };
        var left = expressions.translateFlat(node.nodes("largs"));
        var right = expressions.translateFlat(node.nodes("rargs"));
        var functions = new ArrayList<Function>();
        var collations = new ArrayList<Collation>();
        var operators = node.numbers("opnos");
        for (int i = 0; i < operators.size(); i++) {
            var catalog = translation.catalog().functions();
            var info = catalog.operatorFunction(operators.get(i), 0);
            rules.checkUsable(info, catalog.operatorName(operators.get(i)));
            var collation = translation.collation(node.numbers("inputcollids").get(i));
            rules.checkCall(info.function(), List.of(left.get(i), right.get(i)), collation);
            functions.add(info.function());
            collations.add(collation);
        }
        return new Expr.RowComparison(kind, functions, left, right, collations);
    }

    /** Fields are counted with dropped ones in a named composite type. */
    private Expr field(Node node) {
        var row = expressions.translateFlat(node.node("arg"));
        int number = node.integer("fieldnum");
        int position = number - 1;
        long rowType = new ResultTypes(translation.catalog().types()).of(node.node("arg"));
        if (rowType != 0 && rowType != Records.OID && row.type().underlying() instanceof PgType.Composite) {
            var types = translation.catalog().types();
            var info = types.info(rowType);
            while (info.baseOid() != 0) {
                info = types.info(info.baseOid());
            }
            position = types.attributes(info.oid()).stream()
                    .map(attribute -> attribute.number())
                    .toList()
                    .indexOf(number);
        }
        var type = translation.type(node.oid("resulttype"), node.integer("resulttypmod"), node.oid("resultcollid"));
        return new Expr.FieldSelect(row, position, type);
    }
}
