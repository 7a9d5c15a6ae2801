package dev.tideline.bench.tpcds;

import dev.tideline.bench.AnswerCheck;
import dev.tideline.bench.Installation;
import dev.tideline.bench.Options;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig.Database;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how many of the queries are accepted as views, and holds those, some at a time, against PostgreSQL's answers after every
 * transaction.
 *
 * <p>{@code deploy/bench/tpcds check [--transactions 12] [--batch 26] [--orders 6] [--queries q01,q02] [--seed N]}
 */
public final class Tpcds {

    private static final int NUMBERS = 99;
    private static final Duration AT_MOST = Duration.ofMinutes(15);

    private final int transactions;
    private final int batch;
    private final int ordersPerRefresh;
    private final long seed;
    private final Map<String, AnswerCheck.Seen> seen = new LinkedHashMap<>();

    private Tpcds(int transactions, int batch, int ordersPerRefresh, long seed) {
        this.transactions = transactions;
        this.batch = batch;
        this.ordersPerRefresh = ordersPerRefresh;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws Exception {
        var options = new Options(arguments);
        var queries = TpcdsViews.queries();
        String wanted = options.value("--queries", String.join(",", queries.keySet()));
        queries.keySet().retainAll(Arrays.asList(wanted.split(",")));
        boolean exact = new Tpcds(
                        Integer.parseInt(options.value("--transactions", "12")),
                        Integer.parseInt(options.value("--batch", "26")),
                        Integer.parseInt(options.value("--orders", "6")),
                        Long.parseLong(options.value("--seed", Long.toString(System.nanoTime()))))
                .check(queries);
        System.exit(exact ? 0 : 1);
    }

    /** Prints what it sees; returns whether nothing was wrong. */
    private boolean check(Map<String, String> queries) throws Exception {
        var refusals = refusals(queries);
        refusals.forEach((query, reason) -> System.out.printf("%s is refused: %s%n", query, reason));
        var accepted = queries.keySet().stream()
                .filter(query -> !refusals.containsKey(query))
                .toList();
        for (var some : TpcdsViews.batches(queries, accepted, batch)) {
            run(some);
        }
        seen.values().forEach(view -> view.differences().forEach(System.out::println));
        System.out.printf(
                "accepted %d of %d (%d of %d with their parts), exact %d, never empty %d; seed %d%n",
                wholeQueries(accepted),
                Math.min(NUMBERS, wholeQueries(queries.keySet())),
                accepted.size(),
                queries.size(),
                seen.values().stream().filter(view -> view.differences().isEmpty()).count(),
                seen.values().stream().filter(view -> view.leastRows() > 0).count(),
                seed);
        return seen.values().stream().allMatch(view -> view.differences().isEmpty());
    }

    private static Map<String, String> refusals(Map<String, String> queries) throws Exception {
        try (var installation = Installation.start();
                var source = installation.source().connect()) {
            TpcdsSource.load(source);
            return TpcdsValidation.refusals(
                    new Database(
                            installation.source().url(),
                            installation.source().user(),
                            new Secret(installation.source().password())),
                    queries);
        }
    }

    /** How many numbers from 1 to 99 are among them: a query with two parts counts if both are. */
    private static long wholeQueries(Collection<String> names) {
        List<String> numbers =
                names.stream().map(name -> name.substring(0, 3)).distinct().toList();
        return numbers.stream()
                .filter(number -> names.contains(number)
                        || names.contains(number + "a") && names.contains(number + "b"))
                .count();
    }

    private void run(Map<String, String> queries) throws Exception {
        try (var installation = Installation.start();
                var source = installation.source().connect();
                var target = installation.target().connect()) {
            var data = TpcdsSource.load(source);
            long start = System.nanoTime();
            String topology = TpcdsViews.topology("tpcds", queries);
            try (var tideline = installation.run(Map.of("tpcds.yaml", topology))) {
                installation.awaitLive(queries.size(), tideline, AT_MOST);
                System.out.printf("%d views live after %d s%n", queries.size(), (System.nanoTime() - start) / 1_000_000_000);
                var check = new AnswerCheck(source, target, queries);
                var refresh = new TpcdsRefresh(source, data, ordersPerRefresh, seed);
                check.compare("at first");
                long changed = 0;
                for (int i = 0; i < transactions; i++) {
                    changed += refresh.transaction(i);
                    check.compare("after transaction " + i);
                }
                System.out.printf("%d transactions changed %,d rows%n", transactions, changed);
                check.print();
                seen.putAll(check.seen());
            }
        }
    }
}
