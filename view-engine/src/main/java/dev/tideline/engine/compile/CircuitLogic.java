package dev.tideline.engine.compile;

import dev.tideline.engine.circuit.Circuit;
import dev.tideline.engine.circuit.ResultSink;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.circuit.ViewFailure;
import dev.tideline.engine.runtime.StageLogic;
import dev.tideline.schemas.wire.ResultManifest.FailedView;
import dev.tideline.schemas.wire.TableName;
import java.util.List;
import java.util.Map;

/** A circuit behind the runtime's interface. */
record CircuitLogic(Circuit circuit) implements StageLogic {

    @Override
    public void step(Map<TableName, List<TableChange>> slice) {
        circuit.step(slice);
    }

    @Override
    public void flush() {
        circuit.flush();
    }

    @Override
    public boolean emit(ResultSink to, int budget) {
        return circuit.emit(to, budget);
    }

    @Override
    public List<FailedView> failures() {
        return circuit.failures().stream()
                .map(failure -> new FailedView(
                        circuit.spec().views().get(failure.view()).name(), text(failure)))
                .toList();
    }

    /** PostgreSQL's words first: they are what people search for. */
    private static String text(ViewFailure failure) {
        long others = failure.errors() - 1;
        return failure.message() + " (SQLSTATE " + failure.sqlState() + "), for the row " + failure.row()
                + (others <= 0 ? "" : others == 1 ? " and one more" : " and " + others + " more");
    }
}
