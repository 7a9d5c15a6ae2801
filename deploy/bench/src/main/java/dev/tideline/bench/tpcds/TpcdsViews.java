package dev.tideline.bench.tpcds;

import dev.tideline.bench.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The 99 queries, of which four have two parts. */
public final class TpcdsViews {

    static final int QUERIES = 99;
    private static final List<Integer> TWO_PARTS = List.of(14, 23, 24, 39);

    private TpcdsViews() {}

    /** Each query by its view's name: {@code q01} to {@code q99}, {@code q14a} and so on. */
    public static Map<String, String> queries() {
        var queries = new LinkedHashMap<String, String>();
        for (int number = 1; number <= QUERIES; number++) {
            for (String part : TWO_PARTS.contains(number) ? List.of("a", "b") : List.of("")) {
                String name = "q%02d%s".formatted(number, part);
                queries.put(name, Resources.text("/tpcds/queries/" + name + ".sql"));
            }
        }
        return queries;
    }

    /** How many of the 99 are among these views: a query with two parts is if both are. */
    static long whole(Collection<String> names) {
        return names.stream()
                .filter(name -> !name.endsWith("b"))
                .filter(name -> !name.endsWith("a") || names.contains(name.replace('a', 'b')))
                .count();
    }

    /** The queries dealt out to so many topologies, by the topology's name. */
    static Map<String, Map<String, String>> topologies(Map<String, String> queries, int count) {
        var names = new ArrayList<>(queries.keySet());
        var topologies = new LinkedHashMap<String, Map<String, String>>();
        for (int i = 0; i < count; i++) {
            var part = new LinkedHashMap<String, String>();
            for (String name : names.subList(names.size() * i / count, names.size() * (i + 1) / count)) {
                part.put(name, queries.get(name));
            }
            topologies.put("tpcds" + (i + 1), part);
        }
        return topologies;
    }

    /** What is changed in the data once it is there. */
    static String closer() {
        return Resources.text("/tpcds/closer.sql");
    }

    static String schema() {
        return Resources.text("/tpcds/schema.sql");
    }
}
