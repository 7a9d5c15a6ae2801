package dev.tideline.engine.compile;

import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.circuit.spec.Explain;
import dev.tideline.engine.runtime.StageProgram;
import dev.tideline.engine.sql.Analysis;
import dev.tideline.engine.sql.AnalyzedView;
import dev.tideline.engine.sql.QueryAtTime;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What compiling a topology file came to.
 *
 * @param further diagnostics by view, beside those of the analysis
 * @param spec null if there is an error
 */
public record CompiledTopology(
        TopologyFile file, Analysis analysis, Map<String, List<Diagnostic>> further, CircuitSpec spec) {

    public CompiledTopology {
        further = Map.copyOf(further);
    }

    public boolean isValid() {
        return spec != null;
    }

    /** All diagnostics, in the order of the file. */
    public List<Diagnostic> diagnostics() {
        var all = new ArrayList<>(analysis.general());
        file.views().forEach(view -> all.addAll(diagnostics(view.name())));
        return all;
    }

    /** Those that concern one view. */
    public List<Diagnostic> diagnostics(String view) {
        var all = new ArrayList<Diagnostic>();
        analyzed(view).ifPresent(found -> all.addAll(found.diagnostics()));
        all.addAll(further.getOrDefault(view, List.of()));
        return all;
    }

    /** Names of the views of the file that a view reads itself. */
    public List<String> dependencies(String view) {
        return analyzed(view).map(AnalyzedView::dependencies).orElse(List.of());
    }

    /**
     * A view's own query as it would be at another time, where it asks for the time: see {@link QueryAtTime}.
     *
     * @param time may be null if that is not known and the query does not ask for it
     */
    public String queryAt(ViewDefinition view, Instant time) {
        var references = analyzed(view.name()).map(AnalyzedView::timeReferences).orElse(List.of());
        if (time == null && !references.isEmpty()) {
            throw new IllegalArgumentException("view " + view.name() + " depends on a time that is not known");
        }
        return QueryAtTime.of(view.query(), references, time);
    }

    /**
     * How a view is kept: operators, what they keep and what a change costs.
     *
     * @throws DiagnosticException if the topology is not valid
     */
    public String explain(String view) {
        throwIfInvalid();
        return Explain.view(spec, view);
    }

    /**
     * What the engine runs.
     *
     * @throws DiagnosticException if the topology is not valid
     */
    public StageProgram program() {
        throwIfInvalid();
        return new CircuitProgram(this);
    }

    private void throwIfInvalid() {
        if (!isValid()) {
            throw new DiagnosticException(
                    diagnostics().stream().filter(Diagnostic::isError).toList(), null);
        }
    }

    Optional<AnalyzedView> analyzed(String view) {
        return analysis.views().stream()
                .filter(candidate -> candidate.definition().name().equals(view))
                .findFirst();
    }
}
