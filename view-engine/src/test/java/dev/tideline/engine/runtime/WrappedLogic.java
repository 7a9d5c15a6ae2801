package dev.tideline.engine.runtime;

import dev.tideline.engine.circuit.ResultSink;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.schemas.wire.ResultManifest.FailedView;
import dev.tideline.schemas.wire.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stage's logic that is like another one except for what a test overrides. */
class WrappedLogic implements StageLogic {

    private final StageLogic inner;

    WrappedLogic(StageLogic inner) {
        this.inner = inner;
    }

    @Override
    public void step(Map<TableName, List<TableChange>> slice) {
        inner.step(slice);
    }

    @Override
    public boolean advance(Instant time, int budget) {
        return inner.advance(time, budget);
    }

    @Override
    public Optional<Instant> time() {
        return inner.time();
    }

    @Override
    public void flush() {
        inner.flush();
    }

    @Override
    public boolean emit(ResultSink to, int budget) {
        return inner.emit(to, budget);
    }

    @Override
    public List<FailedView> failures() {
        return inner.failures();
    }
}
