package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.value.SqlError;

/**
 * The rows for which a condition is true.
 *
 * <p><strong>Law:</strong> linear: σ(ΔA). A row for which the condition fails is an error in its place. <strong>State:</strong> none.
 * <strong>Cost:</strong> one evaluation per changed row. <strong>Example:</strong> {@code WHERE status = 'active'}.
 */
final class Filter implements Operator {

    private final int input;
    private final Evaluator condition;
    private final ErrorRows errors;

    Filter(OperatorSpec.Filter spec, OperatorContext context) {
        input = spec.input();
        condition = Condition.of(spec.condition(), context.compiler());
        errors = context.errors(spec.types());
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[input];
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(in.errors(), 1);
        in.rows().forEach((row, weight) -> {
            try {
                if ((boolean) condition.evaluate(row)) {
                    out.rows().add(row, weight);
                }
            } catch (SqlError error) {
                out.errors().add(errors.of(error, row), weight);
            }
        });
        return out;
    }
}
