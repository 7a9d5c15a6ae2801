package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables, queries and a history as text: all that is needed to see again what a round saw, and what can be made smaller.
 *
 * @param queries of the views {@code v0}, {@code v1} and so on
 * @param history transactions, or {@link #TIME} and an instant
 * @param slicing decides how the circuit takes the changes
 */
record FuzzCase(String timezone, List<String> schema, List<String> queries, List<String> history, long slicing) {

    /** A line of the history that only lets time go on. */
    static final String TIME = "time ";

    static final String VIEWS = "-- views";
    static final String TRANSACTIONS = "-- transactions";

    FuzzCase {
        schema = List.copyOf(schema);
        queries = List.copyOf(queries);
        history = List.copyOf(history);
    }

    FuzzCase withSchema(List<String> other) {
        return new FuzzCase(timezone, other, queries, history, slicing);
    }

    FuzzCase withQueries(List<String> other) {
        return new FuzzCase(timezone, schema, other, history, slicing);
    }

    FuzzCase withHistory(List<String> other) {
        return new FuzzCase(timezone, schema, queries, other, slicing);
    }

    /** A case of a file of cases. */
    static FuzzCase parse(String text, String timezone) {
        int views = text.indexOf(VIEWS);
        int transactions = text.indexOf(TRANSACTIONS);
        return new FuzzCase(
                timezone,
                List.of(text.substring(0, views)),
                lines(text.substring(views + VIEWS.length(), transactions)),
                lines(text.substring(transactions + TRANSACTIONS.length())),
                1);
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("--")).forEach(lines::add);
        return lines;
    }

    /** As it stands in a file of cases. */
    String text() {
        var lines = new ArrayList<String>();
        schema.forEach(statement -> lines.add(statement + ";"));
        lines.add(VIEWS);
        lines.addAll(queries);
        lines.add(TRANSACTIONS);
        lines.addAll(history);
        return String.join("\n", lines);
    }
}
