package dev.tideline.engine.sql;

import dev.tideline.engine.sql.server.Captured;
import dev.tideline.engine.sql.translate.ViewTranslator;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What the columns of a view must be, so that they can be those of a table. */
final class OutputRules {

    private OutputRules() {}

    static List<Diagnostic> check(
            ViewSource view, List<Captured.ResultColumn> described, List<ViewTranslator.ResultColumn> translated) {
        var diagnostics = new ArrayList<Diagnostic>();
        var at = view.text().start();
        if (described.isEmpty()) {
            diagnostics.add(Diagnostic.error(DiagnosticCode.SQL_OTHER, "the query has no columns", null, at));
        }
        var names = new HashSet<String>();
        var doubled = new HashSet<String>();
        for (int i = 0; i < described.size(); i++) {
            var name = described.get(i).name();
            if (!names.add(name) && doubled.add(name)) {
                diagnostics.add(Diagnostic.error(
                        DiagnosticCode.SQL_NAME,
                        "column \"" + name + "\" occurs twice in the result",
                        "Give this one another name with AS.",
                        translated.get(i).at()));
            }
        }
        var definition = view.definition();
        if (definition.key() != null) {
            definition.key().stream()
                    .filter(column -> !names.contains(column))
                    .forEach(column -> diagnostics.add(Diagnostic.error(
                            DiagnosticCode.SQL_NAME,
                            "key column \"" + column + "\" is not in the query's result",
                            "The result has: " + columns(described),
                            definition.keyAt())));
        }
        definition.indexes().stream()
                .flatMap(List::stream)
                .filter(column -> !names.contains(column))
                .distinct()
                .forEach(column -> diagnostics.add(Diagnostic.error(
                        DiagnosticCode.SQL_NAME,
                        "index column \"" + column + "\" is not in the query's result",
                        "The result has: " + columns(described),
                        definition.nameAt())));
        return diagnostics;
    }

    private static String columns(List<Captured.ResultColumn> described) {
        return String.join(
                ", ", described.stream().map(Captured.ResultColumn::name).toList());
    }
}
