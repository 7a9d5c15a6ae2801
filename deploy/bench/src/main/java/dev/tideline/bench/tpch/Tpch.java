package dev.tideline.bench.tpch;

import dev.tideline.bench.AnswerCheck;
import dev.tideline.bench.Installation;
import dev.tideline.bench.Options;
import dev.tideline.bench.TopologyText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All 22 views at once, or some of them, under refreshes, each compared with PostgreSQL's answer after every transaction.
 *
 * <p>{@code deploy/bench/tpch check [--scale 1] [--transactions 51] [--orders 150] [--updates 20] [--views q01,q02] [--seed N]}
 */
public final class Tpch {

    private final double scale;
    private final int transactions;
    private final int ordersPerRefresh;
    private final int updatesPerStatement;
    private final List<String> views;
    private final long seed;

    /** @param views those to keep; empty for all */
    public Tpch(
            double scale,
            int transactions,
            int ordersPerRefresh,
            int updatesPerStatement,
            List<String> views,
            long seed) {
        this.scale = scale;
        this.transactions = transactions;
        this.ordersPerRefresh = ordersPerRefresh;
        this.updatesPerStatement = updatesPerStatement;
        this.views = views;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws Exception {
        var options = new Options(arguments);
        long seed = Long.parseLong(options.value("--seed", Long.toString(System.nanoTime())));
        var seen = new Tpch(
                        Double.parseDouble(options.value("--scale", "1")),
                        Integer.parseInt(options.value("--transactions", "51")),
                        Integer.parseInt(options.value("--orders", "150")),
                        Integer.parseInt(options.value("--updates", "20")),
                        options.list("--views"),
                        seed)
                .check();
        seen.values().forEach(view -> view.differences().forEach(System.out::println));
        System.exit(seen.values().stream().allMatch(AnswerCheck.Seen::provesSomething) ? 0 : 1);
    }

    /** Prints what it sees, and returns it by view. */
    public Map<String, AnswerCheck.Seen> check() throws Exception {
        var queries = TpchViews.queries(scale, views);
        String topology = views.isEmpty() ? TpchViews.topology(scale) : TopologyText.of("tpch", queries);
        try (var installation = Installation.start();
                var source = installation.source().connect();
                var target = installation.target().connect()) {
            int orders = (transactions + 2) / 3 * ordersPerRefresh;
            var data = TpchSource.load(source, scale, orders);
            long start = System.nanoTime();
            try (var tideline = installation.run(Map.of("tpch.yaml", topology))) {
                installation.awaitLive(
                        "tpch", queries.size(), tideline, Duration.ofMinutes(Math.max(10, (long) (180 * scale))));
                System.out.printf(
                        "scale %s: %d views live after %d s; seed %d%n",
                        scale, queries.size(), (System.nanoTime() - start) / 1_000_000_000, seed);
                var check = new AnswerCheck(source, target, List.of("tpch"), queries);
                var refresh = new TpchRefresh(source, data, ordersPerRefresh, updatesPerStatement, seed);
                check.compareAfterEach(transactions, refresh::transaction);
                return check.seen();
            }
        }
    }
}
