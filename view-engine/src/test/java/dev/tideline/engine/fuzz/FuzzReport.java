package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run of the fuzz has seen, so that it can be told whether it proves anything. */
final class FuzzReport {

    /** How a failing view was dealt with, once for each view and transaction. */
    enum Failure {
        /** PostgreSQL and we fail alike. */
        BOTH,
        /** We fail because a part of the query fails by itself; PostgreSQL did not come to evaluate it. */
        OURS,
        /** PostgreSQL evaluates what we do not need; our answer is compared with that of a division that yields NULL. */
        THEIRS
    }

    private static final int SHOWN_REFUSALS = 40;

    private int rounds;
    private int queries;
    private int views;
    private int counted;
    private int answers;
    private long states;
    private final Map<Failure, Integer> failures = new TreeMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    void round() {
        rounds++;
    }

    void query() {
        queries++;
    }

    void view() {
        views++;
    }

    /** Counts a query as one that proves something if its answer was not empty and changed. */
    void answers(int different) {
        answers += different;
        counted += different > 1 ? 1 : 0;
    }

    void state() {
        states++;
    }

    void failure(Failure failure) {
        failures.merge(failure, 1, Integer::sum);
    }

    void refused(String reason) {
        refusals.merge(reason, 1, Integer::sum);
    }

    void difference(String difference) {
        differences.add(difference);
    }

    /** How many queries had an answer that was not empty and changed. */
    int counted() {
        return counted;
    }

    /** How many different answers that were not empty all queries had. */
    int answers() {
        return answers;
    }

    Map<String, Integer> refusals() {
        return refusals;
    }

    int rounds() {
        return rounds;
    }

    List<String> differences() {
        return differences;
    }

    /** The share of states in which only one of the two failed. */
    double shareOfLoneFailures() {
        int lone = failures.getOrDefault(Failure.OURS, 0) + failures.getOrDefault(Failure.THEIRS, 0);
        return states == 0 ? 0 : (double) lone / states;
    }

    String summary() {
        var text = new StringBuilder("oracle fuzz: ")
                .append(rounds)
                .append(" rounds, ")
                .append(queries)
                .append(" queries, ")
                .append(views)
                .append(" of them views, ")
                .append(counted)
                .append(" whose answer changed and was not empty; ")
                .append(states)
                .append(" states compared, ")
                .append(answers)
                .append(" different answers that are not empty; failures: ");
        for (var failure : Failure.values()) {
            text.append(failure.name().toLowerCase())
                    .append(' ')
                    .append(failures.getOrDefault(failure, 0))
                    .append(failure == Failure.THEIRS ? "" : ", ");
        }
        refusals.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .limit(SHOWN_REFUSALS)
                .forEach(refusal -> text.append("\n  refused ")
                        .append(refusal.getValue())
                        .append(": ")
                        .append(refusal.getKey()));
        return text.toString();
    }
}
