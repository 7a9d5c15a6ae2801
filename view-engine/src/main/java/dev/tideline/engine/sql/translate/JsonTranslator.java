package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.function.InternalFunctions;
import dev.tideline.engine.function.JsonConstructors;
import dev.tideline.engine.function.JsonOptions;
import dev.tideline.engine.sql.tree.KnownFields;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.List;

/** What SQL/JSON has of its own: constructors, IS JSON, and the functions that evaluate paths. */
final class JsonTranslator {

    private static final int BINARY_FORMAT = 2;
    private static final int OBJECT = 1;
    private static final int ARRAY = 2;
    private static final int PARSE = 5;
    private static final int SCALAR = 6;
    private static final int SERIALIZE = 7;

    private final Translation translation;
    private final ExprTranslator expressions;
    private final FunctionRules rules;

    JsonTranslator(Translation translation, ExprTranslator expressions) {
        this.translation = translation;
        this.expressions = expressions;
        this.rules = new FunctionRules(translation);
    }

    /** The collation of the database, under which like_regex works. */
    Collation databaseCollation() {
        return translation.collation(Translation.DEFAULT_COLLATION_OID);
    }

    /** A value with a FORMAT clause: the analyser has put the conversion beside it. */
    Expr value(Node node) {
        var formatted = node.node("formatted_expr");
        return expressions.translateFlat(formatted == null ? node.node("raw_expr") : formatted);
    }

    Expr constructor(Node node) {
        var value = node.node("func") == null ? constructed(node) : expressions.translateFlat(node.node("func"));
        return node.node("coercion") == null ? value : expressions.withOperand(value, node.node("coercion"));
    }

    private Expr constructed(Node node) {
        var format =
                node.node("returning") == null ? null : node.node("returning").node("format");
        boolean binary = format != null && format.integer("format_type") == BINARY_FORMAT;
        boolean absent = node.bool("absent_on_null");
        boolean unique = node.bool("unique");
        var arguments = expressions.translateFlat(node.nodes("args"));
        var result = SqlType.of(binary ? PgType.JSONB : PgType.JSON);
        return switch (node.integer("type")) {
            case OBJECT -> internal(JsonConstructors.object(binary, absent, unique), "any", arguments, result, false);
            case ARRAY -> internal(JsonConstructors.array(binary, absent), "any", arguments, result, false);
            case PARSE ->
                unique ? internal(JsonConstructors.parse(binary), "text", arguments, result, true) : arguments.get(0);
            case SCALAR -> scalar(binary, arguments, result);
            case SERIALIZE -> serialized(arguments.get(0));
            default -> expressions.refuse(UnsupportedNodes.describe(node));
        };
    }

    private Expr serialized(Expr argument) {
        if (argument.type().underlying().equals(PgType.JSONB)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_UNSUPPORTED,
                            "JSON_SERIALIZE of jsonb is not supported: PostgreSQL takes its bytes for a text",
                            "Cast it to text.");
        }
        return argument;
    }

    private Expr scalar(boolean binary, List<Expr> arguments, SqlType result) {
        var function = new Function(
                "pg_catalog",
                binary ? "to_jsonb" : "to_json",
                List.of(new PgType.Base("anyelement")),
                result.type(),
                true,
                Volatility.STABLE);
        rules.checkCall(function, arguments, null);
        return new Expr.Call(function, arguments, result, null);
    }

    private Expr internal(String name, String argument, List<Expr> arguments, SqlType result, boolean strict) {
        var function = new Function(
                InternalFunctions.SCHEMA,
                name,
                List.of(new PgType.Base(argument)),
                result.type(),
                strict,
                Volatility.STABLE);
        for (var each : arguments) {
            rules.refuseOpen(each, "a constructor of JSON");
        }
        return new Expr.Call(function, arguments, result, null);
    }

    Expr isJson(Node node) {
        var kind = JsonConstructors.KINDS.get(node.integer("item_type"));
        var name = JsonConstructors.test(kind, node.bool("unique_keys"));
        var argument = expressions.translateFlat(node.node("expr"));
        var function = new Function(
                InternalFunctions.SCHEMA,
                name,
                List.of(new PgType.Base("any")),
                PgType.BOOL,
                true,
                Volatility.IMMUTABLE);
        return new Expr.Call(function, List.of(argument), Expr.BOOLEAN, null);
    }

    /** {@code JSON_VALUE}, {@code JSON_QUERY} or {@code JSON_EXISTS}, or a column of JSON_TABLE, whose document is the current operand. */
    Expr query(Node node) {
        var returning = node.node("returning");
        var type = translation.type(returning.oid("typid"), returning.integer("typmod"), node.oid("collation"));
        if (type.type().equals(PgType.TEXT)
                || type.type().equals(PgType.VARCHAR)
                || type.type().equals(PgType.BPCHAR)) {
            type = new SqlType(type.type(), type.typmod(), databaseCollation());
        }
        boolean json = type.type().equals(PgType.JSON) || type.type().equals(PgType.JSONB);
        if (json && node.integer("op") == JsonOptions.Operation.VALUE.ordinal()) {
            // The server leaves it to the expression evaluated before whether the result is NULL.
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_UNSUPPORTED,
                            "JSON_VALUE with RETURNING " + type.type().ddl()
                                    + " is not supported: whether PostgreSQL's result is NULL depends on what stands beside it",
                            "Use JSON_QUERY.");
        }
        var document = expressions.translateFlat(node.node("formatted_expr"));
        var path = expressions.translateFlat(node.node("path_spec"));
        var passing = passing(node);
        rules.refuseOpen(document, "a path");
        passing.forEach(each -> rules.refuseOpen(each, "a path"));
        var onEmpty = node.node("on_empty");
        var onError = node.node("on_error");
        return new Expr.JsonQuery(
                document,
                path,
                passing,
                expression(onEmpty),
                expression(onError),
                options(node, behavior(onEmpty), behavior(onError)),
                type,
                databaseCollation());
    }

    List<Expr> passing(Node node) {
        return expressions.translateFlat(node.nodes("passing_values"));
    }

    private static JsonOptions options(Node node, JsonOptions.Behavior onEmpty, JsonOptions.Behavior onError) {
        var coercion = node.bool("use_json_coercion")
                ? JsonOptions.Coercion.JSON
                : node.bool("use_io_coercion") ? JsonOptions.Coercion.TEXT : JsonOptions.Coercion.NONE;
        return new JsonOptions(
                JsonOptions.Operation.values()[node.integer("op")],
                node.text("column_name"),
                switch (node.integer("wrapper")) {
                    case 2 -> JsonOptions.Wrapper.CONDITIONAL;
                    case 3 -> JsonOptions.Wrapper.UNCONDITIONAL;
                    default -> JsonOptions.Wrapper.NONE;
                },
                node.bool("omit_quotes"),
                coercion,
                node.texts("passing_names"),
                onEmpty,
                onError);
    }

    private JsonOptions.Behavior behavior(Node node) {
        if (node == null) {
            return null;
        }
        if (KnownFields.unknownField(node) != null) {
            expressions.refuse("field " + KnownFields.unknownField(node) + " of " + node.name());
        }
        var expression = node.node("expr");
        boolean checked = expression != null && (expression.is("COERCEVIAIO") || expression.is("COERCETODOMAIN"));
        return new JsonOptions.Behavior(JsonOptions.Kind.values()[node.integer("btype")], node.bool("coerce"), checked);
    }

    /** What stands for a result; a NULL needs no expression. */
    private Expr expression(Node node) {
        var expression = node == null ? null : node.node("expr");
        boolean isNull = expression == null || expression.is("CONST") && expression.bool("constisnull");
        return isNull ? null : expressions.translateFlat(expression);
    }
}
