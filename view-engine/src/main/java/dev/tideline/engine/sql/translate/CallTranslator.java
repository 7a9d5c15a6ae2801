package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.sql.catalog.FunctionInfo;
import dev.tideline.engine.sql.catalog.Functions;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import java.util.Arrays;
import java.util.List;

/** Functions and operators, and what is made of operators. */
final class CallTranslator {

    private static final int EXPLICIT_CAST = 1;
    private static final int IMPLICIT_CAST = 2;
    private static final PgType JSONPATH = new PgType.Base("jsonpath");

    private final Translation translation;
    private final ExprTranslator expressions;
    private final Functions functions;
    private final FunctionRules rules;
    private final TimeFunctions times;
    private final SqlFunctions sqlFunctions;
    private final DictionaryCalls dictionaries;

    CallTranslator(Translation translation, ExprTranslator expressions) {
        this.translation = translation;
        this.expressions = expressions;
        this.functions = translation.catalog().functions();
        this.rules = new FunctionRules(translation);
        this.times = new TimeFunctions(translation, rules);
        this.sqlFunctions = new SqlFunctions(translation);
        this.dictionaries = new DictionaryCalls(translation, expressions, rules);
    }

    Expr function(Node node) {
        var info = functions.function(node.oid("funcid"));
        if (info.variadicAny() && node.bool("funcvariadic")) {
            return expressions.refuse("VARIADIC with " + info.function().name());
        }
        if (times.isOfTime(info)) {
            return times.function(node, info, arguments(node, info));
        }
        if (DictionaryCalls.is(info)) {
            return dictionaries.call(node, info);
        }
        boolean inlines = sqlFunctions.mayInline(info);
        if (!inlines) {
            rules.checkUsable(info, null);
        }
        var arguments = arguments(node, info);
        var type = Records.resolvedOf(
                translation.type(node.oid("funcresulttype"), lengthCoercion(node, arguments), node.oid("funccollid")),
                arguments);
        var collation = collation(node, info);
        if (inlines) {
            return sqlFunctions
                    .inlined(info, arguments, type, collation)
                    .orElseGet(() -> new Expr.Constant(null, type));
        }
        rules.checkCall(info.function(), arguments, collation);
        return new Expr.Call(info.function(), arguments, type, collation);
    }

    /** {@code current_timestamp} and the like. */
    Expr timeValue(Node node) {
        return times.value(node);
    }

    /** A call that may return a set of rows: an expression for {@link dev.tideline.engine.plan.Plan.ProjectSet} only. */
    Expr.Call set(Node node) {
        var info = functions.function(node.oid("funcid"));
        if (info.variadicAny() && node.bool("funcvariadic")) {
            expressions.refuse("VARIADIC with " + info.function().name());
        }
        rules.checkUsableAsSet(info);
        var arguments = arguments(node, info);
        var type = translation.catalog().types().sqlType(node.oid("funcresulttype"), -1, node.oid("funccollid"));
        var collation = collation(node, info);
        rules.checkCall(info.function(), arguments, collation);
        return new Expr.Call(info.function(), arguments, type, collation);
    }

    Expr operator(Node node) {
        var info = operatorFunction(node);
        var arguments = expressions.translateFlat(node.nodes("args"));
        var type = Records.resolvedOf(translation.type(node.oid("opresulttype"), -1, node.oid("opcollid")), arguments);
        var collation = collation(node, info);
        rules.checkCall(info.function(), arguments, collation);
        return new Expr.Call(info.function(), arguments, type, collation);
    }

    Expr distinctFrom(Node node) {
        var info = operatorFunction(node);
        var arguments = expressions.translateFlat(node.nodes("args"));
        var collation = translation.collation(node.oid("inputcollid"));
        rules.checkCall(info.function(), arguments, collation);
        return new Expr.DistinctFrom(info.function(), arguments.get(0), arguments.get(1), collation);
    }

    Expr nullIf(Node node) {
        var info = operatorFunction(node);
        var arguments = expressions.translateFlat(node.nodes("args"));
        var left = arguments.get(0);
        var type = translation.type(node.oid("opresulttype"), left.type().typmod(), node.oid("opcollid"));
        var collation = translation.collation(node.oid("inputcollid"));
        rules.checkCall(info.function(), arguments, collation);
        return new Expr.NullIf(info.function(), left, arguments.get(1), type, collation);
    }

    Expr quantified(Node node) {
        var info = operatorFunction(node);
        var arguments = expressions.translateFlat(node.nodes("args"));
        var collation = translation.collation(node.oid("inputcollid"));
        rules.checkQuantified(info.function(), arguments.get(0), arguments.get(1), collation);
        return new Expr.Quantified(info.function(), node.bool("useOr"), arguments.get(0), arguments.get(1), collation);
    }

    Expr extremum(Node node) {
        var arguments = expressions.translateFlat(node.nodes("args"));
        var type = translation.type(
                node.oid("minmaxtype"), ExprTranslator.commonTypmod(arguments), node.oid("minmaxcollid"));
        var collation = translation.collation(node.oid("inputcollid"));
        arguments.forEach(argument -> rules.textOrder().checkOrdered(argument, collation));
        return new Expr.Extremum(node.integer("op") == 0, arguments, Records.resolvedOf(type, arguments), collation);
    }

    /** The collation that a function works under: for jsonpaths, whose patterns are texts without one, the database's. */
    private Collation collation(Node node, FunctionInfo info) {
        boolean path = info.function().arguments().contains(JSONPATH);
        return translation.collation(path ? Translation.DEFAULT_COLLATION_OID : node.oid("inputcollid"));
    }

    private FunctionInfo operatorFunction(Node node) {
        var info = functions.operatorFunction(node.oid("opno"), node.oid("opfuncid"));
        rules.checkUsable(info, functions.operatorName(node.oid("opno")));
        return info;
    }

    /** The arguments by position: named ones put in their places, missing ones replaced by their defaults. */
    private List<Expr> arguments(Node node, FunctionInfo info) {
        var given = node.nodes("args");
        int declared = info.argumentOids().size();
        if (info.variadicAny() || given.size() >= declared && given.stream().noneMatch(arg -> arg.is("NAMEDARGEXPR"))) {
            return expressions.translateFlat(given);
        }
        var byPosition = new Expr[declared];
        for (int i = 0; i < given.size(); i++) {
            var argument = given.get(i);
            int position = argument.is("NAMEDARGEXPR") ? argument.integer("argnumber") : i;
            byPosition[position] = expressions.translateFlat(argument);
        }
        for (int i = 0; i < declared; i++) {
            if (byPosition[i] == null) {
                byPosition[i] = defaultArgument(info, i);
            }
        }
        return Arrays.asList(byPosition);
    }

    private Expr defaultArgument(FunctionInfo info, int position) {
        var type = info.function().arguments().get(position).ddl();
        var sql = functions.defaultOf(info, position + 1);
        return expressions.translateFlat(translation.server().analyze("CAST((" + sql + ") AS " + type + ")"));
    }

    /** The typmod that a cast to a length or scale gives its result: the constant in its second argument. */
    private static int lengthCoercion(Node node, List<Expr> arguments) {
        int format = node.integer("funcformat");
        boolean isCast = format == EXPLICIT_CAST || format == IMPLICIT_CAST;
        boolean hasTypmod = arguments.size() == 2 || arguments.size() == 3;
        return isCast
                        && hasTypmod
                        && arguments.get(1) instanceof Expr.Constant constant
                        && constant.value() instanceof Integer typmod
                ? typmod
                : -1;
    }
}
