package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.sql.catalog.TypeInfo;
import dev.tideline.engine.sql.catalog.Types;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.sql.tree.NodeReader;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Casts that are not calls of a function. */
final class CastTranslator {

    private final Translation translation;
    private final ExprTranslator expressions;
    private final FunctionRules rules;
    private final ConstantTranslator constants;

    CastTranslator(Translation translation, ExprTranslator expressions) {
        this.translation = translation;
        this.expressions = expressions;
        this.rules = new FunctionRules(translation);
        this.constants = new ConstantTranslator(translation);
    }

    Expr cast(Node node) {
        var argument = expressions.translateFlat(node.node("arg"));
        return switch (node.name()) {
            case "COLLATEEXPR" -> collate(node, argument);
            case "RELABELTYPE" -> new Expr.Relabel(argument, resultType(node));
            case "COERCEVIAIO" -> throughText(node, argument);
            case "ARRAYCOERCEEXPR" -> ofElements(node, argument);
            default -> toDomain(node, argument);
        };
    }

    private Expr collate(Node node, Expr argument) {
        var collation = translation.collation(node.oid("collOid"));
        return new Expr.Relabel(
                argument, new SqlType(argument.type().type(), argument.type().typmod(), collation));
    }

    private Expr throughText(Node node, Expr argument) {
        var type = resultType(node);
        if (argument instanceof Expr.Constant constant && constant.value() instanceof String text) {
            constants.refuseClock("'" + text + "'", type);
        }
        rules.refuseOpen(argument, "its text form");
        return new Expr.TextCast(argument, type);
    }

    private Expr ofElements(Node node, Expr argument) {
        var type = resultType(node);
        long elementOid = types().info(baseOf(new ResultTypes(types()).of(node.node("arg"))))
                .elementOid();
        var element = new Expr.ElementRef(new SqlType(
                types().info(elementOid).type(),
                argument.type().typmod(),
                argument.type().collation()));
        var cast = expressions.withOperand(element, node.node("elemexpr"));
        if (tellsFormsApart(cast)) {
            rules.refuseOpen(argument, "the cast of its elements");
        }
        return new Expr.ArrayCast(argument, cast, type);
    }

    private static boolean tellsFormsApart(Expr expr) {
        return expr instanceof Expr.TextCast
                || expr instanceof Expr.Call call && FormSensitivity.of(call.function()) == FormSensitivity.TELLS_APART
                || ExprTree.children(expr).stream().anyMatch(CastTranslator::tellsFormsApart);
    }

    private long baseOf(long typeOid) {
        long baseOid = types().info(typeOid).baseOid();
        return baseOid == 0 ? typeOid : baseOf(baseOid);
    }

    /** A domain's constraints come after those of the domain that it stands on. */
    private Expr toDomain(Node node, Expr argument) {
        var type = resultType(node);
        var checks = new ArrayList<Expr.Check>();
        boolean notNull = collectChecks(types().info(node.oid("resulttype")), argument.type(), checks);
        return new Expr.DomainCheck(argument, checks, notNull, type);
    }

    private boolean collectChecks(TypeInfo domain, SqlType valueType, List<Expr.Check> checks) {
        if (domain.baseOid() == 0) {
            return false;
        }
        boolean notNull = collectChecks(types().info(domain.baseOid()), valueType, checks);
        for (var constraint : types().constraints(domain.oid())) {
            var tree = ((Node) NodeReader.read(constraint.tree())).withoutLocations();
            var condition = ExprTranslator.ofDomainValue(translation, new Expr.ElementRef(valueType))
                    .translateFlat(tree);
            checks.add(new Expr.Check(constraint.name(), condition));
        }
        return notNull || domain.notNull();
    }

    private SqlType resultType(Node node) {
        int typmod = node.has("resulttypmod") ? node.integer("resulttypmod") : -1;
        return translation.type(node.oid("resulttype"), typmod, node.oid("resultcollid"));
    }

    private Types types() {
        return translation.catalog().types();
    }
}
