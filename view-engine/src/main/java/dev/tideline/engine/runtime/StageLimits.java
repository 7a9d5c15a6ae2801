package dev.tideline.engine.runtime;

import dev.tideline.engine.gate.GateLimits;
import dev.tideline.engine.state.HeapBudget;

/**
 * How much a stage does at once, and keeps in the heap.
 *
 * @param sliceRows changes that one step of the circuit consumes at most
 * @param emitRows result rows that one call hands out at most, about
 * @param turnRows changes and result rows that one turn handles at most, about; then the commit comes in between
 * @param heap for the caches of all stages
 */
public record StageLimits(int sliceRows, int emitRows, int turnRows, GateLimits gate, HeapBudget heap) {

    /** The rest is for clients and their buffers, the gates, and what a step touches. */
    private static final double CACHES_IN_HEAP = 0.35;

    public static final StageLimits DEFAULT =
            new StageLimits(5_000, 5_000, 50_000, GateLimits.DEFAULT, new HeapBudget((long)
                    (Runtime.getRuntime().maxMemory() * CACHES_IN_HEAP)));
}
