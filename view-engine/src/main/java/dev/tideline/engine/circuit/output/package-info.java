/** What leaves the circuit: the net changes of every view in the open epoch, kept until the epoch closes, and the views' failures. */
package dev.tideline.engine.circuit.output;
