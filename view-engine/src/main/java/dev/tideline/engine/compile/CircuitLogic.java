package dev.tideline.engine.compile;

import dev.tideline.engine.circuit.Circuit;
import dev.tideline.engine.circuit.ResultSink;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.circuit.ViewFailure;
import dev.tideline.engine.runtime.StageLogic;
import dev.tideline.schemas.wire.ResultManifest.FailedView;
import dev.tideline.schemas.wire.TableName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A circuit behind the runtime's interface. */
record CircuitLogic(Circuit circuit) implements StageLogic {

    /** Where PostgreSQL counts timestamps from. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    @Override
    public void step(Map<TableName, List<TableChange>> slice) {
        circuit.step(slice);
    }

    @Override
    public boolean advance(Instant time, int budget) {
        return circuit.advance(ChronoUnit.MICROS.between(EPOCH, time), budget);
    }

    @Override
    public Optional<Instant> time() {
        return circuit.dependsOnTime() ? Optional.of(EPOCH.plus(circuit.time(), ChronoUnit.MICROS)) : Optional.empty();
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
