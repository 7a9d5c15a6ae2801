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

    /** As it would stand in a query: under the search path of the analysis, and as a value of the column's type. */
    private static final String GENERATION = """
            (SELECT pg_catalog.format('CAST((%%s) AS %%s) FROM ONLY %%s', pg_catalog.pg_get_expr(d.adbin, d.adrelid),
                                      pg_catalog.format_type(a.atttypid, a.atttypmod), CAST(a.attrelid AS regclass))
             FROM pg_catalog.pg_attribute a
             JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = CAST(%d AS oid) AND a.attnum = %d)""";

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
    public Node generation(long relation, int column) {
        try {
            return analyze(session.evaluate(GENERATION.formatted(relation, column), settings));
        } catch (RejectedException e) {
            throw new IllegalStateException(
                    "the expression of a generated column cannot be read: " + e.getMessage(), e);
        }
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
