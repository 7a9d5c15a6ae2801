/**
 * Topology files become programs: PostgreSQL's analysis, the rewritten plans, the circuit, and what the target must know of
 * each view. User mistakes come out as diagnostics. It knows nothing of Kafka and runs nothing.
 */
package dev.tideline.engine.compile;
