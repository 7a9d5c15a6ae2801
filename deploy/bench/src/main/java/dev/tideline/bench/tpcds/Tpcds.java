package dev.tideline.bench.tpcds;

import dev.tideline.bench.AnswerCheck;
import dev.tideline.bench.Installation;
import dev.tideline.bench.Options;
import dev.tideline.bench.TopologyText;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts how many of the queries are accepted as views, keeps those in some topologies, and holds each of them against PostgreSQL's
 * answer after every transaction.
 *
 * <p>{@code deploy/bench/tpcds check [--transactions 30] [--orders 6] [--topologies 4] [--queries q01,q02] [--seed N]}
 */
public final class Tpcds {

    private static final Duration AT_MOST = Duration.ofMinutes(15);

    private final int transactions;
    private final int ordersPerRefresh;
    private final int topologies;
    private final long seed;

    public Tpcds(int transactions, int ordersPerRefresh, int topologies, long seed) {
        this.transactions = transactions;
        this.ordersPerRefresh = ordersPerRefresh;
        this.topologies = topologies;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws Exception {
        var options = new Options(arguments);
        var queries = TpcdsViews.queries();
        String wanted = options.value("--queries", String.join(",", queries.keySet()));
        queries.keySet().retainAll(Arrays.asList(wanted.split(",")));
        var report = new Tpcds(
                        Integer.parseInt(options.value("--transactions", "30")),
                        Integer.parseInt(options.value("--orders", "6")),
                        Integer.parseInt(options.value("--topologies", "4")),
                        Long.parseLong(options.value("--seed", Long.toString(System.nanoTime()))))
                .check(queries);
        System.exit(report.exact() == report.queries() ? 0 : 1);
    }

    /** Prints what it sees, and returns it. */
    public TpcdsReport check(Map<String, String> queries) throws Exception {
        try (var installation = Installation.start();
                var source = installation.source().connect();
                var target = installation.target().connect()) {
            var data = TpcdsSource.load(source);
            var refusals = TpcdsValidation.refusals(installation, queries);
            var accepted = new LinkedHashMap<>(queries);
            accepted.keySet().removeAll(refusals.keySet());
            var parts = TpcdsViews.topologies(accepted, topologies);
            var files = new LinkedHashMap<String, String>();
            parts.forEach((name, part) -> files.put(name + ".yaml", TopologyText.of(name, part)));
            long start = System.nanoTime();
            try (var tideline = installation.run(files)) {
                for (var part : parts.entrySet()) {
                    installation.awaitLive(part.getKey(), part.getValue().size(), tideline, AT_MOST);
                }
                System.out.printf(
                        "%d views live after %d s; seed %d%n",
                        accepted.size(), (System.nanoTime() - start) / 1_000_000_000, seed);
                var check = new AnswerCheck(source, target, parts.keySet(), accepted);
                var refresh = new TpcdsRefresh(source, data, ordersPerRefresh, seed);
                check.compareAfterEach(transactions, refresh::transaction);
                var report = new TpcdsReport(TpcdsViews.whole(queries.keySet()), refusals, check.seen());
                report.print();
                return report;
            }
        }
    }
}
