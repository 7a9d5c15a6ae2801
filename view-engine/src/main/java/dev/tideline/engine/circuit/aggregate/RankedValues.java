package dev.tideline.engine.circuit.aggregate;

/** Values in order, of which any can be found by its rank. */
public interface RankedValues {

    /** How many values there are. */
    long count();

    /** The value with that many before it; there must be more than that. */
    Object at(long before);
}
