package dev.tideline.bench.tpch;

import dev.tideline.bench.AnswerCheck;
import dev.tideline.bench.FrontierWatch;
import dev.tideline.bench.Installation;
import dev.tideline.bench.Options;
import dev.tideline.bench.TopologyText;
import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What keeping each of the 22 views costs beside running its query again: one view at a time, from the commit of a refresh until a
 * reader of the target sees it, and {@code REFRESH MATERIALIZED VIEW} of the same query right after. Ends with 1 if a view costs more
 * than that, or was wrong meanwhile.
 *
 * <p>{@code deploy/bench/tpch cost [--scale 1] [--changes 1000] [--refreshes 7] [--views q01,q02] [--seed N]}
 */
public final class TpchCost {

    private final double scale;
    private final int changes;
    private final int refreshes;
    private final List<String> views;
    private final long seed;

    /**
     * What was seen of a view; medians of all refreshes.
     *
     * @param changedRows of a refresh
     * @param differences from what PostgreSQL answered after each
     */
    public record Cost(
            String view,
            double firstAnswerSeconds,
            double keptMs,
            double refreshedMs,
            double changedRows,
            List<String> differences) {

        public double ratio() {
            return keptMs / refreshedMs;
        }

        boolean isLess() {
            return ratio() < 1 && differences.isEmpty();
        }

        private String line() {
            return String.format(
                    "| %s | %.0f | %.0f | %,.0f | %.2f | %,.0f |",
                    view, firstAnswerSeconds, keptMs, refreshedMs, ratio(), changedRows);
        }
    }

    /** @param views those to measure; empty for all */
    public TpchCost(double scale, int changes, int refreshes, List<String> views, long seed) {
        this.scale = scale;
        this.changes = changes;
        this.refreshes = refreshes;
        this.views = views;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws Exception {
        var options = new Options(arguments);
        var costs = new TpchCost(
                        Double.parseDouble(options.value("--scale", "1")),
                        Integer.parseInt(options.value("--changes", "1000")),
                        Integer.parseInt(options.value("--refreshes", "7")),
                        options.list("--views"),
                        Long.parseLong(options.value("--seed", "42")))
                .measure();
        costs.forEach(cost -> cost.differences().forEach(System.out::println));
        long less = costs.stream().filter(Cost::isLess).count();
        System.out.printf("%d of %d cost less than a full refresh%n", less, costs.size());
        System.exit(less == costs.size() ? 0 : 1);
    }

    /** Prints a line for each view as soon as it is known. */
    public List<Cost> measure() throws Exception {
        var queries = TpchViews.queries(scale, views);
        try (var installation = Installation.start();
                var source = installation.source().connect()) {
            // Of the rows that a refresh changes two fifths are orders and their lines that come and go, the others are
            // updated.
            int orders = changes * 11 / 250;
            var data = TpchSource.load(source, scale, orders * refreshes * queries.size());
            var refresh = new TpchRefresh(source, data, orders, changes * 7 / 250, seed);
            System.out.println(
                    "| | first answer, s | a refresh, ms | REFRESH MATERIALIZED VIEW, ms | ratio | rows of a refresh |");
            System.out.println("|---|---|---|---|---|---|");
            var costs = new ArrayList<Cost>();
            for (var query : queries.entrySet()) {
                var cost = measure(installation, source, refresh, query.getKey(), query.getValue());
                System.out.println(cost.line());
                costs.add(cost);
            }
            return costs;
        }
    }

    private Cost measure(Installation installation, Connection source, TpchRefresh refresh, String view, String query)
            throws Exception {
        String file = view + ".yaml";
        long start = System.nanoTime();
        try (var tideline = installation.run(Map.of(file, TopologyText.of(view, Map.of(view, query))))) {
            installation.awaitLive(view, 1, tideline, Duration.ofMinutes(Math.max(5, (long) (60 * scale))));
            double firstAnswer = (System.nanoTime() - start) / 1e9;
            execute(source, "CREATE MATERIALIZED VIEW m_" + view + " AS " + query);
            var kept = new ArrayList<Double>();
            var refreshed = new ArrayList<Double>();
            var changed = new ArrayList<Double>();
            try (var target = installation.target().connect();
                    var watch = new FrontierWatch(installation.target().connect(), view)) {
                var check = new AnswerCheck(source, target, List.of(view), Map.of(view, query));
                for (int i = 0; i < refreshes; i++) {
                    changed.add((double) refresh.wholeRefresh());
                    long committed = System.nanoTime();
                    Lsn lsn = Installation.insertLsn(source);
                    kept.add((watch.nanosAt(lsn, Duration.ofMinutes(5)) - committed) / 1e6);
                    long before = System.nanoTime();
                    execute(source, "REFRESH MATERIALIZED VIEW m_" + view);
                    refreshed.add((System.nanoTime() - before) / 1e6);
                    check.compare("refresh " + i);
                }
                execute(source, "DROP MATERIALIZED VIEW m_" + view);
                var differences = check.seen().get(view).differences();
                return new Cost(view, firstAnswer, median(kept), median(refreshed), median(changed), differences);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
