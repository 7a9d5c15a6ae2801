package dev.tideline.engine.compile;

import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.lowering.Lowering;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.plan.ViewPlan.OutputColumn;
import dev.tideline.engine.runtime.ProgramCompiler;
import dev.tideline.engine.runtime.StageProgram;
import dev.tideline.engine.sql.Analysis;
import dev.tideline.engine.sql.AnalyzedView;
import dev.tideline.engine.sql.SqlAnalyzer;
import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles topology files against a source. Thread-safe: each compilation has a connection of its own. */
public final class TopologyCompiler implements ProgramCompiler {

    private final Database source;
    private final Set<TableName> ownTargets;

    /** @param ownTargets the relations that Tideline writes, if the target is the source database itself; else empty */
    public TopologyCompiler(Database source, Set<TableName> ownTargets) {
        this.source = source;
        this.ownTargets = Set.copyOf(ownTargets);
    }

    @Override
    public StageProgram compile(TopologyFile file) {
        return compile(List.of(file)).get(0).program();
    }

    /**
     * Compiles all files over one connection. What is wrong with the files is in the results.
     *
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if the source cannot be reached or used
     */
    public List<CompiledTopology> compile(List<TopologyFile> files) {
        try (var analyzer = SqlAnalyzer.open(source, AggregateFunctions::supports, ownTargets)) {
            return files.stream()
                    .map(file -> compile(file, analyzer.analyze(file)))
                    .toList();
        }
    }

    private static CompiledTopology compile(TopologyFile file, Analysis analysis) {
        if (!analysis.isValid()) {
            return new CompiledTopology(file, analysis, Map.of(), null);
        }
        var further = new HashMap<String, List<Diagnostic>>();
        for (var view : analysis.views()) {
            var found = check(view, analysis);
            if (!found.isEmpty()) {
                further.put(view.definition().name(), found);
            }
        }
        if (!further.isEmpty()) {
            return new CompiledTopology(file, analysis, further, null);
        }
        var plans = new ArrayList<ViewPlan>();
        var keys = new HashMap<String, List<String>>();
        for (var view : analysis.views()) {
            plans.add(view.plan());
            if (view.definition().key() != null) {
                keys.put(view.definition().name(), view.definition().key());
            }
        }
        return new CompiledTopology(file, analysis, further, new Lowering(analysis.types()).lower(plans, keys));
    }

    /** What PostgreSQL and the circuit could do, but the target's table could not hold. */
    private static List<Diagnostic> check(AnalyzedView view, Analysis analysis) {
        var definition = view.definition();
        var diagnostics = new ArrayList<Diagnostic>();
        for (OutputColumn column : view.plan().output()) {
            var type = column.column().type();
            var refusal = ColumnTypes.refusal(type);
            if (refusal != null) {
                diagnostics.add(Diagnostic.error(
                        DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                        "column \"" + column.name() + "\" " + refusal + ", which cannot be created in the target",
                        "Cast it to a built-in type, or select its fields.",
                        definition.query().positionOf(0)));
            }
            boolean inKey = definition.key() != null && definition.key().contains(column.name());
            if (inKey && !analysis.types().semantics(type).hashable()) {
                diagnostics.add(Diagnostic.error(
                        DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                        "column \"" + column.name() + "\" of type " + ColumnTypes.ddl(type)
                                + " cannot be part of a key: the type has no equality",
                        null,
                        definition.keyAt()));
            }
        }
        return diagnostics;
    }
}
