package dev.tideline.engine.circuit;

/**
 * Bounds of what a circuit keeps in the heap, and of what it computes.
 *
 * @param cachedEntries how many state entries (groups, rows, changed rows of an open epoch) each cache of an operator or view keeps
 *     as objects between steps, at most; it may hold more within a step, by what the step touches
 * @param mostIterations a recursion that goes on for longer is taken to have no end, which is an error of the view
 * @param mostRecursiveRows a recursion that gives more rows is not continued, which is an error of the view
 */
public record CircuitOptions(int cachedEntries, int mostIterations, long mostRecursiveRows) {

    public static final CircuitOptions DEFAULT = new CircuitOptions(100_000);

    /** The same with other bounds of recursions. */
    public CircuitOptions withRecursion(int iterations, long rows) {
        return new CircuitOptions(cachedEntries, iterations, rows);
    }

    /** With the usual bounds of recursions. */
    public CircuitOptions(int cachedEntries) {
        this(cachedEntries, 10_000, 20_000_000);
    }
}
