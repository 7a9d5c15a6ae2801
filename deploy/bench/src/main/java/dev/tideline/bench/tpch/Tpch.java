package dev.tideline.bench.tpch;

import dev.tideline.bench.AnswerCheck;
import dev.tideline.bench.Installation;
import dev.tideline.bench.Options;
import dev.tideline.bench.TopologyText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All 22 views at once, under refreshes, each compared with PostgreSQL's answer after every transaction.
 *
 * <p>{@code deploy/bench/tpch check [--scale 1] [--transactions 51] [--orders 150] [--updates 20] [--seed N]}
 */
public final class Tpch {

    private static final int VIEWS = 22;

    private final double scale;
    private final int transactions;
    private final int ordersPerRefresh;
    private final int updatesPerStatement;
    private final long seed;

    public Tpch(double scale, int transactions, int ordersPerRefresh, int updatesPerStatement, long seed) {
        this.scale = scale;
        this.transactions = transactions;
        this.ordersPerRefresh = ordersPerRefresh;
        this.updatesPerStatement = updatesPerStatement;
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
                        seed)
                .check();
        seen.values().forEach(view -> view.differences().forEach(System.out::println));
        System.exit(seen.values().stream().allMatch(AnswerCheck.Seen::provesSomething) ? 0 : 1);
    }

    /** Prints what it sees, and returns it by view. */
    public Map<String, AnswerCheck.Seen> check() throws Exception {
        String topology = TpchViews.topology(scale);
        try (var installation = Installation.start();
                var source = installation.source().connect();
                var target = installation.target().connect()) {
            int orders = (transactions + 2) / 3 * ordersPerRefresh;
            var data = TpchSource.load(source, scale, orders);
            long start = System.nanoTime();
            try (var tideline = installation.run(Map.of("tpch.yaml", topology))) {
                installation.awaitLive("tpch", VIEWS, tideline, Duration.ofMinutes(Math.max(10, (long) (180 * scale))));
                System.out.printf(
                        "scale %s: %d views live after %d s; seed %d%n",
                        scale, VIEWS, (System.nanoTime() - start) / 1_000_000_000, seed);
                var check = new AnswerCheck(source, target, List.of("tpch"), TopologyText.queries(topology));
                var refresh = new TpchRefresh(source, data, ordersPerRefresh, updatesPerStatement, seed);
                check.compareAfterEach(transactions, refresh::transaction);
                return check.seen();
            }
        }
    }
}
