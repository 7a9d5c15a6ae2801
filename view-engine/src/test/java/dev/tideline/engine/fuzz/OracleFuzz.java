package dev.tideline.engine.fuzz;

import dev.tideline.embedded.EmbeddedPostgres;
import java.sql.SQLException;

/**
 * Rounds of random tables, queries and transactions: PostgreSQL analyses the queries, the engine keeps them in one circuit, and after
 * each transaction every view must hold what PostgreSQL answers now.
 *
 * <p><b>Errors.</b> SQL leaves open in which order a query's parts are evaluated, and so whether one of them that would fail is
 * evaluated at all: PostgreSQL does not look at one side of a join while the other is empty. Ours must depend on the query and the data
 * alone: a view fails if a part of it fails by itself (a derived table, a common table expression, a set operation's branch, a condition
 * as it is written, a view that it reads), unless no row of the answer could need what fails. So
 * <ul>
 *   <li>where we fail and PostgreSQL does not, one of these parts, run by itself in PostgreSQL, must fail with the same SQLSTATE, or
 *       the query must if every step of its plan, as it is written, is taken for all of its rows: the specification that circuits are
 *       tested against says whether, or SQL must leave open which rows there are;
 *   <li>where both fail, it is open which of several errors is told first;
 *   <li>where PostgreSQL fails and we do not, it has evaluated what we left out (a column that nobody reads, a row that has no partner).
 *       If that was a division by zero, our answer is compared with that of the same query with a division that yields NULL; other
 *       errors are few.
 * </ul>
 * How often either happened is counted and must stay rare.
 */
final class OracleFuzz {

    private static final int MOST_TRIALS = Integer.getInteger("tideline.fuzz.shrink", 600);

    private final FuzzServer server;
    private final FuzzReport report = new FuzzReport();

    OracleFuzz(EmbeddedPostgres server) throws SQLException {
        this.server = new FuzzServer(server, "fuzz");
    }

    FuzzReport report() {
        return report;
    }

    /** One round; what differs goes into the report, as small as it can be made. */
    void round(long seed) throws SQLException {
        report.round();
        var round = new FuzzRound(seed, server, report);
        try {
            round.run();
        } catch (RuntimeException | AssertionError e) {
            var difference = "replay with -Dtideline.fuzz.seed=" + seed + ": " + e + "\n      at "
                    + e.getStackTrace()[0] + "\n" + shrunk(round.asCase());
            // A long run tells at once.
            System.out.println(difference);
            report.difference(difference);
        }
    }

    private String shrunk(FuzzCase failing) throws SQLException {
        if (MOST_TRIALS == 0) {
            return "";
        }
        var replay = new Replay(server, Compilation.OURS);
        var shrunk = Shrinker.shrink(replay, failing, MOST_TRIALS);
        return shrunk.isEmpty()
                ? "(the case does not fail by itself)"
                : "as a case, under " + shrunk.get().timezone() + " and slicing "
                        + shrunk.get().slicing() + ":\n"
                        + shrunk.get().text() + "\n("
                        + replay.fault(shrunk.get()).map(Replay.Fault::text).orElse("not every time") + ")";
    }
}
