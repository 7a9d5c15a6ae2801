/**
 * Circuits as data: immutable, positional, equal if they mean the same. What {@code explain} shows and a plan's identity is made of. Knows
 * expressions and types, nothing of running operators.
 */
package dev.tideline.engine.circuit.spec;
