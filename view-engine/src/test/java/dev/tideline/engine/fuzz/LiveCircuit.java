package dev.tideline.engine.fuzz;

import dev.tideline.engine.circuit.Circuit;
import dev.tideline.engine.circuit.CircuitOptions;
import dev.tideline.engine.circuit.Shown;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.circuit.ViewFailure;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.engine.value.SessionSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A circuit with tiny caches, which takes each transaction in slices and is now and then built anew from what it has stored. */
final class LiveCircuit {

    private static final CircuitOptions TINY = new CircuitOptions(3);

    private final Topology topology;
    private final SessionSettings session;
    private final Random random;
    private final MemoryStates states = new MemoryStates();
    private final Shown shown;
    private Circuit circuit;

    LiveCircuit(Topology topology, SessionSettings session, Random random) {
        this.topology = topology;
        this.session = session;
        this.random = random;
        circuit = topology.circuit(states, TINY, session);
        shown = new Shown(topology.spec);
    }

    /** Takes one transaction, or nothing but a later time. */
    void take(List<Change> changes, Instant time) {
        for (var slice : cut(changes)) {
            circuit.step(topology.slice(slice));
            rebuildPerhaps();
        }
        while (!circuit.advance(micros(time), 2)) {
            rebuildPerhaps();
        }
        shown.epoch();
        while (!circuit.emit(shown, 3)) {
            circuit.flush();
        }
    }

    Shown shown() {
        return shown;
    }

    List<ViewFailure> failures() {
        return circuit.failures();
    }

    private void rebuildPerhaps() {
        if (random.nextInt(3) == 0) {
            circuit.flush();
            circuit = topology.circuit(states, TINY, session);
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.parse("2000-01-01T00:00:00Z"), time);
    }

    private List<List<Change>> cut(List<Change> changes) {
        var slices = new ArrayList<List<Change>>();
        for (int from = 0; from < changes.size(); ) {
            int to = Math.min(changes.size(), from + 1 + random.nextInt(12));
            slices.add(changes.subList(from, to));
            from = to;
        }
        return slices;
    }
}
