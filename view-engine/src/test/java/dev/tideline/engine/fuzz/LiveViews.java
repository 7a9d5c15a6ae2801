package dev.tideline.engine.fuzz;

import dev.tideline.engine.circuit.Circuit;
import dev.tideline.engine.circuit.CircuitOptions;
import dev.tideline.engine.circuit.Shown;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.lowering.Lowering;
import dev.tideline.engine.fuzz.QueryGenerator.Query;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.sql.AnalyzedView;
import dev.tideline.engine.sql.SqlAnalyzer;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.schemas.config.SqlText;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyFile.Into;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Views over a server's tables in one circuit with tiny caches, which take each transaction in slices and are now and then built anew
 * from what they have stored.
 */
final class LiveViews {

    private static final CircuitOptions TINY = new CircuitOptions(3, 3);

    private final Random random;
    private final FuzzServer server;
    private final Topology topology;
    private final SourceRows source;
    private final MemoryStates states = new MemoryStates();
    private final Shown shown;
    private final Comparison comparison;
    private Circuit circuit;
    private int transactions;

    /** Queries that are refused are counted and left out. The server has the answering views already. */
    LiveViews(Map<String, Query> queries, FuzzServer server, FuzzReport report, Random random) {
        this.random = random;
        this.server = server;
        var views = new ArrayList<AnalyzedView>();
        topology = analyze(queries, views, server, report);
        source = new SourceRows(server.connection(), topology.tables, topology.types);
        circuit = topology.circuit(states, TINY, server.session());
        shown = new Shown(topology.spec);
        comparison = new Comparison(server, report, topology, views, queries);
    }

    private static Topology analyze(
            Map<String, Query> queries, List<AnalyzedView> views, FuzzServer server, FuzzReport report) {
        var definitions = queries.entrySet().stream()
                .map(entry -> definition(entry.getKey(), entry.getValue().sql()))
                .toList();
        var timezone = server.session().timezone().getId();
        var file = new TopologyFile("fuzz.yaml", "fuzz", at(0), timezone, "public", 1, definitions);
        try (var analyzer = SqlAnalyzer.open(server.login(), AggregateFunctions::supports, Set.of())) {
            var analysis = analyzer.analyze(file);
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
            var plans = views.stream().map(AnalyzedView::plan).toList();
            var scanned = new TreeMap<String, Table>();
            plans.forEach(plan -> collectTables(plan.plan(), scanned));
            return new Topology(
                    List.copyOf(scanned.values()),
                    plans,
                    new Lowering(analysis.types()).lower(plans, Map.of()),
                    analysis.types(),
                    analysis.compiler());
        }
    }

    /** Takes what has changed on the server since the last call, and compares every view. */
    void follow() throws SQLException {
        for (var slice : cut(source.changes())) {
            circuit.step(topology.slice(slice));
            if (random.nextInt(3) == 0) {
                circuit.flush();
                circuit = topology.circuit(states, TINY, server.session());
            }
        }
        while (!circuit.advance(micros(server.time()), 2)) {
            if (random.nextInt(3) == 0) {
                circuit.flush();
                circuit = topology.circuit(states, TINY, server.session());
            }
        }
        shown.epoch();
        while (!circuit.emit(shown, 3)) {
            circuit.flush();
        }
        comparison.compare(transactions++, circuit, shown);
    }

    /** The queries whose answer was always the same, or always empty. */
    List<String> unmoved() {
        return comparison.unmoved();
    }

    /** To be called at the end, to count what was seen. */
    void end() {
        comparison.end();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.parse("2000-01-01T00:00:00Z"), time);
    }

    private List<List<Change>> cut(List<Change> changes) {
        var slices = new ArrayList<List<Change>>();
        for (int from = 0; from < changes.size(); ) {
            int to = Math.min(changes.size(), from + 1 + random.nextInt(12));
            slices.add(changes.subList(from, to));
            from = to;
        }
        return slices;
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
