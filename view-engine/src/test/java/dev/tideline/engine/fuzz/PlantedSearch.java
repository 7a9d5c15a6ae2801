package dev.tideline.engine.fuzz;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Looks for planted errors in rounds of the fuzz: PostgreSQL answers once, and each erroneous circuit that is another one than ours
 * is held against that.
 */
final class PlantedSearch {

    private final FuzzServer server;
    private final List<PlantedError> missing;

    PlantedSearch(FuzzServer server, List<PlantedError> errors) {
        this.server = server;
        this.missing = new ArrayList<>(errors);
    }

    /** The errors that no round has shown yet. */
    List<PlantedError> missing() {
        return missing;
    }

    /** What one round shows: the errors, each with the round up to where it was seen. */
    Map<PlantedError, FuzzCase> round(long seed) throws SQLException {
        var report = new FuzzReport();
        var round = new FuzzRound(seed, server, report);
        round.prepare();
        var analyzed = AnalyzedViews.of(round.queries(), server, report);
        var ours = analyzed.compiled(Compilation.OURS);
        var live = new LinkedHashMap<PlantedError, LiveCircuit>();
        for (var error : missing) {
            try {
                var topology = analyzed.compiled(error);
                if (!topology.spec.operators().equals(ours.spec.operators())) {
                    live.put(error, new LiveCircuit(topology, server.session(), new Random(seed)));
                }
            } catch (RuntimeException e) {
                // What does not even become a circuit is no error that an answer could show.
                continue;
            }
        }
        var source = new SourceRows(server.connection(), ours);
        var comparison = new Comparison(server, report, ours, analyzed.views(), round.queries());
        var found = new LinkedHashMap<PlantedError, FuzzCase>();
        do {
            var changes = source.changes();
            var running = new LinkedHashMap<PlantedError, LiveCircuit>();
            live.forEach((error, circuit) -> {
                try {
                    circuit.take(changes, server.time());
                    running.put(error, circuit);
                } catch (RuntimeException | AssertionError e) {
                    // An error that breaks the circuit would be seen at once; here it must be told by an answer.
                    report.difference(error.name());
                }
            });
            live.keySet().retainAll(running.keySet());
            for (var error : comparison.differing(running)) {
                found.put(error, round.asCase());
                live.remove(error);
                missing.remove(error);
            }
        } while (!live.isEmpty() && round.step());
        return found;
    }
}
