package dev.tideline.engine.circuit;

/**
 * Bounds of what a circuit keeps in the heap, and of what it computes.
 *
 * @param cachedEntries how many state entries (groups, rows) each operator keeps as objects between steps; it may hold more within
 *     a step, by what the step touches
 * @param pendingRows how many changed rows of an open epoch each view keeps in the heap before they go to its state
 * @param mostIterations a recursion that goes on for longer is taken to have no end, which is an error of the view
 * @param mostRecursiveRows a recursion that gives more rows is not continued, which is an error of the view
 */
public record CircuitOptions(int cachedEntries, int pendingRows, int mostIterations, long mostRecursiveRows) {

    public static final CircuitOptions DEFAULT = new CircuitOptions(100_000, 100_000);

    /** With the usual bounds of recursions. */
    public CircuitOptions(int cachedEntries, int pendingRows) {
        this(cachedEntries, pendingRows, 10_000, 20_000_000);
    }
}
