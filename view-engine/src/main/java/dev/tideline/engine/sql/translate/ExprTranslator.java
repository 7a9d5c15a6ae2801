package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.sql.tree.KnownFields;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Expressions of one query level. What cannot be translated is refused and stands as a NULL, so that translation can go on and find
 * whatever else is wrong.
 */
final class ExprTranslator {

    private final Translation translation;
    private final QueryTranslator queries;
    private final Scope scope;
    private final Grouping grouping;
    private final Windows windows;
    private final CallTranslator calls;
    private final CastTranslator casts;
    private final CompositeTranslator composites;
    private final ConstantTranslator constants;
    private final JsonTranslator json;
    private final SublinkTranslator sublinks;
    private final Expr domainValue;
    /** What stands for the columns of the only row in sight, by their numbers; null where columns are those of a scope. */
    private final IntFunction<Expr> row;

    private final Deque<Expr> caseOperands = new ArrayDeque<>();
    private SetFunctions sets;

    /** @param grouping what the level groups by, for expressions above it; null for expressions over the level's input */
    ExprTranslator(Translation translation, QueryTranslator queries, Scope scope, Grouping grouping) {
        this(translation, queries, scope, grouping, null, null, null);
    }

    /** @param windows take up the window functions */
    ExprTranslator(Translation translation, QueryTranslator queries, Scope scope, Grouping grouping, Windows windows) {
        this(translation, queries, scope, grouping, windows, null, null);
    }

    /** For the conditions of a domain's constraints. */
    static ExprTranslator ofDomainValue(Translation translation, Expr domainValue) {
        return new ExprTranslator(translation, null, null, null, null, domainValue, null);
    }

    /** For the body of a function: each argument stands there twice, by its number and by its name. */
    static ExprTranslator ofArguments(Translation translation, List<Expr> arguments) {
        return new ExprTranslator(
                translation, null, null, null, null, null, attribute -> arguments.get((attribute - 1) / 2));
    }

    /** For an expression over the columns of one table, by their numbers. */
    static ExprTranslator ofRow(Translation translation, Map<Integer, Column> columns) {
        return new ExprTranslator(
                translation, null, null, null, null, null, attribute -> new Expr.ColumnRef(columns.get(attribute)));
    }

    private ExprTranslator(
            Translation translation,
            QueryTranslator queries,
            Scope scope,
            Grouping grouping,
            Windows windows,
            Expr domainValue,
            IntFunction<Expr> row) {
        this.translation = translation;
        this.queries = queries;
        this.scope = scope;
        this.grouping = grouping;
        this.windows = windows;
        this.domainValue = domainValue;
        this.row = row;
        this.calls = new CallTranslator(translation, this);
        this.casts = new CastTranslator(translation, this);
        this.composites = new CompositeTranslator(translation, this);
        this.constants = new ConstantTranslator(translation);
        this.json = new JsonTranslator(translation, this);
        this.sublinks = new SublinkTranslator(translation, this);
    }

    /** The plan that the expressions translated so far are over, with what they need of subqueries as further columns. */
    Plan withSubqueries(Plan plan) {
        return sublinks.attach(plan);
    }

    /** As {@link #withSubqueries}, with the rows of functions that return sets. */
    Plan withSubqueriesAndSets(Plan plan) {
        // Subqueries may be arguments of these functions, and cannot see their rows.
        return sets.over(sublinks.attach(plan));
    }

    /** What the subqueries translated so far need, to be attached one by one. */
    SublinkTranslator sublinks() {
        return sublinks;
    }

    /** The relation of a subquery at this place. */
    Relation subquery(Node query) {
        return queries.translate(query, scope, this);
    }

    /** The same where the order of its rows can be seen. */
    Relation orderedSubquery(Node query) {
        return queries.ordered(query, scope, this);
    }

    /** Lets expressions call functions that return sets, which become columns. */
    ExprTranslator withSets(SetFunctions allowed) {
        sets = allowed;
        return this;
    }

    /** Translates a call of a function in FROM, which may return a set. */
    Expr translateSet(Node node) {
        var flat = scope.flatten(node);
        var refusals = translation.refusals();
        int outer = refusals.enter(flat);
        try {
            return SetFunctions.isSet(flat) ? setCall(flat) : translateFlat(flat);
        } finally {
            refusals.leave(outer);
        }
    }

    private Expr.Call setCall(Node node) {
        int errors = translation.refusals().errorCount();
        var call = calls.set(node);
        // A row without a named type gets its columns, by which it can be judged, from the query.
        if (translation.refusals().errorCount() == errors && !JsonRecords.is(call)) {
            checkComputable(call);
        }
        return call;
    }

    /** Refuses, at the current place, what the engine cannot compute although it knows the functions. */
    void checkComputable(Expr expr) {
        translation.capabilities().refusal(overInput(expr)).ifPresent(reason -> translation
                .refusals()
                .error(DiagnosticCode.SQL_UNSUPPORTED, reason, null));
    }

    /** The call that makes the rows of a JSON_TABLE in FROM. */
    Expr.JsonTable jsonTable(Node entry) {
        int errors = translation.refusals().errorCount();
        var flat = (Node) scope.flatten(entry.node("tablefunc"));
        var table = new JsonTables(translation, this).table(entry.with("tablefunc", flat));
        if (translation.refusals().errorCount() == errors) {
            checkComputable(table);
        }
        return table;
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
        if (refusals.errorCount() == errors && !(expr instanceof Expr.ColumnRef) && !JsonRecords.is(expr)) {
            checkComputable(expr);
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
        if (sets != null && SetFunctions.isSet(node)) {
            return sets.column(setCall(node));
        }
        if (sets != null && node.is("FIELDSELECT") && SetFunctions.isSet(node.node("arg"))) {
            return sets.field(setCall(node.node("arg")), node.integer("fieldnum") - 1);
        }
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
            case "GROUPINGFUNC" -> groupingOf(node);
            case "JSONCONSTRUCTOREXPR" -> json.constructor(node);
            case "JSONVALUEEXPR" -> json.value(node);
            case "JSONISPREDICATE" -> json.isJson(node);
            case "JSONEXPR" -> json.query(node);
            case "WINDOWFUNC" -> windows == null ? refuse(UnsupportedNodes.describe(node)) : windows.function(node);
            case "SUBLINK" -> sublinks.value(node);
            case "PARAM" -> sublinks.parameter(node);
            default -> refuse(UnsupportedNodes.describe(node));
        };
    }

    private Expr variable(Node node) {
        int attribute = node.integer("varattno");
        if (row != null && attribute > 0) {
            return row.apply(attribute);
        }
        int levels = node.integer("varlevelsup");
        if (levels > 0) {
            return scope.around(levels).translate(QueryLevels.lifted(node, levels));
        }
        int entry = node.integer("varno");
        if (attribute < 0) {
            return refuse("system column " + UnsupportedNodes.systemColumn(attribute));
        } else if (row != null) {
            return refuse("a whole row in this place");
        }
        if (scope.entry(entry).integer("rtekind") == Scope.JOIN) {
            return refuse("a reference to a whole row of a join");
        }
        var column = scope.column(entry, attribute);
        if (column == null && translation.refusals().errorCount() > 0) {
            // Of an item that has been refused.
            return new Expr.Constant(null, translation.type(node.oid("vartype"), -1, node.oid("varcollid")));
        }
        if (column == null) {
            throw new IllegalStateException("a column that is not in scope: " + node);
        }
        return grouping == null ? new Expr.ColumnRef(column) : grouping.dependent(column);
    }

    private Expr aggregate(Node node) {
        int levels = node.integer("agglevelsup");
        if (levels > 0) {
            return scope.around(levels).translate(QueryLevels.lifted(node, levels));
        }
        if (grouping == null) {
            throw new IllegalStateException("an aggregate where PostgreSQL allows none: " + node);
        }
        return grouping.aggregate(node);
    }

    private Expr groupingOf(Node node) {
        int levels = node.integer("agglevelsup");
        if (levels > 0) {
            return scope.around(levels).translate(QueryLevels.lifted(node, levels));
        }
        if (grouping == null) {
            throw new IllegalStateException("GROUPING() where PostgreSQL does not allow it: " + node);
        }
        return grouping.grouping(node);
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
        var whens = new ArrayList<Expr.When>();
        var others = new ArrayList<Expr>();
        for (var when : node.nodes("args")) {
            var condition = sublinks.onlyWhere(
                    others,
                    () -> operand == null ? translateFlat(when.node("expr")) : withOperand(operand, when.node("expr")));
            var reached = new ArrayList<>(others);
            reached.add(condition);
            whens.add(new Expr.When(condition, sublinks.onlyWhere(reached, () -> translateFlat(when.node("result")))));
            others.add(new Expr.BooleanTest(condition, true, true));
        }
        long typeOid = node.oid("casetype");
        Expr otherwise = node.node("defresult") == null
                ? new Expr.Constant(null, translation.type(typeOid, -1, node.oid("casecollid")))
                : sublinks.onlyWhere(others, () -> translateFlat(node.node("defresult")));
        var results = new ArrayList<Expr>();
        whens.forEach(when -> results.add(when.result()));
        results.add(otherwise);
        var type = translation.type(typeOid, commonTypmod(results), node.oid("casecollid"));
        return new Expr.Case(whens, otherwise, Records.resolvedOf(type, results));
    }

    private Expr coalesce(Node node) {
        var arguments = new ArrayList<Expr>();
        var others = new ArrayList<Expr>();
        for (var argument : node.nodes("args")) {
            var translated = sublinks.onlyWhere(others, () -> translateFlat(argument));
            arguments.add(translated);
            others.add(new Expr.IsNull(translated, false));
        }
        var type = translation.type(node.oid("coalescetype"), commonTypmod(arguments), node.oid("coalescecollid"));
        return new Expr.Coalesce(arguments, Records.resolvedOf(type, arguments));
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
