package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.sql.tree.KnownFields;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Expressions of one query level. What cannot be translated is refused and stands as a NULL, so that translation can go on and find
 * whatever else is wrong.
 */
final class ExprTranslator {

    private final Translation translation;
    private final Scope scope;
    private final Grouping grouping;
    private final CallTranslator calls;
    private final CastTranslator casts;
    private final CompositeTranslator composites;
    private final ConstantTranslator constants;
    private final Expr domainValue;
    private final Deque<Expr> caseOperands = new ArrayDeque<>();

    /** @param grouping what the level groups by, for expressions above it; null for expressions over the level's input */
    ExprTranslator(Translation translation, Scope scope, Grouping grouping) {
        this(translation, scope, grouping, null);
    }

    /** For the conditions of a domain's constraints. */
    static ExprTranslator ofDomainValue(Translation translation, Expr domainValue) {
        return new ExprTranslator(translation, null, null, domainValue);
    }

    private ExprTranslator(Translation translation, Scope scope, Grouping grouping, Expr domainValue) {
        this.translation = translation;
        this.scope = scope;
        this.grouping = grouping;
        this.domainValue = domainValue;
        this.calls = new CallTranslator(translation, this);
        this.casts = new CastTranslator(translation, this);
        this.composites = new CompositeTranslator(translation, this);
        this.constants = new ConstantTranslator(translation);
    }

    /** Translates an expression of this level as it stands in the tree. */
    Expr translate(Node node) {
        return translateFlat(scope == null ? node : scope.flatten(node));
    }

    /** Translates an expression whose value becomes that of a column. */
    Expr translateKept(Node node) {
        var flat = scope == null ? node : scope.flatten(node);
        var refusals = translation.refusals();
        int outer = refusals.enter(flat);
        try {
            return translation.kept(translateFlat(flat));
        } finally {
            refusals.leave(outer);
        }
    }

    /** Translates a part of an expression whose references to joins and groups have been replaced. */
    Expr translateFlat(Node node) {
        var refusals = translation.refusals();
        int outer = refusals.enter(node);
        try {
            var unknown = KnownFields.unknownField(node);
            if (unknown != null) {
                return refuse("field " + unknown + " of " + node.name()
                        + " (this version of PostgreSQL is newer than Tideline knows)");
            }
            var key = grouping == null ? null : grouping.key(node);
            return key == null ? computable(node) : key;
        } finally {
            refusals.leave(outer);
        }
    }

    List<Expr> translateFlat(List<Node> nodes) {
        return nodes.stream().map(this::translateFlat).toList();
    }

    /** Translates {@code node} with {@code operand} for the operand of the CASE, or the array element, around it. */
    Expr withOperand(Expr operand, Node node) {
        caseOperands.push(operand);
        try {
            return translateFlat(node);
        } finally {
            caseOperands.pop();
        }
    }

    /** Refuses what the engine cannot compute although it knows the functions, unless something below has been refused already. */
    private Expr computable(Node node) {
        var refusals = translation.refusals();
        int errors = refusals.errorCount();
        var expr = dispatch(node);
        if (refusals.errorCount() == errors && !(expr instanceof Expr.ColumnRef)) {
            translation
                    .capabilities()
                    .refusal(overInput(expr))
                    .ifPresent(reason -> refusals.error(DiagnosticCode.SQL_UNSUPPORTED, reason, null));
        }
        return expr;
    }

    /** The expression as it would be over an input row: each column is a position. */
    private static Expr overInput(Expr expr) {
        return expr instanceof Expr.ColumnRef || expr instanceof Expr.Now
                ? new Expr.InputRef(0, expr.type())
                : ExprTree.mapChildren(expr, ExprTranslator::overInput);
    }

    private Expr dispatch(Node node) {
        return switch (node.name()) {
            case "VAR" -> variable(node);
            case "CONST" -> constants.constant(node);
            case "FUNCEXPR" -> calls.function(node);
            case "SQLVALUEFUNCTION" ->
                TimeFunctions.isOfTime(node.integer("op"))
                        ? calls.timeValue(node)
                        : refuse(UnsupportedNodes.describe(node));
            case "OPEXPR" -> calls.operator(node);
            case "DISTINCTEXPR" -> calls.distinctFrom(node);
            case "NULLIFEXPR" -> calls.nullIf(node);
            case "SCALARARRAYOPEXPR" -> calls.quantified(node);
            case "BOOLEXPR" -> booleanOperator(node);
            case "BOOLEANTEST" -> booleanTest(node);
            case "NULLTEST" -> nullTest(node);
            case "CASEEXPR" -> caseOf(node);
            case "CASETESTEXPR" -> caseOperands.element();
            case "COALESCEEXPR" -> coalesce(node);
            case "MINMAXEXPR" -> calls.extremum(node);
            case "NAMEDARGEXPR" -> translateFlat(node.node("arg"));
            case "RELABELTYPE", "COERCEVIAIO", "ARRAYCOERCEEXPR", "COLLATEEXPR", "COERCETODOMAIN" -> casts.cast(node);
            case "COERCETODOMAINVALUE" -> domainValue;
            case "ARRAYEXPR", "SUBSCRIPTINGREF", "ROWEXPR", "ROWCOMPAREEXPR", "FIELDSELECT" ->
                composites.composite(node);
            case "AGGREF" -> aggregate(node);
            default -> refuse(UnsupportedNodes.describe(node));
        };
    }

    private Expr variable(Node node) {
        int attribute = node.integer("varattno");
        if (node.integer("varlevelsup") > 0 || scope == null) {
            return refuse("a reference to a column of an outer query (LATERAL or correlated subquery)");
        }
        int entry = node.integer("varno");
        if (attribute < 0) {
            return refuse("system column " + UnsupportedNodes.systemColumn(attribute));
        }
        if (scope.entry(entry).integer("rtekind") == Scope.JOIN) {
            return refuse("a reference to a whole row of a join");
        }
        var column = scope.column(entry, attribute);
        if (column == null) {
            return refuse("a reference to a column of another item of the same FROM (LATERAL)");
        }
        return grouping == null ? new Expr.ColumnRef(column) : grouping.dependent(column);
    }

    private Expr aggregate(Node node) {
        if (node.integer("agglevelsup") > 0) {
            return refuse("an aggregate of an outer query");
        }
        if (grouping == null) {
            throw new IllegalStateException("an aggregate where PostgreSQL allows none: " + node);
        }
        return grouping.aggregate(node);
    }

    private Expr booleanOperator(Node node) {
        var arguments = translateFlat(node.nodes("args"));
        return switch (node.text("boolop")) {
            case "and" -> new Expr.And(arguments);
            case "or" -> new Expr.Or(arguments);
            default -> new Expr.Not(arguments.get(0));
        };
    }

    private Expr booleanTest(Node node) {
        var argument = translateFlat(node.node("arg"));
        int kind = node.integer("booltesttype");
        Boolean tested = kind < 2 ? Boolean.TRUE : kind < 4 ? Boolean.FALSE : null;
        return new Expr.BooleanTest(argument, tested, kind % 2 == 1);
    }

    private Expr nullTest(Node node) {
        var argument = translateFlat(node.node("arg"));
        boolean negated = node.integer("nulltesttype") == 1;
        return node.bool("argisrow") ? new Expr.RowIsNull(argument, negated) : new Expr.IsNull(argument, negated);
    }

    private Expr caseOf(Node node) {
        var operand = node.node("arg") == null ? null : translateFlat(node.node("arg"));
        var whens = node.nodes("args").stream()
                .map(when -> new Expr.When(
                        operand == null ? translateFlat(when.node("expr")) : withOperand(operand, when.node("expr")),
                        translateFlat(when.node("result"))))
                .toList();
        long typeOid = node.oid("casetype");
        Expr otherwise = node.node("defresult") == null
                ? new Expr.Constant(null, translation.type(typeOid, -1, node.oid("casecollid")))
                : translateFlat(node.node("defresult"));
        var results = new ArrayList<Expr>();
        whens.forEach(when -> results.add(when.result()));
        results.add(otherwise);
        return new Expr.Case(
                whens, otherwise, translation.type(typeOid, commonTypmod(results), node.oid("casecollid")));
    }

    private Expr coalesce(Node node) {
        var arguments = translateFlat(node.nodes("args"));
        return new Expr.Coalesce(
                arguments,
                translation.type(node.oid("coalescetype"), commonTypmod(arguments), node.oid("coalescecollid")));
    }

    /** The typmod that all of them have, as PostgreSQL derives it for CASE, COALESCE and the like; -1 if they differ. */
    static int commonTypmod(List<Expr> expressions) {
        var first = expressions.get(0).type();
        return expressions.stream()
                        .allMatch(expr -> expr.type().typmod() == first.typmod()
                                && expr.type().type().equals(first.type()))
                ? first.typmod()
                : -1;
    }

    /** Refuses a construct, at the current place. */
    Expr refuse(String construct) {
        translation.refusals().error(DiagnosticCode.SQL_UNSUPPORTED, construct + " is not supported", null);
        return new Expr.Constant(null, SqlType.of(PgType.UNKNOWN));
    }
}
