package dev.tideline.engine.sql;

import dev.tideline.engine.expr.Function;
import dev.tideline.engine.sql.server.AnalysisSettings;
import dev.tideline.engine.sql.server.RejectedException;
import dev.tideline.engine.sql.server.SourceSession;
import dev.tideline.engine.sql.translate.ServerEvaluation;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import java.util.List;
import java.util.Optional;

/** Asks the source while a query is translated. */
final class SessionEvaluation implements ServerEvaluation {

    private final SourceSession session;
    private final AnalysisSettings settings;

    SessionEvaluation(SourceSession session, AnalysisSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    @Override
    public Optional<String> literalToText(String literal, long typeOid, int typmod) {
        try {
            var type = session.query(
                            "SELECT pg_catalog.format_type(CAST(? AS oid), ?)",
                            row -> row.getString(1),
                            typeOid,
                            typmod)
                    .get(0);
            return Optional.ofNullable(session.evaluate("CAST(" + literal + " AS " + type + ")", settings));
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }

    @Override
    public Evaluated call(Function function, List<String> arguments) {
        var types = function.arguments().stream().map(PgType::ddl).toList();
        try {
            return new Evaluated(session.call(function.name(), types, arguments, settings), null);
        } catch (RejectedException e) {
            return new Evaluated(null, e.getMessage());
        }
    }

    @Override
    public Node analyze(String expression) {
        return accepted(expression)
                .orElseThrow(() ->
                        new IllegalStateException("an expression of the catalogs is not accepted: " + expression));
    }

    @Override
    public Optional<Node> accepted(String expression) {
        try {
            var query = session.capture("SELECT " + expression, settings).query();
            return Optional.of(query.nodes("targetList").get(0).node("expr").withoutLocations());
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }
}
