package dev.tideline.engine.fuzz;

import dev.tideline.engine.sql.AnalyzedView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a run of the fuzz has seen, so that it can be told whether it proves anything. */
final class FuzzReport {

    /** How a failing view was dealt with, once for each view and transaction. */
    enum Failure {
        /** PostgreSQL and we fail alike. */
        BOTH,
        /** We fail because a part of the query fails by itself; PostgreSQL did not come to evaluate it. */
        PART,
        /** We fail, and so does the query if every step of it is evaluated as it is written; PostgreSQL left out some. */
        EAGER,
        /** We fail over rows among which SQL leaves the choice open, such as those of a LIMIT with ties; PostgreSQL chose others. */
        OPEN,
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
    private final Set<UUID> distinctAnswers = new HashSet<>();
    private final Map<Failure, Integer> failures = new EnumMap<>(Failure.class);
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Coverage coverage = new Coverage();

    void round() {
        rounds++;
    }

    void query() {
        queries++;
    }

    void view() {
        views++;
    }

    /** Takes the different answers of a query that were not empty. It proves something if there are several: they changed. */
    void answers(Set<List<String>> different, QueryGenerator.Query query, AnalyzedView view) {
        answers += different.size();
        different.forEach(answer -> distinctAnswers.add(
                UUID.nameUUIDFromBytes(String.join("\n", answer).getBytes(StandardCharsets.UTF_8))));
        if (different.size() > 1) {
            counted++;
            coverage.add(query.sql(), view.plan().plan());
            query.columns().stream().map(FuzzTable.FuzzColumn::type).distinct().forEach(coverage::addType);
        }
    }

    void state() {
        states++;
    }

    void failure(Failure failure) {
        failures.merge(failure, 1, Integer::sum);
    }

    /** @param reason names and numbers in it are left out, so that like comes to like */
    void refused(String reason) {
        refusals.merge(reason.replaceAll("\"[^\"]*\"", "\"…\"").replaceAll("\\d+", "N"), 1, Integer::sum);
    }

    void difference(String difference) {
        differences.add(difference);
    }

    /** How many queries had an answer that was not empty and changed. */
    int counted() {
        return counted;
    }

    /** How many different answers that were not empty all queries had, each for itself. */
    int answers() {
        return answers;
    }

    Map<String, Integer> refusals() {
        return refusals;
    }

    Coverage coverage() {
        return coverage;
    }

    int rounds() {
        return rounds;
    }

    List<String> differences() {
        return differences;
    }

    /** The share of states in which only one of the two failed. */
    double shareOfLoneFailures() {
        int lone = failures.entrySet().stream()
                .filter(entry -> entry.getKey() != Failure.BOTH)
                .mapToInt(Map.Entry::getValue)
                .sum();
        return states == 0 ? 0 : (double) lone / states;
    }

    /** A sign of life of a long run. */
    String progress() {
        return rounds + " rounds, " + queries + " queries, " + counted + " that prove something, " + differences.size()
                + " differences";
    }

    String summary() {
        int refused = refusals.values().stream().mapToInt(Integer::intValue).sum();
        var lines = new ArrayList<String>();
        lines.add("oracle fuzz: " + rounds + " rounds, " + queries + " queries: " + refused + " refused, " + views
                + " accepted, " + counted + " of these with an answer that changed and was not empty");
        lines.add("  " + states + " states compared; answers that are not empty: " + answers
                + " different ones counted for each query, " + distinctAnswers.size() + " in all; " + differences.size()
                + " differences");
        lines.add("  failing states: "
                + failures.entrySet().stream()
                        .map(entry -> entry.getKey().name().toLowerCase() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        refusals.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN_REFUSALS)
                .forEach(refusal -> lines.add("  refused " + refusal.getValue() + ": " + refusal.getKey()));
        lines.add("  queries that prove something, by what they say: " + coverage.summary());
        return String.join("\n", lines);
    }
}
