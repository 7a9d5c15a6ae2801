/**
 * Conditions that change with time: which there are for which it can be told when they will change, and when that is. Knows
 * expressions, and nothing of plans, rows' origins or epochs.
 */
package dev.tideline.engine.expr.time;
