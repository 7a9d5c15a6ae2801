package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.sql.catalog.FunctionInfo;
import dev.tideline.engine.sql.catalog.Functions.SqlBody;
import dev.tideline.engine.sql.text.Token;
import dev.tideline.engine.sql.text.Tokenizer;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Users' functions in the language SQL whose body is one expression: calls of them become that expression, as PostgreSQL's own inlining has
 * it. PostgreSQL analyses the body, over a row of the arguments' names and types, so that it means there what it means in the function.
 */
final class SqlFunctions {

    /** Clauses whose presence makes a body more than an expression. */
    private static final Set<String> MORE_THAN_AN_EXPRESSION = Set.of(
            "rtable",
            "cteList",
            "groupClause",
            "groupingSets",
            "distinctClause",
            "sortClause",
            "windowClause",
            "rowMarks");

    private final Translation translation;

    SqlFunctions(Translation translation) {
        this.translation = translation;
    }

    /** A function that is not PostgreSQL's own, and that has no implementation here. */
    boolean mayInline(FunctionInfo info) {
        return !info.function().schema().equals("pg_catalog")
                && info.kind() == FunctionInfo.Kind.PLAIN
                && !info.returnsSet()
                && info.function().volatility() != Volatility.VOLATILE
                && translation.catalog().functions().sqlBody(info.oid()).isPresent();
    }

    /** The value of a call, or nothing if the body is more than an expression, which is refused then. */
    Optional<Expr> inlined(FunctionInfo info, List<Expr> arguments, SqlType result, Collation collation) {
        var body = translation.catalog().functions().sqlBody(info.oid()).orElseThrow();
        if (!translation.inlining().add(info.oid())) {
            return refused(info, "it calls itself");
        }
        try {
            return inlined(info, body, arguments, result, collation);
        } finally {
            translation.inlining().remove(info.oid());
        }
    }

    private Optional<Expr> inlined(
            FunctionInfo info, SqlBody body, List<Expr> arguments, SqlType result, Collation collation) {
        if (body.hasSettings() || body.hasOutputs()) {
            return refused(
                    info, body.hasSettings() ? "it has settings of its own" : "it has arguments that it returns");
        }
        var statement = statement(body, arguments.size());
        var tree = statement == null
                ? Optional.<Node>empty()
                : translation
                        .server()
                        .accepted("CAST((\n" + statement + "\n) AS "
                                + result.type().ddl() + ") FROM (SELECT " + row(body, arguments, collation) + ") AS "
                                + TableName.quote(info.function().name()));
        var value = tree.map(SqlFunctions::expression).orElse(null);
        if (value == null || SublinkTranslator.isIn(value)) {
            return refused(info, "its body is not one expression that could stand in the query");
        }
        int errors = translation.refusals().errorCount();
        var expr = ExprTranslator.ofArguments(translation, arguments).translateFlat(value);
        if (translation.refusals().errorCount() > errors) {
            return refused(info, "its body cannot be computed");
        }
        if (usesTime(expr)) {
            return refused(info, "it depends on the time");
        }
        return Optional.of(info.function().strict() ? strict(expr, arguments) : expr);
    }

    private Optional<Expr> refused(FunctionInfo info, String reason) {
        translation
                .refusals()
                .error(
                        DiagnosticCode.SQL_FUNCTION_UNSUPPORTED,
                        info.function().signature() + " is not supported: " + reason,
                        "Put its expression into the query instead.");
        return Optional.empty();
    }

    /** The body as a SELECT; null if it is something else. */
    private static String statement(SqlBody body, int arguments) {
        var tokens = Tokenizer.tokens(body.text());
        int end = tokens.size();
        int from = 0;
        if (end > 2 && tokens.get(0).isKeyword("begin") && tokens.get(1).isKeyword("atomic")) {
            from = 2;
            end--;
        }
        while (end > from && tokens.get(end - 1).isSymbol(';')) {
            end--;
        }
        if (from == end || tokens.subList(from, end).stream().anyMatch(token -> token.isSymbol(';'))) {
            return null;
        }
        boolean returns = tokens.get(from).isKeyword("return");
        if (!returns && !tokens.get(from).isKeyword("select")) {
            return null;
        }
        var text = new StringBuilder(returns ? "SELECT " : "");
        for (var token : tokens.subList(returns ? from + 1 : from, end)) {
            boolean known = token.kind() != Token.Kind.PARAMETER
                    || Integer.parseInt(token.value().substring(1)) <= arguments;
            if (!known) {
                return null;
            }
            text.append(
                    token.kind() == Token.Kind.PARAMETER
                            ? "\"" + token.value() + "\""
                            : body.text().substring(token.start(), token.end()));
            // What stands together stays together: operators are made of several symbols.
            int behind = token.end();
            boolean apart =
                    behind < body.text().length() && tokens.stream().noneMatch(other -> other.start() == behind);
            text.append(apart ? " " : "");
        }
        return text.toString();
    }

    /** A row with the arguments' types, by their names and by their numbers. */
    private static String row(SqlBody body, List<Expr> arguments, Collation collation) {
        var columns = new ArrayList<String>();
        for (int i = 0; i < arguments.size(); i++) {
            var type = arguments.get(i).type();
            var value = "CAST(NULL AS " + type.type().ddl() + ")"
                    + (isText(type) && collation != null
                            ? " COLLATE " + TableName.quote(collation.schema()) + "."
                                    + TableName.quote(collation.name())
                            : "");
            columns.add(value + " AS \"$" + (i + 1) + "\"");
            // Two columns for each, so that a column's number tells the argument.
            if (i < body.argumentNames().size() && !body.argumentNames().get(i).isEmpty()) {
                columns.add(
                        value + " AS " + TableName.quote(body.argumentNames().get(i)));
            } else {
                columns.add(value + " AS \"\u00b7" + (i + 1) + "\"");
            }
        }
        return columns.stream().collect(Collectors.joining(", "));
    }

    private static boolean isText(SqlType type) {
        return Set.<PgType>of(PgType.TEXT, PgType.VARCHAR, PgType.BPCHAR, PgType.NAME)
                .contains(type.underlying());
    }

    /** The expression that the tree {@code CAST((SELECT expression) AS type)} is about; null if the SELECT does more. */
    private static Node expression(Node cast) {
        if (!cast.is("SUBLINK")) {
            if (!cast.fields().containsKey("arg") && cast.list("args").isEmpty()) {
                return null;
            }
            if (cast.fields().containsKey("arg")) {
                var inner = expression(cast.node("arg"));
                return inner == null ? null : cast.with("arg", inner);
            }
            var arguments = new ArrayList<Object>(cast.list("args"));
            var inner = arguments.get(0) instanceof Node first ? expression(first) : null;
            arguments.set(0, inner);
            return inner == null ? null : cast.with("args", arguments);
        }
        var query = cast.node("subselect");
        boolean simple = MORE_THAN_AN_EXPRESSION.stream()
                        .allMatch(field -> query.list(field).isEmpty())
                && !query.bool("hasAggs")
                && !query.bool("hasTargetSRFs")
                && query.node("havingQual") == null
                && query.node("limitCount") == null
                && query.node("limitOffset") == null
                && query.node("setOperations") == null
                && query.node("jointree").node("quals") == null;
        var targets = query.nodes("targetList");
        return simple && targets.size() == 1 ? targets.get(0).node("expr") : null;
    }

    private static boolean usesTime(Expr expr) {
        return expr instanceof Expr.Now || ExprTree.children(expr).stream().anyMatch(SqlFunctions::usesTime);
    }

    private static Expr strict(Expr value, List<Expr> arguments) {
        var whens = new ArrayList<Expr.When>();
        var nothing = new Expr.Constant(null, value.type());
        arguments.stream()
                .filter(argument -> !(argument instanceof Expr.Constant constant && constant.value() != null))
                .forEach(argument -> whens.add(new Expr.When(new Expr.IsNull(argument, false), nothing)));
        return whens.isEmpty() ? value : new Expr.Case(whens, value, value.type());
    }
}
