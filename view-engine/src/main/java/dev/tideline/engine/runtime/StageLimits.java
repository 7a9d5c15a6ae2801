package dev.tideline.engine.runtime;

import dev.tideline.engine.gate.GateLimits;

/**
 * How much a stage does at once.
 *
 * @param sliceRows changes that one step of the circuit consumes at most
 * @param emitRows result rows that one call hands out at most, about
 * @param turnRows changes and result rows that one turn handles at most, about; then the commit comes in between
 */
public record StageLimits(int sliceRows, int emitRows, int turnRows, GateLimits gate) {

    public static final StageLimits DEFAULT = new StageLimits(5_000, 5_000, 50_000, GateLimits.DEFAULT);
}
