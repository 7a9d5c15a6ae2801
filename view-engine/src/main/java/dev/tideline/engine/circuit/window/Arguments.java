package dev.tideline.engine.circuit.window;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.value.Row;

/** The arguments of an aggregate as a window function, as its accumulator takes them. */
record Arguments(Evaluator[] evaluators, Evaluator filter) {

    /** What a row gives: a value, or a row of several; null if the row does not take part. */
    Object of(Row row) {
        if (!passes(row)) {
            return null;
        } else if (evaluators.length == 0) {
            return Boolean.TRUE;
        } else if (evaluators.length == 1) {
            return evaluators[0].evaluate(row);
        }
        var values = new Object[evaluators.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluators[i].evaluate(row);
            if (values[i] == null) {
                return null;
            }
        }
        return new Row(values);
    }

    /** All arguments of a row, also those that are NULL; null if the row does not take part. */
    Row all(Row row) {
        if (!passes(row)) {
            return null;
        }
        var values = new Object[evaluators.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluators[i].evaluate(row);
        }
        return new Row(values);
    }

    private boolean passes(Row row) {
        return filter == null || Boolean.TRUE.equals(filter.evaluate(row));
    }
}
