package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.QueryGenerator.Query;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Runs a case: makes its tables and views, and looks at every view after each line of its history. */
final class Replay {

    private final FuzzServer server;
    private final Compilation compilation;
    /** Whose tables are there, and empty. */
    private FuzzCase current;

    private int trials;

    Replay(FuzzServer server, Compilation compilation) {
        this.server = server;
        this.compilation = compilation;
    }

    /**
     * What went wrong.
     *
     * @param kind the same for the same fault in another case
     */
    record Fault(String kind, String text) {

        static Fault of(Throwable error) {
            var place = List.of(error.getStackTrace()).stream()
                    .filter(frame -> frame.getClassName().startsWith("dev.tideline"))
                    .findFirst()
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                    .orElse("");
            boolean ours = error.getMessage() != null && error.getMessage().startsWith(Comparison.UNEXPLAINED);
            return new Fault(error.getClass().getName() + " " + place + (ours ? " unexplained" : ""), error.toString());
        }
    }

    /** How many cases were run. */
    int trials() {
        return trials;
    }

    /** Whether PostgreSQL takes the queries and statements; quick if the tables are those of the case before. */
    boolean isUnderstood(FuzzCase candidate) throws SQLException {
        prepare(candidate);
        return server.understands(
                candidate.queries(),
                candidate.history().stream()
                        .filter(line -> !line.startsWith(FuzzCase.TIME))
                        .toList());
    }

    /** Empty if nothing is wrong, or if PostgreSQL does not take the case. */
    Optional<Fault> fault(FuzzCase candidate) throws SQLException {
        trials++;
        try {
            run(candidate, new FuzzReport());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of(Fault.of(e));
        }
    }

    /** The views at the end; what they hold was compared all the way. */
    LiveViews run(FuzzCase given, FuzzReport report) throws SQLException {
        prepare(given);
        current = null;
        var queries = new LinkedHashMap<String, Query>();
        for (var sql : given.queries()) {
            var name = "v" + queries.size();
            server.createViews(name, sql);
            queries.put(name, new Query(sql, List.of(), List.of()));
        }
        var live = new LiveViews(queries, server, report, new Random(given.slicing()), compilation);
        for (var line : given.history()) {
            step(line);
            live.follow();
        }
        return live;
    }

    private void prepare(FuzzCase given) throws SQLException {
        boolean prepared = current != null
                && current.schema().equals(given.schema())
                && current.timezone().equals(given.timezone());
        if (prepared) {
            return;
        }
        current = null;
        server.clear(given.timezone());
        for (var statement : given.schema()) {
            server.execute(statement);
        }
        current = given;
    }

    private void step(String line) throws SQLException {
        if (line.startsWith(FuzzCase.TIME)) {
            server.time(Instant.parse(line.substring(FuzzCase.TIME.length())));
        } else {
            server.execute(line);
        }
    }
}
