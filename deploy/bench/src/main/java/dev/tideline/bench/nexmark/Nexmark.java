package dev.tideline.bench.nexmark;

import dev.tideline.bench.AnswerCheck;
import dev.tideline.bench.Installation;
import dev.tideline.bench.Options;
import dev.tideline.bench.TopologyText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All views at once, under the traffic of the auction house, each compared with PostgreSQL's answer after every transaction.
 *
 * <p>{@code deploy/bench/nexmark check [--events 20000] [--transactions 51] [--batch 500] [--seed N]}
 */
public final class Nexmark {

    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final int events;
    private final int transactions;
    private final int eventsPerTransaction;
    private final long seed;

    public Nexmark(int events, int transactions, int eventsPerTransaction, long seed) {
        this.events = events;
        this.transactions = transactions;
        this.eventsPerTransaction = eventsPerTransaction;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws Exception {
        var options = new Options(arguments);
        var seen = new Nexmark(
                        Integer.parseInt(options.value("--events", "20000")),
                        Integer.parseInt(options.value("--transactions", "51")),
                        Integer.parseInt(options.value("--batch", "500")),
                        Long.parseLong(options.value("--seed", Long.toString(System.nanoTime()))))
                .check();
        seen.values().forEach(view -> view.differences().forEach(System.out::println));
        System.exit(seen.values().stream().allMatch(AnswerCheck.Seen::provesSomething) ? 0 : 1);
    }

    /** Prints what it sees, and returns it by view. */
    public Map<String, AnswerCheck.Seen> check() throws Exception {
        var queries = TopologyText.queries(NexmarkViews.topology());
        try (var installation = Installation.start();
                var source = installation.source().connect();
                var target = installation.target().connect()) {
            var house = NexmarkSource.load(source, events, eventsPerTransaction, seed);
            long start = System.nanoTime();
            try (var tideline = installation.run(Map.of("nexmark.yaml", NexmarkViews.topology()))) {
                installation.awaitLive("nexmark", queries.size(), tideline, AT_MOST);
                System.out.printf(
                        "%,d events: %d views live after %d s; seed %d%n",
                        events, queries.size(), (System.nanoTime() - start) / 1_000_000_000, seed);
                var check = new AnswerCheck(source, target, List.of("nexmark"), queries);
                check.compareAfterEach(transactions, house::transaction);
                return check.seen();
            }
        }
    }
}
