package dev.tideline.engine.fuzz;

import dev.tideline.engine.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often each construct of SQL was met in queries that prove something, so that one that never is shows. */
final class Coverage {

    private final Map<String, Integer> counts = new TreeMap<>();

    Coverage() {
        Construct.ALL.forEach(construct -> counts.put(construct.name(), 0));
        PlanShapes.wanted().forEach(shape -> counts.put(shape, 0));
        for (var type : FuzzType.values()) {
            counts.put("type " + type.sql(), 0);
        }
    }

    /** @param plan before it is rewritten */
    void add(String sql, Plan plan) {
        for (var construct : Construct.ALL) {
            if (construct.said().test(sql)) {
                count(construct.name());
            }
        }
        PlanShapes.of(plan).forEach(this::count);
    }

    /** A query shows a value of this type. */
    void addType(FuzzType type) {
        count("type " + type.sql());
    }

    private void count(String name) {
        counts.merge(name, 1, Integer::sum);
    }

    /** What never came. */
    List<String> missing() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One line, the rarest first. */
    String summary() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
