package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;

/**
 * The rows for which a condition is true.
 *
 * <p><strong>Law:</strong> linear: σ(ΔA). A row for which the condition fails is an error in its place. <strong>State:</strong> none.
 * <strong>Cost:</strong> one evaluation per changed row. <strong>Example:</strong> {@code WHERE status = 'active'}.
 */
final class Filter implements Operator {

    private final int input;
    /** Terms of a conjunction one by one: as in PostgreSQL, what stands behind one that is NULL is not evaluated either. */
    private final Evaluator[] conditions;

    private final ErrorRows errors;

    Filter(OperatorSpec.Filter spec, OperatorContext context) {
        input = spec.input();
        conditions = ExprTree.conjuncts(spec.condition()).stream()
                .map(context.compiler()::compile)
                .toArray(Evaluator[]::new);
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
                if (passes(row)) {
                    out.rows().add(row, weight);
                }
            } catch (SqlError error) {
                out.errors().add(errors.of(error, row), weight);
            }
        });
        return out;
    }

    private boolean passes(Row row) {
        for (var condition : conditions) {
            if (!Boolean.TRUE.equals(condition.evaluate(row))) {
                return false;
            }
        }
        return true;
    }
}
