package dev.tideline.bench.tpcds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The 99 queries, of which four have two parts. */
public final class TpcdsViews {

    private static final int QUERIES = 99;
    private static final List<Integer> TWO_PARTS = List.of(14, 23, 24, 39);

    private TpcdsViews() {}

    /** Each query by its view's name: {@code q01} to {@code q99}, {@code q14a} and so on. */
    public static Map<String, String> queries() {
        var queries = new LinkedHashMap<String, String>();
        for (int number = 1; number <= QUERIES; number++) {
            for (String part : TWO_PARTS.contains(number) ? List.of("a", "b") : List.of("")) {
                String name = "q%02d%s".formatted(number, part);
                queries.put(name, resource("queries/" + name + ".sql"));
            }
        }
        return queries;
    }

    /** A topology of some of them. */
    static String topology(String name, Map<String, String> queries) {
        return "topology: " + name + "\ntimezone: UTC\nviews:\n"
                + queries.entrySet().stream()
                        .map(query -> "  " + query.getKey() + ":\n    query: |\n"
                                + query.getValue().stripTrailing().indent(6))
                        .collect(Collectors.joining());
    }

    /** The queries in parts of at most so many. */
    static List<Map<String, String>> batches(Map<String, String> queries, Collection<String> wanted, int size) {
        var batches = new ArrayList<Map<String, String>>();
        for (String name : wanted) {
            if (batches.isEmpty() || batches.get(batches.size() - 1).size() == size) {
                batches.add(new LinkedHashMap<>());
            }
            batches.get(batches.size() - 1).put(name, queries.get(name));
        }
        return batches;
    }

    static String schema() {
        return resource("schema.sql");
    }

    private static String resource(String name) {
        try (var in = TpcdsViews.class.getResourceAsStream("/tpcds/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
