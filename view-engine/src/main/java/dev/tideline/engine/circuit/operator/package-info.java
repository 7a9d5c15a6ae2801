/**
 * The operators, one class each, with law, state, cost and an example. They know values, expressions and states; nothing of plans, tables'
 * origins, Kafka or time.
 */
package dev.tideline.engine.circuit.operator;
