package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.circuit.spec.OperatorSpec.TableInput;
import java.util.List;

/**
 * All views of a topology as one network of operators. Immutable and free of everything that differs between two compilations of the
 * same queries: the same views over the same tables give an equal spec.
 *
 * @param operators each reads only from operators before it
 * @param columnNames names of each operator's columns, for people; no part of the plan's identity
 * @param views in the order of the topology
 */
public record CircuitSpec(List<OperatorSpec> operators, List<List<String>> columnNames, List<ViewSpec> views) {

    public CircuitSpec {
        operators = List.copyOf(operators);
        columnNames = columnNames.stream().map(List::copyOf).toList();
        views = List.copyOf(views);
    }

    /** The tables that the circuit reads, with the columns it asks for. */
    public List<TableInput> inputs() {
        return operators.stream()
                .filter(TableInput.class::isInstance)
                .map(TableInput.class::cast)
                .toList();
    }

    /** Identity of the plan: 64 hexadecimal digits, the same for the same views on any server and in any process. */
    public String planHash() {
        return PlanHash.of(this);
    }
}
