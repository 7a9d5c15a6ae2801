package dev.tideline.engine.circuit;

/**
 * What changed at an operator's output in a step: rows, and errors in place of rows that could not be computed. Errors are rows of
 * their own kind (see {@link ErrorRows}) and just as additive: what takes the failing row back takes its error back.
 *
 * <p>Whoever has handed a delta on does not change it any more.
 */
public record Delta(ZSet rows, ZSet errors) {

    /** No change at all; never to be added to. */
    public static final Delta EMPTY = new Delta();

    /** A delta to be filled. */
    public Delta() {
        this(new ZSet(), new ZSet());
    }

    public boolean isEmpty() {
        return rows.isEmpty() && errors.isEmpty();
    }
}
