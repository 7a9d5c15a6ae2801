package dev.tideline.engine.circuit;

import dev.tideline.engine.value.Row;

/** Receives rows with their weights. */
@FunctionalInterface
public interface WeightedRows {

    void accept(Row row, long weight);
}
