package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.window.Rows;
import dev.tideline.engine.circuit.window.WindowFunctions;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;

/** Adds what window functions make of rows to a delta, with a sign. */
record WindowOutcome(Rows rows, int sign, ErrorRows errors, Delta out) implements WindowFunctions.Results {

    @Override
    public void row(int index, Row result) {
        out.rows().add(result, sign);
    }

    @Override
    public void error(int index, SqlError error) {
        out.errors().add(errors.of(error, rows.get(index)), sign);
    }
}
