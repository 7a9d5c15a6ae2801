package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzTable.FuzzColumn;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Random joins of two relations by the names that their columns share: NATURAL, and USING with and without an alias. */
final class NamedJoinGenerator {

    private static final List<String> KINDS = List.of("JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");

    private final Random random;
    private final List<FuzzTable> relations;

    NamedJoinGenerator(Random random, List<FuzzTable> relations) {
        this.random = random;
        this.relations = relations;
    }

    /**
     * A FROM clause that replaces what the scope held; empty if two relations that were picked share no fitting name.
     *
     * @param scope becomes the columns of both relations, and the merged ones
     */
    Optional<String> join(String leftName, String rightName, List<Scoped> scope) {
        var left = relations.get(random.nextInt(relations.size()));
        var right = relations.get(random.nextInt(relations.size()));
        var shared = left.columns().stream()
                .filter(column ->
                        right.columns().contains(column) && column.type().isComparable())
                .toList();
        boolean natural = shared.size() == named(left, right) && random.nextBoolean();
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        scope.clear();
        for (var column : left.columns()) {
            scope.add(new Scoped(leftName + "." + column.name(), column.type()));
        }
        for (var column : right.columns()) {
            scope.add(new Scoped(rightName + "." + column.name(), column.type()));
        }
        var kind = KINDS.get(random.nextInt(KINDS.size()));
        var from = left.name() + " " + leftName + (natural ? " NATURAL " : " ") + kind + " " + right.name() + " "
                + rightName;
        return Optional.of(natural ? from : from + using(shared, leftName + "u", scope));
    }

    /** How many names both have, whatever their types are. */
    private static long named(FuzzTable left, FuzzTable right) {
        var names = left.columns().stream().map(FuzzColumn::name).collect(Collectors.toSet());
        return right.columns().stream()
                .filter(column -> names.contains(column.name()))
                .count();
    }

    private String using(List<FuzzColumn> shared, String alias, List<Scoped> scope) {
        var columns = shared.subList(0, 1 + random.nextInt(Math.min(2, shared.size())));
        columns.forEach(column -> scope.add(new Scoped(alias + "." + column.name(), column.type())));
        return columns.stream().map(FuzzColumn::name).collect(Collectors.joining(", ", " USING (", ") AS " + alias));
    }
}
