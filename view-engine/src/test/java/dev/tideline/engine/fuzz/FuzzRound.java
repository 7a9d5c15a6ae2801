package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.QueryGenerator.Query;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/** Random tables and queries, then random transactions, each followed by a look at every view. */
final class FuzzRound {

    private static final int STEPS = 13;
    private static final int QUERIES = 12;
    private static final int LARGEST_STEP = 700;
    private static final List<String> ZONES =
            List.of("UTC", "UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu");
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DATA_EXCEPTION = "22";

    private static final Pattern VIEW = Pattern.compile("\\bv\\d+\\b");
    private static final Pattern SOURCE_VIEW = Pattern.compile("\\bs0\\b");
    private static final Pattern TIME = Pattern.compile("now\\(\\)|current_|localtime|\\bage\\(");

    private final Random random;
    private final FuzzServer server;
    private final FuzzReport report;
    private final List<FuzzTable> tables = new ArrayList<>();
    private final List<String> schema = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final Map<String, Query> queries = new LinkedHashMap<>();
    private final List<String> partsOfView = new ArrayList<>();
    private final long seed;
    private String timezone;
    private int steps;

    FuzzRound(long seed, FuzzServer server, FuzzReport report) {
        this.random = new Random(seed);
        this.seed = seed;
        this.server = server;
        this.report = report;
    }

    /** Runs the round from end to end, each view compared after each transaction. */
    void run() throws SQLException {
        prepare();
        var live = new LiveViews(queries, server, report, new Random(seed), Compilation.OURS);
        live.follow();
        while (step()) {
            live.follow();
        }
        live.end();
    }

    /** Makes tables with some rows, and the queries. */
    void prepare() throws SQLException {
        timezone = ZONES.get(random.nextInt(ZONES.size()));
        server.clear(timezone);
        for (int i = 0; i < 3; i++) {
            var table = FuzzTable.random("t" + i, random);
            table = create(random.nextInt(4) == 0 ? table.generating(random) : List.of(table));
            tables.add(table);
            if (table.identity().isPresent()) {
                schema(table.identity().get());
            }
        }
        var rows = new ArrayList<String>();
        for (var table : tables) {
            rows.add(table.insert(12, random));
        }
        transaction(rows);
        makeQueries();
    }

    /** Another transaction, or a later time; false if that was enough. */
    boolean step() throws SQLException {
        if (++steps >= STEPS) {
            return false;
        }
        if (random.nextInt(3) == 0) {
            server.time(server.time().plus(Duration.ofMinutes(random.nextInt(60 * 24 * 70))));
            history.add(FuzzCase.TIME + server.time());
            return true;
        }
        var statements = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            statements.add(tables.get(random.nextInt(tables.size())).change(random));
        }
        transaction(statements);
        return true;
    }

    Map<String, Query> queries() {
        return queries;
    }

    /** What has happened until now. */
    FuzzCase asCase() {
        var names = List.copyOf(queries.keySet());
        var texts = queries.values().stream()
                .map(query -> VIEW.matcher(query.sql()).replaceAll(found -> "v" + names.indexOf(found.group())))
                .toList();
        return new FuzzCase(timezone, schema, texts, history, seed);
    }

    /** The first of these tables that PostgreSQL takes. */
    private FuzzTable create(List<FuzzTable> variants) throws SQLException {
        for (var variant : variants.subList(0, variants.size() - 1)) {
            try {
                schema(variant.ddl());
                return variant;
            } catch (SQLException e) {
                // Its expression is not immutable, or its kind is newer than the server.
            }
        }
        var last = variants.get(variants.size() - 1);
        schema(last.ddl());
        return last;
    }

    private void schema(String statement) throws SQLException {
        server.execute(statement);
        schema.add(statement);
    }

    /** Some queries read views that come before them. */
    private void makeQueries() throws SQLException {
        var relations = new ArrayList<>(tables);
        if (random.nextInt(3) == 0) {
            sourceView().ifPresent(relations::add);
        }
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
            var obstacle = server.obstacle(name, LARGEST_STEP);
            if (obstacle.isPresent()) {
                report.refused(obstacle.get());
                continue;
            }
            queries.put(name, withPartsOfViews(query));
            if (random.nextInt(4) == 0) {
                relations.add(new FuzzTable(name, query.columns(), 0));
            }
        }
    }

    /** A view of the source, which queries read as if its query stood in them. Nothing in it may fail, and no time pass. */
    private Optional<FuzzTable> sourceView() throws SQLException {
        var query = QueryGenerator.safe(random, tables).query(1);
        try {
            schema("CREATE VIEW s0 AS " + query.sql());
        } catch (SQLException e) {
            return Optional.empty();
        }
        partsOfView.addAll(query.parts());
        partsOfView.add(query.sql());
        boolean usable = !TIME.matcher(query.sql()).find()
                && server.failure("SELECT * FROM s0").isEmpty();
        return usable ? Optional.of(new FuzzTable("s0", query.columns(), 0)) : Optional.empty();
    }

    /** What the source's view is made of is a part of the queries that read it. */
    private Query withPartsOfViews(Query query) {
        if (!SOURCE_VIEW.matcher(query.sql()).find()) {
            return query;
        }
        var parts = new ArrayList<>(query.parts());
        parts.addAll(partsOfView);
        return new Query(query.sql(), query.columns(), parts);
    }

    private void transaction(List<String> statements) throws SQLException {
        var transaction = String.join("; ", statements);
        try {
            server.execute(transaction);
            history.add(transaction);
        } catch (SQLException e) {
            // A key that moved to where another is, or a value that a generated column cannot be made of: the
            // transaction was rolled back, and nothing has changed.
            if (!e.getSQLState().equals(UNIQUE_VIOLATION) && !e.getSQLState().startsWith(DATA_EXCEPTION)) {
                throw e;
            }
        }
    }
}
