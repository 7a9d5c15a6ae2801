/**
 * What window functions mean over rows that lie in memory in order: frames, peers, functions. Pure computation; it keeps no state and
 * knows nothing of deltas, which are the operators' business.
 */
package dev.tideline.engine.circuit.window;
