package dev.tideline.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds all views against PostgreSQL's answers, state by state. */
public final class AnswerCheck {

    /** What the check has seen of one view. */
    public static final class Seen {

        private final Set<List<String>> answers = new HashSet<>();
        private final List<String> differences = new ArrayList<>();
        private int states;
        private int leastRows = Integer.MAX_VALUE;

        /** States compared. */
        public int states() {
            return states;
        }

        /** Different right answers among them. */
        public int distinctAnswers() {
            return answers.size();
        }

        /** Rows of the smallest right answer. */
        public int leastRows() {
            return leastRows;
        }

        /** What was wrong, each time. */
        public List<String> differences() {
            return List.copyOf(differences);
        }

        /** Whether it was always right, never empty, and not always the same. */
        public boolean provesSomething() {
            return differences.isEmpty() && leastRows > 0 && answers.size() > 1;
        }
    }

    /** What happens to the source between two comparisons. */
    public interface Transactions {

        /** Runs the next one; returns how many rows it changed. */
        int run(int number) throws SQLException;
    }

    private final Connection source;
    private final Connection target;
    private final Collection<String> topologies;
    private final Map<String, String> queries;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    /**
     * @param topologies whose frontiers to wait for
     * @param queries each view's query by its name
     */
    public AnswerCheck(
            Connection source, Connection target, Collection<String> topologies, Map<String, String> queries) {
        this.source = source;
        this.target = target;
        this.topologies = topologies;
        this.queries = queries;
        queries.keySet().forEach(view -> seen.put(view, new Seen()));
    }

    public Map<String, Seen> seen() {
        return seen;
    }

    /** Compares at first and after each of so many transactions; prints a line for each view. */
    public void compareAfterEach(int transactions, Transactions refresh) throws SQLException {
        compare("at first");
        long changed = 0;
        for (int i = 0; i < transactions; i++) {
            changed += refresh.run(i);
            compare("after transaction " + i);
        }
        System.out.printf("%d transactions changed %,d rows%n", transactions, changed);
        print();
    }

    /** Waits until the target shows all that is committed, and compares. Nobody may write meanwhile. */
    public void compare(String state) throws SQLException {
        awaitFrontiers(Duration.ofMinutes(5));
        for (var query : queries.entrySet()) {
            List<String> right = rows(source, query.getValue());
            List<String> shown = rows(target, "SELECT * FROM public." + query.getKey());
            Seen view = seen.get(query.getKey());
            view.states++;
            view.answers.add(right);
            view.leastRows = Math.min(view.leastRows, right.size());
            if (!right.equals(shown)) {
                view.differences.add(state + ": " + query.getKey() + " shows " + without(shown, right) + " and lacks "
                        + without(right, shown));
            }
        }
    }

    private void print() {
        seen.forEach((view, what) -> System.out.printf(
                "%s: %d states compared, %d different answers, at least %d rows, %d differences%n",
                view,
                what.states(),
                what.distinctAnswers(),
                what.leastRows(),
                what.differences().size()));
    }

    private void awaitFrontiers(Duration atMost) throws SQLException {
        try (var wait = target.prepareStatement("SELECT tideline.wait_for(?::pg_lsn, ?::interval, ?)")) {
            wait.setString(1, Installation.insertLsn(source).toString());
            wait.setString(2, atMost.toSeconds() + " s");
            for (String topology : topologies) {
                wait.setString(3, topology);
                try (var result = wait.executeQuery()) {
                    result.next();
                    if (!result.getBoolean(1)) {
                        throw new IllegalStateException("the frontier did not get there within " + atMost);
                    }
                }
            }
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        var rows = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT t::text FROM (" + query + ") t")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        rows.sort(null);
        return rows;
    }

    private static List<String> without(List<String> rows, List<String> others) {
        var rest = new ArrayList<>(rows);
        others.forEach(rest::remove);
        return rest.subList(0, Math.min(3, rest.size()));
    }
}
