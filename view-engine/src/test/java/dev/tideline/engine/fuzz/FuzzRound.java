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

    private static final int TRANSACTIONS = 10;
    private static final int QUERIES = 12;
    private static final int LARGEST_STEP = 700;
    private static final List<String> ZONES =
            List.of("UTC", "UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu");
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String NOT_SUPPORTED = "0A000";

    private static final Pattern TIME = Pattern.compile("now\\(\\)|current_|localtime|\\bage\\(");

    private final Random random;
    private final FuzzServer server;
    private final FuzzReport report;
    private final List<FuzzTable> tables = new ArrayList<>();

    FuzzRound(long seed, FuzzServer server, FuzzReport report) {
        this.random = new Random(seed);
        this.server = server;
        this.report = report;
    }

    void run() throws SQLException {
        server.clear(ZONES.get(random.nextInt(ZONES.size())));
        for (int i = 0; i < 3; i++) {
            var table = FuzzTable.random("t" + i, random);
            tables.add(table);
            server.execute(table.ddl());
            server.execute("ALTER TABLE " + table.name() + " REPLICA IDENTITY FULL");
        }
        for (var table : tables) {
            server.execute(table.insert(12, random));
        }
        var live = new LiveViews(queries(), server, report, random);
        live.follow();
        for (int i = 1; i < TRANSACTIONS; i++) {
            transaction();
            if (random.nextInt(2) == 0) {
                server.time(server.time().plus(Duration.ofMinutes(random.nextInt(60 * 24 * 70))));
            }
            live.follow();
        }
        live.end();
    }

    /** Some queries read views that come before them. */
    private Map<String, Query> queries() throws SQLException {
        var queries = new LinkedHashMap<String, Query>();
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
            if (server.failure("SELECT * FROM " + name)
                    .filter(NOT_SUPPORTED::equals)
                    .isPresent()) {
                report.refused("PostgreSQL: cannot be planned");
                continue;
            }
            if (server.largestStep(name) > LARGEST_STEP) {
                report.refused("The fuzz: too many rows");
                continue;
            }
            queries.put(name, query);
            if (random.nextInt(4) == 0) {
                relations.add(new FuzzTable(name, query.columns(), 0));
            }
        }
        return queries;
    }

    /** A view of the source, which queries read as if its query stood in them. Nothing in it may fail, and no time pass. */
    private Optional<FuzzTable> sourceView() throws SQLException {
        var query = QueryGenerator.safe(random, tables).query(1);
        try {
            server.execute("CREATE VIEW s0 AS " + query.sql());
        } catch (SQLException e) {
            return Optional.empty();
        }
        boolean usable = !TIME.matcher(query.sql()).find()
                && server.failure("SELECT * FROM s0").isEmpty();
        return usable ? Optional.of(new FuzzTable("s0", query.columns(), 0)) : Optional.empty();
    }

    private void transaction() throws SQLException {
        var statements = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            statements.add(tables.get(random.nextInt(tables.size())).change(random));
        }
        try {
            server.execute(String.join("; ", statements));
        } catch (SQLException e) {
            // A key that moved to where another is: the transaction was rolled back, and nothing has changed.
            if (!e.getSQLState().equals(UNIQUE_VIOLATION)) {
                throw e;
            }
        }
    }
}
