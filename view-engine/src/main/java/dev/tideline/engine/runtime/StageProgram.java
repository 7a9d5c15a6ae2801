package dev.tideline.engine.runtime;

import dev.tideline.engine.state.HeapBudget;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.value.TypeCatalog;
import java.util.List;

/** A topology compiled: what it reads, what it shows, and how to open its circuit. Immutable; may be opened several times. */
public interface StageProgram {

    String topology();

    /** Identity of what is computed: with the same hash, states may be continued. */
    String planHash();

    List<TableInput> tables();

    /** In the order of their positions in {@link dev.tideline.engine.circuit.ResultSink}. */
    List<ResultView> views();

    TypeCatalog types();

    /** @param heap for what the logic keeps in the heap */
    StageLogic open(StateProvider states, HeapBudget heap);
}
