package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.Replay.Fault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a failing case small: leaves out views, lines of the history, statements, rows, parts of queries, columns and tables for as long
 * as the case fails in the same way, until nothing can be left out any more or it was tried
 * often enough.
 */
final class Shrinker {

    private static final Pattern VIEW = Pattern.compile("\\bv(\\d+)\\b");

    private final Replay replay;
    private final Fault fault;
    private final int mostTrials;
    private final Set<FuzzCase> tried = new HashSet<>();
    private FuzzCase current;

    private Shrinker(Replay replay, FuzzCase failing, Fault fault, int mostTrials) {
        this.replay = replay;
        this.current = failing;
        this.fault = fault;
        this.mostTrials = mostTrials;
    }

    /**
     * Empty if the case does not fail when it is run by itself.
     *
     * @param mostTrials how often cases are run
     */
    static Optional<FuzzCase> shrink(Replay replay, FuzzCase failing, int mostTrials) throws SQLException {
        var fault = replay.fault(failing);
        return fault.isEmpty()
                ? Optional.empty()
                : Optional.of(new Shrinker(replay, failing, fault.get(), mostTrials).shrink());
    }

    private FuzzCase shrink() throws SQLException {
        List<Function<FuzzCase, Stream<FuzzCase>>> reductions = List.of(
                Shrinker::shorterHistories,
                Shrinker::fewerViews,
                SchemaReductions::withoutViews,
                Shrinker::fewerStatements,
                SchemaReductions::withoutTables,
                Shrinker::smallerQueries,
                Shrinker::smallerStatements,
                SchemaReductions::withoutColumns,
                Shrinker::plainSettings);
        FuzzCase before;
        do {
            before = current;
            for (var reduction : reductions) {
                exhaust(reduction);
            }
        } while (current != before && replay.trials() < mostTrials);
        return current;
    }

    private void exhaust(Function<FuzzCase, Stream<FuzzCase>> reduction) throws SQLException {
        var candidates = reduction.apply(current).iterator();
        for (int position = 0; candidates.hasNext() && replay.trials() < mostTrials; position++) {
            var candidate = candidates.next();
            if (tried.add(candidate) && fails(candidate)) {
                current = candidate;
                // Where that stood stands what came behind it.
                candidates = reduction.apply(current).skip(position).iterator();
            }
        }
    }

    private boolean fails(FuzzCase candidate) throws SQLException {
        try {
            if (!replay.isUnderstood(candidate)) {
                return false;
            }
        } catch (SQLException e) {
            return false;
        }
        return replay.fault(candidate)
                .filter(found -> found.kind().equals(fault.kind()))
                .isPresent();
    }

    /** Without the end, then without each line. */
    private static Stream<FuzzCase> shorterHistories(FuzzCase from) {
        return Stream.concat(
                IntStream.range(1, from.history().size())
                        .mapToObj(length -> from.withHistory(from.history().subList(0, length))),
                IntStream.range(0, from.history().size())
                        .mapToObj(line -> from.withHistory(without(from.history(), line))));
    }

    /** Each view alone with those that it reads, then without each that none reads. */
    private static Stream<FuzzCase> fewerViews(FuzzCase from) {
        int views = from.queries().size();
        var alone = IntStream.range(0, views).mapToObj(view -> kept(from, needed(from, view)));
        var fewer = IntStream.range(0, views)
                .filter(view -> from.queries().stream()
                        .noneMatch(sql -> VIEW.matcher(sql).results().anyMatch(m -> m.group()
                                .equals("v" + view))))
                .mapToObj(view ->
                        kept(from, without(IntStream.range(0, views).boxed().toList(), view)));
        var inlined = IntStream.range(0, views)
                .mapToObj(view -> from.withQueries(
                        inlined(from.queries(), "v" + view, from.queries().get(view))));
        return Stream.of(alone, fewer, inlined).flatMap(cases -> cases).filter(smaller -> !smaller.queries()
                .equals(from.queries()));
    }

    /** A view's query instead of its name. */
    static List<String> inlined(List<String> queries, String view, String query) {
        var instead = Matcher.quoteReplacement("(" + query + ")");
        return queries.stream()
                .map(sql -> sql.replaceAll("(FROM|JOIN) " + view + "\\b", "$1 " + instead))
                .toList();
    }

    private static List<Integer> needed(FuzzCase from, int view) {
        var needed = new HashSet<Integer>(Set.of(view));
        for (int i = view; i >= 0; i--) {
            if (needed.contains(i)) {
                VIEW.matcher(from.queries().get(i))
                        .results()
                        .forEach(found -> needed.add(Integer.parseInt(found.group(1))));
            }
        }
        return needed.stream().sorted().toList();
    }

    /** Only these views, under the names of their new places. */
    private static FuzzCase kept(FuzzCase from, List<Integer> views) {
        var queries = views.stream()
                .map(view -> VIEW.matcher(from.queries().get(view))
                        .replaceAll(found -> "v" + views.indexOf(Integer.parseInt(found.group(1)))))
                .toList();
        return from.withQueries(queries);
    }

    /** Each transaction without some of its statements, or rows. */
    private static Stream<FuzzCase> fewerStatements(FuzzCase from) {
        return changedHistories(from, QueryReductions::withoutClauses);
    }

    private static Stream<FuzzCase> smallerStatements(FuzzCase from) {
        return changedHistories(from, QueryReductions::of);
    }

    private static Stream<FuzzCase> changedHistories(FuzzCase from, Function<String, Stream<String>> change) {
        return IntStream.range(0, from.history().size())
                .boxed()
                .filter(line -> !from.history().get(line).startsWith(FuzzCase.TIME))
                .flatMap(line -> change.apply(from.history().get(line))
                        .map(sql -> from.withHistory(with(from.history(), line, sql))));
    }

    private static Stream<FuzzCase> smallerQueries(FuzzCase from) {
        return IntStream.range(0, from.queries().size()).boxed().flatMap(view -> QueryReductions.of(
                        from.queries().get(view))
                .map(sql -> from.withQueries(with(from.queries(), view, sql))));
    }

    private static Stream<FuzzCase> plainSettings(FuzzCase from) {
        return from.timezone().equals("UTC") && from.slicing() == 1
                ? Stream.empty()
                : Stream.of(new FuzzCase("UTC", from.schema(), from.queries(), from.history(), 1));
    }

    private static <T> List<T> without(List<T> list, int index) {
        var shorter = new ArrayList<>(list);
        shorter.remove(index);
        return shorter;
    }

    static List<String> with(List<String> list, int index, String other) {
        var changed = new ArrayList<>(list);
        changed.set(index, other);
        return changed;
    }
}
