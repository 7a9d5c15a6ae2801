package dev.tideline.bench.tpcds;

import dev.tideline.bench.AnswerCheck;
import java.util.Map;

/**
 * What a check saw.
 *
 * @param queries how many of the 99 were asked for
 * @param refusals why a view was not accepted, by the view
 * @param seen the others
 */
public record TpcdsReport(long queries, Map<String, String> refusals, Map<String, AnswerCheck.Seen> seen) {

    /** How many of the 99 are kept. */
    public long accepted() {
        return TpcdsViews.whole(seen.keySet());
    }

    /** How many of them were right in every state, never empty, and not always the same. */
    public long exact() {
        return TpcdsViews.whole(seen.entrySet().stream()
                .filter(view -> view.getValue().provesSomething())
                .map(Map.Entry::getKey)
                .toList());
    }

    void print() {
        refusals.forEach((view, reason) -> System.out.println(view + " is refused: " + reason));
        seen.values().forEach(view -> view.differences().forEach(System.out::println));
        System.out.printf("%d queries: %d accepted, %d exact%n", queries, accepted(), exact());
    }
}
