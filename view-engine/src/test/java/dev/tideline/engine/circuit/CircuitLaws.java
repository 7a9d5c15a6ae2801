package dev.tideline.engine.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What must hold of every circuit, whatever it computes: after each epoch it shows what the specification says, however the epoch was cut
 * into slices, whenever it was flushed, thrown away and built again, or crashed back to its last commit, and with caches of any size.
 */
public final class CircuitLaws {

    private static final CircuitOptions TINY = new CircuitOptions(2);

    private final Topology topology;
    private final History history;
    private final long seed;
    private final String name;
    /** Per epoch and view what must be shown; null where PostgreSQL would fail. */
    private final List<List<ZSet>> expected = new ArrayList<>();

    private int differentResults;
    private int failures;

    public CircuitLaws(Topology topology, long seed, int epochs) {
        this.topology = topology;
        this.seed = seed;
        this.name = "seed " + seed;
        history = new History(topology.tables, seed, epochs);
        history.deleteEverything();
        history.states.forEach(state -> expected.add(expected(state)));
        countResults();
    }

    private List<ZSet> expected(Map<TableName, List<Row>> state) {
        var naive = topology.naive(state);
        var results = new ArrayList<ZSet>();
        for (var view : topology.views) {
            try {
                results.add(naive.evaluate(view));
            } catch (SqlError e) {
                results.add(null);
            }
        }
        return results;
    }

    private void countResults() {
        for (int view = 0; view < topology.views.size(); view++) {
            Set<ZSet> different = new HashSet<>();
            for (var results : expected) {
                if (results.get(view) != null && !results.get(view).isEmpty()) {
                    different.add(results.get(view));
                }
            }
            differentResults += different.size();
        }
    }

    /** How many different results that are not empty the views had: a test that sees none proves nothing. */
    public int differentResults() {
        return differentResults;
    }

    /** How many times a view was reported as failed, rightly. */
    public int failures() {
        return failures;
    }

    /** Checks all laws. */
    public void check() {
        wholeEpochs();
        slicesFlushesAndRestarts();
        crashes();
        batch();
    }

    private void wholeEpochs() {
        var states = new MemoryStates();
        var circuit = topology.circuit(states, CircuitOptions.DEFAULT);
        var shown = new Shown(topology.spec);
        for (int epoch = 0; epoch < history.epochs.size(); epoch++) {
            circuit.step(topology.slice(history.epochs.get(epoch)));
            close(circuit, shown, 1_000_000);
            compare("whole epochs", epoch, circuit, shown);
        }
        int calls = shown.calls();
        circuit.step(Map.of());
        close(circuit, shown, 1);
        assertThat(shown.calls()).as("nothing in, nothing out; %s", name).isEqualTo(calls);
        circuit.flush();
        emptied(states);
    }

    /** When all rows are gone, nothing is left but groups that are always there. */
    private void emptied(MemoryStates states) {
        int perpetual = 1;
        for (var operator : topology.spec.operators()) {
            perpetual += operator instanceof OperatorSpec.Aggregate aggregate && aggregate.keys() == 0 ? 1 : 0;
        }
        boolean constants = topology.spec.operators().stream().anyMatch(OperatorSpec.Values.class::isInstance);
        if (!constants && perpetual == 1) {
            assertThat(states.size())
                    .as("states left: %s; %s", states.sizes(), name)
                    .isEqualTo(1);
        }
    }

    private void slicesFlushesAndRestarts() {
        var random = new Random(seed * 31);
        var states = new MemoryStates();
        var circuit = topology.circuit(states, TINY);
        var shown = new Shown(topology.spec);
        for (int epoch = 0; epoch < history.epochs.size(); epoch++) {
            for (var slice : cut(history.epochs.get(epoch), random)) {
                circuit.step(topology.slice(slice));
                circuit = maybeRestart(circuit, states, random);
            }
            shown.epoch();
            while (!circuit.emit(shown, 1 + random.nextInt(3))) {
                circuit = maybeRestart(circuit, states, random);
            }
            compare("slices and restarts", epoch, circuit, shown);
        }
        circuit.flush();
        emptied(states);
    }

    private Circuit maybeRestart(Circuit circuit, MemoryStates states, Random random) {
        int choice = random.nextInt(4);
        if (choice == 0) {
            circuit.flush();
        } else if (choice == 1) {
            circuit.flush();
            return topology.circuit(states, random.nextBoolean() ? TINY : CircuitOptions.DEFAULT);
        }
        return circuit;
    }

    /** Commits in mid-epoch, goes on, loses everything since the commit and does it again, cut otherwise. */
    private void crashes() {
        var random = new Random(seed * 37);
        var states = new MemoryStates();
        var shown = new Shown(topology.spec);
        Circuit circuit = topology.circuit(states, TINY);
        for (int epoch = 0; epoch < history.epochs.size(); epoch++) {
            var changes = history.epochs.get(epoch);
            int commit = random.nextInt(changes.size() + 1);
            for (var slice : cut(changes.subList(0, commit), random)) {
                circuit.step(topology.slice(slice));
            }
            circuit.flush();
            var committed = states.copy();
            circuit.step(topology.slice(changes.subList(commit, changes.size())));
            if (random.nextBoolean()) {
                circuit.flush();
            }
            states = committed;
            circuit = topology.circuit(states, TINY);
            for (var slice : cut(changes.subList(commit, changes.size()), random)) {
                circuit.step(topology.slice(slice));
            }
            close(circuit, shown, 5);
            compare("crashes", epoch, circuit, shown);
        }
    }

    /** The tables at once give what their history gave. */
    private void batch() {
        int epoch = history.states.size() - 3;
        var circuit = topology.circuit(new MemoryStates(), CircuitOptions.DEFAULT);
        var shown = new Shown(topology.spec);
        circuit.step(topology.slice(History.load(history.states.get(epoch))));
        close(circuit, shown, 7);
        compare("batch", epoch, circuit, shown);
    }

    private static void close(Circuit circuit, Shown shown, int budget) {
        shown.epoch();
        while (!circuit.emit(shown, budget)) {
            // Goes on where it stopped.
        }
    }

    private static List<List<Change>> cut(List<Change> changes, Random random) {
        var slices = new ArrayList<List<Change>>();
        for (int from = 0; from < changes.size(); ) {
            int to = Math.min(changes.size(), from + 1 + random.nextInt(4));
            slices.add(changes.subList(from, to));
            from = to;
        }
        return slices;
    }

    private void compare(String way, int epoch, Circuit circuit, Shown shown) {
        var failed = circuit.failures().stream().map(ViewFailure::view).toList();
        for (int view = 0; view < topology.views.size(); view++) {
            var must = expected.get(epoch).get(view);
            var where = topology.views.get(view).view() + " after epoch " + epoch + ", " + way + ", " + name;
            if (must == null) {
                // What the query does not need is not evaluated here, so a failure may well be none.
                failures += failed.contains(view) ? 1 : 0;
            } else if (failed.contains(view)) {
                throw new AssertionError("failed, but PostgreSQL would not: " + circuit.failures() + " " + where);
            } else {
                assertThat(shown.bag(view)).as(where).isEqualTo(must);
            }
        }
    }
}
