package dev.tideline.engine.sql;

import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.util.List;
import java.util.stream.Stream;

/**
 * What analysis found out about a topology file.
 *
 * @param session the settings under which its queries are evaluated; null, as are types and compiler, if they are wrong
 * @param types the types of all plans
 * @param compiler compiles the expressions of all plans
 * @param general diagnostics that concern no single view; with an error among them no view was looked at
 * @param views in the order of the file; a view comes after none, before none of those it reads
 */
public record Analysis(
        SessionSettings session,
        PgTypeCatalog types,
        ExprCompiler compiler,
        List<Diagnostic> general,
        List<AnalyzedView> views) {

    public Analysis {
        general = List.copyOf(general);
        views = List.copyOf(views);
    }

    /** Whether every view has a plan. */
    public boolean isValid() {
        return general.stream().noneMatch(Diagnostic::isError) && views.stream().allMatch(AnalyzedView::isValid);
    }

    /** All diagnostics, in the order of the file. */
    public List<Diagnostic> diagnostics() {
        return Stream.concat(general.stream(), views.stream().flatMap(view -> view.diagnostics().stream()))
                .toList();
    }
}
