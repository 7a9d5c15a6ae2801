package dev.tideline.engine.fuzz;

import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.fuzz.QueryGenerator.Query;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.sql.Analysis;
import dev.tideline.engine.sql.AnalyzedView;
import dev.tideline.schemas.config.SqlText;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyFile.Into;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Queries as the engine understands them; those that it refuses are counted and left out. */
final class AnalyzedViews {

    private final Analysis analysis;
    private final List<AnalyzedView> views = new ArrayList<>();
    private final List<Table> tables;

    private AnalyzedViews(Analysis analysis, FuzzReport report) {
        this.analysis = analysis;
        for (var view : analysis.views()) {
            if (view.isValid()) {
                views.add(view);
                report.view();
            } else {
                var first = view.diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .findFirst()
                        .orElseThrow();
                report.refused(first.code() + " " + first.message());
            }
        }
        var scanned = new TreeMap<String, Table>();
        views.forEach(view -> collectTables(view.plan().plan(), scanned));
        tables = List.copyOf(scanned.values());
    }

    static AnalyzedViews of(Map<String, Query> queries, FuzzServer server, FuzzReport report) {
        var definitions = queries.entrySet().stream()
                .map(entry -> definition(entry.getKey(), entry.getValue().sql()))
                .toList();
        var timezone = server.session().timezone().getId();
        var file = new TopologyFile("fuzz.yaml", "fuzz", at(0), timezone, "public", 1, definitions);
        return new AnalyzedViews(server.analyzer().analyze(file), report);
    }

    List<AnalyzedView> views() {
        return views;
    }

    /** What the circuit of the views reads. */
    List<Table> tables() {
        return tables;
    }

    /** The views' circuit. */
    Topology compiled(Compilation compilation) {
        List<ViewPlan> plans = views.stream().map(AnalyzedView::plan).toList();
        var spec = compilation.compile(plans, analysis.types());
        return new Topology(tables, plans, spec, analysis.types(), analysis.compiler());
    }

    private static void collectTables(Plan plan, Map<String, Table> tables) {
        if (plan instanceof Plan.Scan scan) {
            tables.put(scan.table().name().toString(), scan.table());
        }
        plan.inputs().forEach(input -> collectTables(input, tables));
    }

    private static ViewDefinition definition(String name, String sql) {
        return new ViewDefinition(name, at(0), null, new OneLine(sql), new Into("public", name), null, null, List.of());
    }

    private static SourcePosition at(int offset) {
        return new SourcePosition("fuzz.yaml", 1, offset + 1);
    }

    private record OneLine(String text) implements SqlText {
        @Override
        public SourcePosition positionOf(int offset) {
            return at(offset);
        }
    }
}
