package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import java.util.List;

/** An operator that is fed from outside. */
public interface TableSource extends Operator {

    OperatorSpec.TableInput spec();

    /**
     * Consumes the table's changes of one slice, in their order.
     *
     * @throws dev.tideline.engine.circuit.CircuitViolation if they cannot have happened to the table as it is known
     */
    Delta consume(List<TableChange> slice);

    @Override
    default Delta step(Delta[] deltas) {
        return consume(List.of());
    }
}
