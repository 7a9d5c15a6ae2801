package dev.tideline.engine.sql;

import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.plan.property.OpenOrder;
import dev.tideline.engine.sql.catalog.Types;
import dev.tideline.engine.sql.server.AnalysisSettings;
import dev.tideline.engine.sql.server.Captured;
import dev.tideline.engine.sql.server.RejectedException;
import dev.tideline.engine.sql.server.SourceSession;
import dev.tideline.engine.sql.text.QueryText;
import dev.tideline.engine.sql.translate.ViewTranslator;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Analyses the views of one file, each after those that it reads. */
final class ViewAnalyzer {

    /** The command type of a SELECT in trees. */
    private static final int SELECT = 1;

    private final SourceSession session;
    private final AnalysisSettings settings;
    private final Types types;
    private final ViewTranslator translator;
    private final Map<String, ViewSource> views;
    private final Dependencies dependencies;
    private final Map<String, AnalyzedView> analyzed = new HashMap<>();

    ViewAnalyzer(
            SourceSession session,
            AnalysisSettings settings,
            Types types,
            ViewTranslator translator,
            Map<String, ViewSource> views,
            Dependencies dependencies) {
        this.session = session;
        this.settings = settings;
        this.types = types;
        this.translator = translator;
        this.views = views;
        this.dependencies = dependencies;
    }

    AnalyzedView analyze(String name) {
        var known = analyzed.get(name);
        if (known == null) {
            known = analyzeNew(views.get(name));
            analyzed.put(name, known);
        }
        return known;
    }

    private AnalyzedView analyzeNew(ViewSource view) {
        var wrong = QueryForm.check(view.text());
        if (wrong != null) {
            return failed(view, List.of(wrong));
        }
        var cycle = dependencies.cycle(view.name());
        if (!cycle.isEmpty()) {
            return failed(view, List.of(cycleDiagnostic(view, cycle)));
        }
        var broken = dependencies.of(view.name()).stream()
                .filter(dependency -> !analyze(dependency).isValid())
                .toList();
        if (!broken.isEmpty()) {
            return failed(
                    view,
                    broken.stream().map(name -> brokenDiagnostic(view, name)).toList());
        }
        var reads = dependencies.transitive(view.name());
        var text = view.after(reads);
        try {
            return translate(view, text, session.capture(text.sql(), settings), !reads.isEmpty());
        } catch (RejectedException e) {
            return failed(view, List.of(rejected(view, text, e)));
        }
    }

    private AnalyzedView translate(ViewSource view, QueryText text, Captured captured, boolean hasDependencies) {
        var result = translator.translate(captured.query(), text, hasDependencies);
        var diagnostics = new ArrayList<>(result.diagnostics());
        if (captured.query().integer("commandType") == SELECT) {
            diagnostics.addAll(OutputRules.check(view, captured.columns(), result.columns()));
        }
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            return failed(view, diagnostics);
        }
        var output = new ArrayList<ViewPlan.OutputColumn>();
        for (int i = 0; i < captured.columns().size(); i++) {
            var column = result.columns().get(i).column();
            var described = captured.columns().get(i);
            var type = types.info(described.typeOid()).type();
            if (!column.type().underlying().equals(type.underlying())) {
                throw new IllegalStateException("column " + described.name() + " of view " + view.name()
                        + " was translated as " + column.type() + ", but PostgreSQL describes it as " + type);
            }
            output.add(new ViewPlan.OutputColumn(described.name(), column));
        }
        var plan = new ViewPlan(view.name(), result.plan(), output);
        var open = result.openOrder(plan);
        var fidelity =
                result.columns().stream().map(column -> fidelity(column, open)).toList();
        return new AnalyzedView(
                view.definition(), plan, fidelity, dependencies.of(view.name()), result.timeReferences(), diagnostics);
    }

    private static Fidelity fidelity(ViewTranslator.ResultColumn column, OpenOrder.Open open) {
        if (open.rows()) {
            return Fidelity.TIED_ROWS;
        } else if (open.columns().contains(column.column())) {
            return Fidelity.TIED;
        } else if (column.approximate()) {
            // Digits that differ are not found among parts in another order.
            return column.unordered() ? Fidelity.TIED : Fidelity.APPROXIMATE;
        }
        return column.unordered() ? Fidelity.ANY_ORDER : column.open() ? Fidelity.EQUAL : Fidelity.EXACT;
    }

    private AnalyzedView failed(ViewSource view, List<Diagnostic> diagnostics) {
        return new AnalyzedView(
                view.definition(), null, List.of(), dependencies.of(view.name()), List.of(), diagnostics);
    }

    /** An error that PostgreSQL sees in our own text around the query is one of the query: it says what when it sees that alone. */
    private Diagnostic rejected(ViewSource view, QueryText text, RejectedException error) {
        if (text != view.text() && !text.isInBody(error.position())) {
            try {
                session.capture(view.text().sql(), settings);
            } catch (RejectedException alone) {
                if (alone.sqlState().equals(ServerErrors.SYNTAX_ERROR)) {
                    return ServerErrors.diagnostic(alone, view.text());
                }
            }
        }
        if (error.sqlState().equals(ServerErrors.UNDEFINED_TABLE) && text.isRelationAt(view.name(), error.position())) {
            return Diagnostic.error(
                    DiagnosticCode.VIEW_CYCLE,
                    "view " + view.name() + " reads itself",
                    "A view's own name means a table of the source, and there is none of this name.",
                    text.ofErrorPosition(error.position()));
        }
        return ServerErrors.diagnostic(error, text);
    }

    private static Diagnostic cycleDiagnostic(ViewSource view, List<String> cycle) {
        return Diagnostic.error(
                DiagnosticCode.VIEW_CYCLE,
                "views read each other in a circle: " + String.join(" → ", cycle),
                "If a table of the source is meant, write its schema in front of its name.",
                view.text().ofRelation(cycle.get(1)));
    }

    private static Diagnostic brokenDiagnostic(ViewSource view, String dependency) {
        return Diagnostic.error(
                DiagnosticCode.SQL_NAME,
                "not analysed, because view " + dependency + ", which it reads, has errors",
                "Mend view " + dependency + " first.",
                view.text().ofRelation(dependency));
    }
}
