package dev.tideline.engine.circuit;

/**
 * Bounds of what a circuit keeps in the heap.
 *
 * @param cachedEntries how many state entries (groups, rows) each operator keeps as objects between steps; it may hold more within
 *     a step, by what the step touches
 * @param pendingRows how many changed rows of an open epoch each view keeps in the heap before they go to its state
 */
public record CircuitOptions(int cachedEntries, int pendingRows) {

    public static final CircuitOptions DEFAULT = new CircuitOptions(100_000, 100_000);
}
