package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.List;

/**
 * Each row computed from one row.
 *
 * <p><strong>Law:</strong> linear: π(ΔA); rows that become the same are consolidated, and changes of columns that are not shown cancel.
 * A row for which an expression fails is an error in its place. <strong>State:</strong> none. <strong>Cost:</strong> one evaluation per
 * changed row. <strong>Example:</strong> {@code SELECT price * quantity}.
 */
final class Project implements Operator {

    private final int input;
    private final Evaluator[] values;
    /** Positions in the input row, if the projection computes nothing; else null. */
    private final int[] positions;

    private final ErrorRows errors;

    Project(OperatorSpec.Project spec, List<SqlType> inputTypes, OperatorContext context) {
        input = spec.input();
        values = spec.values().stream().map(context.compiler()::compile).toArray(Evaluator[]::new);
        positions = spec.values().stream().allMatch(InputRef.class::isInstance)
                ? spec.values().stream()
                        .mapToInt(value -> ((InputRef) value).index())
                        .toArray()
                : null;
        errors = context.errors(inputTypes);
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
                out.rows().add(positions == null ? computed(row) : row.project(positions), weight);
            } catch (SqlError error) {
                out.errors().add(errors.of(error, row), weight);
            }
        });
        return out;
    }

    private Row computed(Row row) {
        var computed = new Object[values.length];
        for (int i = 0; i < computed.length; i++) {
            computed[i] = values[i].evaluate(row);
        }
        return new Row(computed);
    }
}
