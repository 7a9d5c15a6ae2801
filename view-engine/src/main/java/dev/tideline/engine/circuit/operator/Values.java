package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.List;

/**
 * Rows that stand in the query.
 *
 * <p><strong>Law:</strong> constant: all rows in the first step, nothing ever after. <strong>State:</strong> none.
 * <strong>Cost:</strong> none. <strong>Example:</strong> {@code VALUES (1, 'one'), (2, 'two')}.
 */
final class Values implements Operator {

    private final OperatorSpec.Values spec;
    private final OperatorContext context;

    Values(OperatorSpec.Values spec, OperatorContext context) {
        this.spec = spec;
        this.context = context;
    }

    @Override
    public Delta step(Delta[] deltas) {
        return Delta.EMPTY;
    }

    @Override
    public Delta initial() {
        var out = new Delta();
        var errors = context.errors(List.of());
        for (var row : spec.rows()) {
            try {
                var values = new Object[row.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = context.compiler().compile(row.get(i)).evaluate(Row.EMPTY);
                }
                out.rows().add(new Row(values), 1);
            } catch (SqlError error) {
                out.errors().add(errors.of(error, Row.EMPTY), 1);
            }
        }
        return out;
    }
}
