package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Smaller forms of a statement, the much smaller ones first. Many of them make no sense, which PostgreSQL says quickly. */
final class QueryReductions {

    private static final int LONGEST_RUN = 6;
    private static final List<String> LITERALS = List.of("NULL", "1", "true");

    private final SqlTree whole;

    private QueryReductions(SqlTree whole) {
        this.whole = whole;
    }

    static Stream<String> of(String sql) {
        var reductions = new QueryReductions(SqlTree.parse(sql));
        return Stream.of(
                        reductions.everywhere(reductions::innerQueries),
                        reductions.everywhere(reductions::withoutClauses),
                        reductions.everywhere(reductions::instead),
                        reductions.everywhere(reductions::withoutRuns),
                        reductions.everywhere(reductions::literals))
                .flatMap(candidates -> candidates)
                .map(SqlTree::sql)
                .filter(smaller -> smaller.length() < sql.length())
                .distinct();
    }

    /** Without some clauses, elements of lists or statements. */
    static Stream<String> withoutClauses(String sql) {
        var tree = SqlTree.parse(sql);
        return new QueryReductions(tree).withoutClauses(tree).map(SqlTree::sql).distinct();
    }

    private interface Step {
        Stream<SqlTree> of(SqlTree group);
    }

    /** The whole with each group replaced by what a step makes of it, from the outside inwards. */
    private Stream<SqlTree> everywhere(Step step) {
        return everywhere(whole, step, changed -> changed);
    }

    private static Stream<SqlTree> everywhere(SqlTree group, Step step, UnaryOperator<SqlTree> around) {
        var here = step.of(group).map(around);
        var inside = IntStream.range(0, group.parts().size())
                .boxed()
                .filter(i -> !group.parts().get(i).isToken())
                .flatMap(i -> everywhere(
                        group.parts().get(i),
                        step,
                        changed -> around.apply(group.replaced(i, i + 1, List.of(changed)))));
        return Stream.concat(here, inside);
    }

    /** A query is replaced by one inside of it. */
    private Stream<SqlTree> innerQueries(SqlTree group) {
        if (!group.isQuery()) {
            return Stream.empty();
        }
        var inner = new ArrayList<SqlTree>();
        collectQueries(group, inner);
        return Stream.concat(
                inner.stream().map(query -> group.withParts(query.parts())),
                Stream.concat(Stream.of(group), inner.stream())
                        .flatMap(query -> branches(query).stream())
                        .map(group::withParts));
    }

    /** What set operations stand between; none if there is none. */
    private static List<List<SqlTree>> branches(SqlTree query) {
        var branches = new ArrayList<List<SqlTree>>();
        int start = 0;
        for (int i = 0; i <= query.parts().size(); i++) {
            if (i == query.parts().size() || query.parts().get(i).isSetOperator()) {
                branches.add(query.parts().subList(start, i));
                boolean all =
                        i + 1 < query.parts().size() && query.parts().get(i + 1).is("ALL");
                start = all ? i + 2 : i + 1;
            }
        }
        return branches.size() > 1 ? branches : List.of();
    }

    private static void collectQueries(SqlTree group, List<SqlTree> queries) {
        for (var part : group.parts()) {
            if (part.isQuery()) {
                queries.add(part);
            }
            collectQueries(part, queries);
        }
    }

    /** From one keyword or comma to another: the half, a quarter and so on, down to each alone. */
    private Stream<SqlTree> withoutClauses(SqlTree group) {
        var cuts = new ArrayList<Integer>();
        cuts.add(0);
        for (int i = 0; i < group.parts().size(); i++) {
            if (group.parts().get(i).isCut()) {
                cuts.add(i);
                cuts.add(i + 1);
            }
        }
        cuts.add(group.parts().size());
        var bounds = cuts.stream().distinct().toList();
        return IntStream.iterate(bounds.size() - 2, length -> length > 0, QueryReductions::shorter)
                .boxed()
                .flatMap(length -> IntStream.range(0, bounds.size() - length)
                        .mapToObj(from -> group.without(bounds.get(from), bounds.get(from + length))));
    }

    /** An element with its comma is two steps long, and a condition with its keyword. */
    private static int shorter(int length) {
        return length > 7 ? length / 2 : length - 1;
    }

    /** Any few tokens. */
    private Stream<SqlTree> withoutRuns(SqlTree group) {
        return IntStream.rangeClosed(1, LONGEST_RUN)
                .map(i -> LONGEST_RUN + 1 - i)
                .boxed()
                .flatMap(length -> IntStream.rangeClosed(0, group.parts().size() - length)
                        .mapToObj(from -> group.without(from, from + length)));
    }

    /** A group, with the function's name if it is a call, is replaced by one of its pieces. */
    private Stream<SqlTree> instead(SqlTree group) {
        return IntStream.range(0, group.parts().size())
                .boxed()
                .filter(i -> !group.parts().get(i).isToken())
                .flatMap(i -> {
                    boolean call = i > 0 && group.parts().get(i - 1).isWord();
                    return pieces(group.parts().get(i)).stream()
                            .flatMap(piece -> call
                                    ? Stream.of(group.replaced(i - 1, i + 1, piece), group.replaced(i, i + 1, piece))
                                    : Stream.of(group.replaced(i, i + 1, piece)));
                });
    }

    private static List<List<SqlTree>> pieces(SqlTree group) {
        var pieces = new ArrayList<List<SqlTree>>();
        int start = 0;
        for (int i = 0; i <= group.parts().size(); i++) {
            if (i == group.parts().size() || group.parts().get(i).isCut()) {
                if (i > start) {
                    pieces.add(group.parts().subList(start, i));
                }
                start = i + 1;
            }
        }
        return pieces;
    }

    private Stream<SqlTree> literals(SqlTree group) {
        return IntStream.range(0, group.parts().size()).boxed().flatMap(i -> {
            var part = group.parts().get(i);
            boolean known = part.isToken() && (part.close().length() < 5 || LITERALS.contains(part.close()));
            return known
                    ? Stream.empty()
                    : LITERALS.stream().map(literal -> group.replaced(i, i + 1, List.of(SqlTree.token(literal))));
        });
    }
}
