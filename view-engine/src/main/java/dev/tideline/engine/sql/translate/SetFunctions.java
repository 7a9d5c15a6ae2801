package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SetFunction;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of set-returning functions: which columns they make, and those of one SELECT list, which PostgreSQL evaluates in step. */
final class SetFunctions {

    private static final PgType RECORD = new PgType.Base("record");
    private static final long TEXT_OID = 25;
    private static final long DEFAULT_COLLATION_OID = 100;

    private final Translation translation;
    private final List<SetFunction> functions = new ArrayList<>();
    private final List<Integer> levels = new ArrayList<>();
    private final Map<Column, Integer> levelOf = new HashMap<>();

    SetFunctions(Translation translation) {
        this.translation = translation;
    }

    /** Whether a node is a call that returns a set. */
    static boolean isSet(Node node) {
        return node.is("FUNCEXPR") && node.bool("funcretset");
    }

    /** Whether there is such a call anywhere in a tree, queries inside it aside. */
    static boolean containsSet(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(SetFunctions::containsSet);
        }
        return value instanceof Node node
                && !node.is("QUERY")
                && (isSet(node) || containsSet(List.copyOf(nonNull(node))));
    }

    private static List<Object> nonNull(Node node) {
        var values = new ArrayList<>();
        node.fields().values().stream().filter(value -> value != null).forEach(values::add);
        return values;
    }

    /**
     * The types of the columns of a function's rows.
     *
     * @param expands whether rows with fields become a column for each; else they are single values
     */
    List<SqlType> columnTypes(Expr call, boolean expands) {
        var type = call.type();
        if (type.type().equals(RECORD)) {
            var function = call instanceof Expr.Call of ? of.function().signature() : "";
            var text = translation.type(TEXT_OID, -1, DEFAULT_COLLATION_OID);
            return switch (function) {
                case "pg_catalog.json_each(json)" -> List.of(text, SqlType.of(PgType.JSON));
                case "pg_catalog.jsonb_each(jsonb)" -> List.of(text, SqlType.of(PgType.JSONB));
                case "pg_catalog.json_each_text(json)", "pg_catalog.jsonb_each_text(jsonb)" -> List.of(text, text);
                case "pg_catalog.unnest(tsvector)" ->
                    List.of(
                            text,
                            SqlType.of(new PgType.Array(PgType.INT2)),
                            new SqlType(new PgType.Array(PgType.TEXT), -1, text.collation()));
                default -> {
                    translation
                            .refusals()
                            .error(
                                    DiagnosticCode.SQL_UNSUPPORTED,
                                    "a function that returns rows without a named type is not supported",
                                    null);
                    yield List.of(text);
                }
            };
        }
        return expands && type.underlying() instanceof PgType.Composite composite
                ? composite.fields().stream().map(PgType.Field::type).toList()
                : List.of(type);
    }

    /** A function with columns of these names (further columns take the function's own name), of a FROM or a SELECT list. */
    SetFunction function(Expr call, boolean set, List<String> names, boolean expands) {
        var types = columnTypes(call, expands);
        boolean fields = expands && call.type().underlying() instanceof PgType.Composite;
        var output = new ArrayList<Column>();
        for (int i = 0; i < types.size(); i++) {
            var column = translation.newColumn(i < names.size() ? names.get(i) : "column" + (i + 1), types.get(i));
            var refusals = translation.refusals();
            if (!translation.capabilities().types().supports(types.get(i))) {
                refusals.error(
                        DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                        "type " + types.get(i).type().ddl() + " is not supported",
                        null);
            }
            mark(call, column);
            output.add(column);
        }
        return new SetFunction(call, set, fields, output);
    }

    /** What SQL leaves open of the arguments, it leaves open of the rows. */
    private void mark(Expr call, Column column) {
        var representation = translation.representation();
        if (call instanceof Expr.Call function) {
            function.arguments().forEach(argument -> {
                if (representation.isOpen(argument)) {
                    representation.choose(column);
                }
                if (representation.isApproximate(argument)) {
                    representation.markApproximate(column);
                }
            });
        } else {
            representation.merge(call, column);
        }
    }

    /** A call in a SELECT list as the column that it makes. */
    Expr column(Expr.Call call) {
        if (call.type().type().equals(RECORD)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                            call.function().name() + " in a SELECT list is a row without a named type",
                            "Call it in FROM, and use its columns.");
            return new Expr.Constant(null, call.type());
        }
        return new Expr.ColumnRef(register(call, false).output().get(0));
    }

    /** A field of the rows that a call in a SELECT list makes, by position from 0. */
    Expr field(Expr.Call call, int field) {
        var output = register(call, true).output();
        // A row without a named type has been refused.
        return field < output.size()
                ? new Expr.ColumnRef(output.get(field))
                : new Expr.Constant(null, SqlType.of(PgType.UNKNOWN));
    }

    private SetFunction register(Expr.Call call, boolean expands) {
        for (var known : functions) {
            boolean same = known.fields() == (expands && call.type().underlying() instanceof PgType.Composite);
            if (known.call().equals(call) && same) {
                return known;
            }
        }
        var function = function(call, true, List.of(call.function().name()), expands);
        int level = 1;
        for (var column : ExprTree.columns(call)) {
            level = Math.max(level, 1 + levelOf.getOrDefault(column, 0));
        }
        functions.add(function);
        levels.add(level);
        for (var column : function.output()) {
            levelOf.put(column, level);
        }
        return function;
    }

    /** The plan with the columns of all calls that were met: those inside of others' arguments first, those of one level in step. */
    Plan over(Plan input) {
        var plan = input;
        int deepest = levels.stream().mapToInt(level -> level).max().orElse(0);
        for (int level = 1; level <= deepest; level++) {
            var inStep = new ArrayList<SetFunction>();
            for (int i = 0; i < functions.size(); i++) {
                if (levels.get(i) == level) {
                    inStep.add(functions.get(i));
                }
            }
            plan = new Plan.ProjectSet(plan, inStep, null, false, null);
        }
        return plan;
    }
}
