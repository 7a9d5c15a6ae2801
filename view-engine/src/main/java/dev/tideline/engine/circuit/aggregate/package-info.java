/**
 * Aggregate functions as accumulators that can take back what they were given. Knows values, no operators: the aggregate operator feeds
 * them and keeps their bytes.
 */
package dev.tideline.engine.circuit.aggregate;
