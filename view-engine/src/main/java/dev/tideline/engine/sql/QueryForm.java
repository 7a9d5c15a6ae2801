package dev.tideline.engine.sql;

import dev.tideline.engine.sql.text.QueryText;
import dev.tideline.engine.sql.text.Token;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.Locale;
import java.util.Set;

/** What can be said of a query before PostgreSQL sees it. */
final class QueryForm {

    private static final Set<String> FIRST_WORDS = Set.of("select", "with", "values", "table");

    private static final Set<String> STATEMENTS = Set.of(
            "insert",
            "update",
            "delete",
            "merge",
            "create",
            "drop",
            "alter",
            "truncate",
            "copy",
            "explain",
            "call",
            "do",
            "execute",
            "prepare",
            "grant",
            "revoke",
            "vacuum",
            "analyze",
            "begin",
            "commit",
            "set",
            "show",
            "lock",
            "listen",
            "notify",
            "refresh",
            "declare",
            "fetch");

    private QueryForm() {}

    /** What is wrong, or null. */
    static Diagnostic check(QueryText text) {
        var tokens = text.tokens();
        if (tokens.isEmpty()) {
            return Diagnostic.error(DiagnosticCode.SQL_SYNTAX, "the query is empty", "Write a SELECT.", text.start());
        }
        var first = tokens.stream()
                .filter(token -> !token.isSymbol('('))
                .findFirst()
                .orElse(tokens.get(0));
        if (first.kind() == Token.Kind.WORD && !FIRST_WORDS.contains(first.value()) && looksLikeStatement(first)) {
            return Diagnostic.error(
                    DiagnosticCode.SQL_UNSUPPORTED,
                    "a view is a SELECT; this is " + first.value().toUpperCase(Locale.ROOT),
                    null,
                    text.of(first));
        }
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.isSymbol(';') && i + 1 < tokens.size()) {
                return Diagnostic.error(
                        DiagnosticCode.SQL_SYNTAX,
                        "a view is one SELECT; here a second statement begins",
                        null,
                        text.of(tokens.get(i + 1)));
            }
            if (token.kind() == Token.Kind.PARAMETER) {
                return Diagnostic.error(
                        DiagnosticCode.SQL_UNSUPPORTED,
                        "there is no parameter " + token.value() + " in a view",
                        null,
                        text.of(token));
            }
        }
        return null;
    }

    private static boolean looksLikeStatement(Token token) {
        return STATEMENTS.contains(token.value());
    }
}
