package dev.tideline.engine.runtime;

import dev.tideline.engine.state.HeapBudget;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.value.TypeCatalog;
import java.util.List;

/** A program that is like another one except for what a test overrides. */
class Wrapped implements StageProgram {

    private final StageProgram inner;

    Wrapped(StageProgram inner) {
        this.inner = inner;
    }

    @Override
    public String topology() {
        return inner.topology();
    }

    @Override
    public String planHash() {
        return inner.planHash();
    }

    @Override
    public List<TableInput> tables() {
        return inner.tables();
    }

    @Override
    public List<ResultView> views() {
        return inner.views();
    }

    @Override
    public TypeCatalog types() {
        return inner.types();
    }

    @Override
    public StageLogic open(StateProvider states, HeapBudget heap) {
        return inner.open(states, heap);
    }
}
