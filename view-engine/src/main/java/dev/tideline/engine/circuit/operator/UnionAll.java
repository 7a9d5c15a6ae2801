package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.spec.OperatorSpec;

/**
 * The rows of all inputs together.
 *
 * <p><strong>Law:</strong> linear: ΔA + ΔB. <strong>State:</strong> none. <strong>Cost:</strong> the changes.
 * <strong>Example:</strong> {@code SELECT … UNION ALL SELECT …}.
 */
final class UnionAll implements Operator {

    private final OperatorSpec.UnionAll spec;

    UnionAll(OperatorSpec.UnionAll spec) {
        this.spec = spec;
    }

    @Override
    public Delta step(Delta[] deltas) {
        if (spec.inputs().stream().allMatch(input -> deltas[input].isEmpty())) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        for (int input : spec.inputs()) {
            out.rows().addAll(deltas[input].rows(), 1);
            out.errors().addAll(deltas[input].errors(), 1);
        }
        return out;
    }
}
