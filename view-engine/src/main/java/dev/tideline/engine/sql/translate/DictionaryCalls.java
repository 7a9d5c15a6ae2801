package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.sql.catalog.FunctionInfo;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.SqlError;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Functions of text search that need the dictionaries of the server, such as {@code to_tsquery}. Calls that name their configuration and
 * have constant arguments are constants, for PostgreSQL as well: the server evaluates them while the query is analysed. All others are
 * refused.
 */
final class DictionaryCalls {

    private static final PgType CONFIGURATION = new PgType.Base("regconfig");

    private static final Set<String> OF_DOCUMENTS = Set.of("to_tsvector", "json_to_tsvector", "jsonb_to_tsvector");

    private static final Set<String> OF_QUERIES =
            Set.of("to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery");

    /** What to do instead of making vectors in a query. */
    static final String COLUMN =
            "Match a column in which the source keeps the vector: written by a trigger such as tsvector_update_trigger, or, since "
                    + "PostgreSQL 18, a stored generated column.";

    private final Translation translation;
    private final ExprTranslator expressions;
    private final FunctionRules rules;

    DictionaryCalls(Translation translation, ExprTranslator expressions, FunctionRules rules) {
        this.translation = translation;
        this.expressions = expressions;
        this.rules = rules;
    }

    /** Whether it is one of them, and is told its configuration. */
    static boolean is(FunctionInfo info) {
        return isOfDictionaries(info.function()) && isConfigured(info.function());
    }

    private static boolean isOfDictionaries(Function function) {
        return function.schema().equals("pg_catalog")
                && (OF_DOCUMENTS.contains(function.name()) || OF_QUERIES.contains(function.name()));
    }

    private static boolean isConfigured(Function function) {
        return function.arguments().get(0).equals(CONFIGURATION);
    }

    /** What to do instead of calling a function of text search that is not supported; null if it is none. */
    static String hint(Function function) {
        var name = function.name();
        if (isOfDictionaries(function)) {
            if (OF_DOCUMENTS.contains(name)) {
                return "It needs dictionaries of the server, and is computed for a constant configuration and constants only. "
                        + COLUMN;
            }
            return isConfigured(function)
                    ? "It needs dictionaries of the server, and is computed for a constant configuration and constants only. Let the "
                            + "source keep the tsquery in a column."
                    : "Without a configuration it depends on default_text_search_config. Name one: " + name
                            + "('english', …).";
        }
        return switch (name) {
            case "ts_match_tt", "ts_match_tq" ->
                "It makes a vector of the text by default_text_search_config and dictionaries of the server. " + COLUMN;
            case "ts_rank", "ts_rank_cd" ->
                "The last digit of its result is up to the machine that PostgreSQL runs on.";
            case "ts_headline", "ts_lexize" -> "It needs dictionaries of the server.";
            case "tsquery_eq", "tsquery_ne", "tsquery_lt", "tsquery_le", "tsquery_ge", "tsquery_gt", "tsquery_cmp" ->
                "It tells apart a & (b & c) and (a & b) & c, which PostgreSQL sends by the same text. Compare their texts: cast "
                        + "both to text.";
            default -> null;
        };
    }

    Expr call(Node node, FunctionInfo info) {
        var type = translation.type(node.oid("funcresulttype"), -1, 0);
        var given = node.nodes("args");
        int errors = translation.refusals().errorCount();
        var arguments = expressions.translateFlat(given.subList(1, given.size()));
        if (translation.refusals().errorCount() == errors) {
            if (given.get(0).is("CONST") && arguments.stream().allMatch(DictionaryCalls::isConstant)) {
                return new Expr.Constant(value(given.get(0), arguments, info.function(), type), type);
            }
            rules.checkImplemented(info.function());
        }
        return new Expr.Constant(null, type);
    }

    private static boolean isConstant(Expr expr) {
        return ExprTree.columns(expr).isEmpty() && !ExprTree.hasNow(expr);
    }

    /** NULL if an argument is, or the call fails, which is noted. */
    private Object value(Node configuration, List<Expr> arguments, Function function, SqlType type) {
        var types = translation.capabilities().types();
        var texts = new ArrayList<String>();
        try {
            for (var argument : arguments) {
                var value = translation.capabilities().constant(argument);
                if (value == null || configuration.bool("constisnull")) {
                    return null;
                }
                texts.add(types.semantics(argument.type()).toText(value, translation.session()));
            }
        } catch (SqlError e) {
            return failed(e.getMessage());
        }
        texts.add(0, Long.toString(new Memory(configuration.bytes("constvalue")).unsignedInt(0)));
        var result = translation.server().call(function, texts);
        return result.error() == null
                ? types.semantics(type).fromText(result.text(), translation.session())
                : failed(result.error());
    }

    private Object failed(String message) {
        translation.refusals().error(DiagnosticCode.SQL_OTHER, message, null);
        return null;
    }
}
