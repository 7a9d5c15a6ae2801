package dev.tideline.engine.fuzz;

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
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random tables and queries, then random transactions, each followed by a look at every view. */
final class FuzzRound {

    private static final int EPOCHS = 10;
    private static final int QUERIES = 12;
    private static final CircuitOptions TINY = new CircuitOptions(3, 3);

    private final Random random;
    private final FuzzServer server;
    private final FuzzReport report;
    private final List<FuzzTable> tables = new ArrayList<>();
    private final Map<String, Query> queries = new LinkedHashMap<>();
    private final List<AnalyzedView> views = new ArrayList<>();
    private Topology topology;

    FuzzRound(long seed, FuzzServer server, FuzzReport report) {
        this.random = new Random(seed);
        this.server = server;
        this.report = report;
    }

    void run() throws SQLException {
        server.clear();
        for (int i = 0; i < 3; i++) {
            var table = FuzzTable.random("t" + i, random);
            tables.add(table);
            server.execute(table.ddl());
            server.execute("ALTER TABLE " + table.name() + " REPLICA IDENTITY FULL");
        }
        generate();
        analyze();
        if (!views.isEmpty()) {
            live();
        }
    }

    /** Some queries read views that come before them. */
    private void generate() {
        var relations = new ArrayList<>(tables);
        for (int i = 0; i < QUERIES; i++) {
            var query = new QueryGenerator(random, relations).query(random.nextInt(3));
            report.query();
            var name = "v" + i;
            try {
                server.createViews(name, query.sql());
            } catch (SQLException e) {
                report.refused(
                        "PostgreSQL: " + e.getMessage().lines().findFirst().orElse(""));
                continue;
            }
            queries.put(name, query);
            if (random.nextInt(4) == 0) {
                relations.add(new FuzzTable(name, query.columns(), 0));
            }
        }
    }

    private void analyze() {
        var definitions = queries.entrySet().stream()
                .map(entry -> definition(entry.getKey(), entry.getValue().sql()))
                .toList();
        var file = new TopologyFile("fuzz.yaml", "fuzz", at(0), "UTC", "public", 1, definitions);
        try (var analyzer = SqlAnalyzer.open(server.login(), AggregateFunctions::supports, Set.of())) {
            var analysis = analyzer.analyze(file);
            for (var view : analysis.views()) {
                if (view.isValid()) {
                    views.add(view);
                    report.view();
                } else {
                    var first = view.diagnostics().get(0);
                    report.refused(first.code() + " " + first.message());
                }
            }
            var plans = views.stream().map(AnalyzedView::plan).toList();
            var scanned = new TreeMap<String, Table>();
            plans.forEach(plan -> collectTables(plan.plan(), scanned));
            topology = new Topology(
                    List.copyOf(scanned.values()),
                    plans,
                    new Lowering(analysis.types()).lower(plans, Map.of()),
                    analysis.types(),
                    analysis.compiler());
        }
    }

    private void live() throws SQLException {
        var source = new SourceRows(server.connection(), topology.tables, topology.types);
        var states = new MemoryStates();
        var circuit = topology.circuit(states, TINY);
        var shown = new Shown(topology.spec);
        var comparison = new Comparison(server, report, topology, views, queries);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            transaction(epoch);
            for (var slice : cut(source.changes())) {
                circuit.step(topology.slice(slice));
                if (random.nextInt(3) == 0) {
                    circuit.flush();
                    circuit = topology.circuit(states, TINY);
                }
            }
            shown.epoch();
            while (!circuit.emit(shown, 3)) {
                circuit.flush();
            }
            comparison.compare(epoch, circuit, shown);
        }
        comparison.end();
    }

    private void transaction(int epoch) throws SQLException {
        if (epoch == 0) {
            for (var table : tables) {
                server.execute(table.insert(12, random));
            }
            return;
        }
        var statements = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            statements.add(tables.get(random.nextInt(tables.size())).change(random));
        }
        server.execute(String.join("; ", statements));
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
