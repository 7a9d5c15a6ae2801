package dev.tideline.engine.sql;

import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.sql.translate.TimeReference;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.util.List;

/**
 * What analysis found out about one view.
 *
 * @param plan null if there is an error among the diagnostics
 * @param fidelity of each shown column of the plan, in order
 * @param dependencies names of the views of the same file that the query reads itself
 * @param timeReferences where the query's own text asks for the current time
 */
public record AnalyzedView(
        ViewDefinition definition,
        ViewPlan plan,
        List<Fidelity> fidelity,
        List<String> dependencies,
        List<TimeReference> timeReferences,
        List<Diagnostic> diagnostics) {

    public AnalyzedView {
        fidelity = List.copyOf(fidelity);
        dependencies = List.copyOf(dependencies);
        timeReferences = List.copyOf(timeReferences);
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean isValid() {
        return plan != null;
    }
}
