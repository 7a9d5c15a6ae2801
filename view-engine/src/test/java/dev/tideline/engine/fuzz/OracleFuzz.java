package dev.tideline.engine.fuzz;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.engine.circuit.Circuit;
import dev.tideline.engine.circuit.CircuitOptions;
import dev.tideline.engine.circuit.Shown;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.circuit.ViewFailure;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.lowering.Lowering;
import dev.tideline.engine.fuzz.QueryGenerator.Query;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.sql.AnalyzedView;
import dev.tideline.engine.sql.Fidelity;
import dev.tideline.engine.sql.SqlAnalyzer;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeSemantics;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.SqlText;
import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyFile.Into;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rounds of random tables, queries and transactions: PostgreSQL analyses the queries, the engine keeps them in one circuit, and after
 * each transaction every view must hold what PostgreSQL answers now.
 */
final class OracleFuzz {

    private static final int EPOCHS = 10;
    private static final int QUERIES = 12;
    private static final CircuitOptions TINY = new CircuitOptions(3, 3);

    private final PostgresDatabase database;
    private final Connection connection;
    private int counted;
    private int changesSeen;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int failuresSeen;

    OracleFuzz(EmbeddedPostgres server) throws SQLException {
        database = server.createDatabase("fuzz");
        database.execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");
        // Text both ways, so that values are seen as PostgreSQL prints them.
        connection = DriverManager.getConnection(
                database.url() + "?preferQueryMode=simple", database.user(), database.password());
        execute("SET TimeZone = 'UTC'");
        execute("SET extra_float_digits = 1");
    }

    /** How many queries had an answer that was not empty and changed. */
    int counted() {
        return counted;
    }

    /** How many different answers that were not empty all queries had. */
    int answers() {
        return changesSeen;
    }

    /** How many times PostgreSQL and we both failed to compute a view. */
    int failures() {
        return failuresSeen;
    }

    /** How often which kind of query was refused. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    void round(long seed) throws SQLException {
        try {
            new Round(seed).run();
        } catch (SQLException | RuntimeException | AssertionError e) {
            throw new AssertionError("replay with -Dtideline.fuzz.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private final class Round {

        private final long seed;
        private final Random random;
        private final List<FuzzTable> tables = new ArrayList<>();
        private final Map<String, Query> queries = new LinkedHashMap<>();
        private final List<AnalyzedView> views = new ArrayList<>();
        private final List<Set<String>> answers = new ArrayList<>();
        private Topology topology;

        Round(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() throws SQLException {
            execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");
            for (int i = 0; i < 3; i++) {
                var table = FuzzTable.random("t" + i, random);
                tables.add(table);
                execute(table.ddl());
                execute("ALTER TABLE " + table.name() + " REPLICA IDENTITY FULL");
            }
            generate();
            analyze();
            if (!views.isEmpty()) {
                live();
            }
        }

        /** Some queries read views that come before them. */
        private void generate() throws SQLException {
            var relations = new ArrayList<>(tables);
            for (int i = 0; i < QUERIES; i++) {
                var query = new QueryGenerator(random, relations).query(random.nextInt(3));
                var name = "v" + i;
                try {
                    execute("CREATE VIEW " + name + " AS " + query.sql());
                } catch (SQLException e) {
                    refusals.merge(
                            "PostgreSQL: " + e.getMessage().lines().findFirst().orElse(""), 1, Integer::sum);
                    continue;
                }
                queries.put(name, query);
                if (random.nextInt(4) == 0) {
                    relations.add(new FuzzTable(name, query.columns(), 0));
                }
            }
            // The topology's views must not be found among the source's relations.
            for (var name : queries.keySet()) {
                execute("ALTER VIEW " + name + " RENAME TO oracle_" + name);
            }
        }

        private void analyze() {
            var definitions = queries.entrySet().stream()
                    .map(entry -> definition(entry.getKey(), entry.getValue().sql()))
                    .toList();
            var file = new TopologyFile("fuzz.yaml", "fuzz", at(0), "UTC", "public", 1, definitions);
            var login = new Database(database.url(), database.user(), new Secret(database.password()));
            try (var analyzer = SqlAnalyzer.open(login, AggregateFunctions::supports, Set.of())) {
                var analysis = analyzer.analyze(file);
                for (var view : analysis.views()) {
                    if (view.isValid()) {
                        views.add(view);
                        answers.add(new HashSet<>());
                    } else {
                        var first = view.diagnostics().get(0);
                        refusals.merge(first.code() + " " + first.message(), 1, Integer::sum);
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
            var source = new SourceRows(connection, topology.tables, topology.types);
            var states = new MemoryStates();
            var circuit = topology.circuit(states, TINY);
            var shown = new Shown(topology.spec);
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
                compare(epoch, circuit, shown);
            }
            for (var seen : answers) {
                changesSeen += seen.size();
                counted += seen.size() > 1 ? 1 : 0;
            }
        }

        private void transaction(int epoch) throws SQLException {
            if (epoch == 0) {
                for (var table : tables) {
                    execute(table.insert(12, random));
                }
                return;
            }
            var statements = new ArrayList<String>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                statements.add(tables.get(random.nextInt(tables.size())).change(random));
            }
            execute(String.join("; ", statements));
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

        private void compare(int epoch, Circuit circuit, Shown shown) {
            var failed = circuit.failures().stream().collect(Collectors.toMap(ViewFailure::view, failure -> failure));
            for (int view = 0; view < views.size(); view++) {
                var analyzed = views.get(view);
                var query = queries.get(analyzed.plan().view());
                var where = "view " + analyzed.plan().view() + " after transaction " + epoch + ", seed " + seed + "\n"
                        + query.sql() + "\n";
                Answer theirs;
                try {
                    theirs = answer("SELECT * FROM oracle_" + analyzed.plan().view(), analyzed);
                } catch (SQLException e) {
                    failuresSeen += failed.containsKey(view) ? 1 : 0;
                    continue;
                }
                if (failed.containsKey(view)) {
                    throw new AssertionError("we fail where PostgreSQL does not: " + failed.get(view) + "\n" + where);
                }
                var ours = shown(shown, view, analyzed);
                var differences = ours.differences(theirs);
                if (!differences.isEmpty()) {
                    throw new AssertionError(where + differences);
                }
                if (!theirs.rows().isEmpty()) {
                    answers.get(view)
                            .add(new TreeMap<>(Map.of(
                                            0,
                                            theirs.rows().stream()
                                                    .map(Arrays::toString)
                                                    .sorted()
                                                    .toList()))
                                    .toString());
                }
            }
        }

        private Answer shown(Shown shown, int view, AnalyzedView analyzed) {
            var types = semantics(analyzed);
            var rows = new ArrayList<String[]>();
            shown.bag(view).forEach((row, weight) -> {
                for (long i = 0; i < weight; i++) {
                    var texts = new String[row.size()];
                    for (int c = 0; c < texts.length; c++) {
                        texts[c] = row.get(c) == null
                                ? null
                                : text(
                                        row.get(c),
                                        types.get(c),
                                        analyzed.fidelity().get(c));
                    }
                    rows.add(texts);
                }
            });
            return new Answer(rows, analyzed.fidelity());
        }

        private Answer answer(String sql, AnalyzedView analyzed) throws SQLException {
            var types = semantics(analyzed);
            var rows = new ArrayList<String[]>();
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(sql)) {
                while (result.next()) {
                    var texts = new String[types.size()];
                    for (int c = 0; c < texts.length; c++) {
                        texts[c] = result.getString(c + 1);
                        if (texts[c] != null && analyzed.fidelity().get(c) == Fidelity.EQUAL) {
                            texts[c] = text(
                                    types.get(c).fromText(texts[c], SessionSettings.UTC), types.get(c), Fidelity.EQUAL);
                        }
                    }
                    rows.add(texts);
                }
            }
            return new Answer(rows, analyzed.fidelity());
        }

        private List<TypeSemantics> semantics(AnalyzedView view) {
            return view.plan().output().stream()
                    .map(column -> topology.types.semantics(column.column().type()))
                    .toList();
        }
    }

    private static String text(Object value, TypeSemantics type, Fidelity fidelity) {
        return type.toText(fidelity == Fidelity.EQUAL ? type.representative(value) : value, SessionSettings.UTC);
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
