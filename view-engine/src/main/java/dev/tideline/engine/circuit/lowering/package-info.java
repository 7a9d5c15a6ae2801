/** From plans to circuits: rewriting, sharing, keys. The only place that knows both plans and circuit specs. */
package dev.tideline.engine.circuit.lowering;
