package dev.tideline.engine.circuit;

import dev.tideline.engine.value.Row;

/** Receives what changed in the views when an epoch closes; per view each key once. */
public interface ResultSink {

    /**
     * The view's row of this key is now {@code row}.
     *
     * @param view position in the compiled topology
     * @param key values of the view's key columns; for a bag the row itself
     * @param count 1, or for a bag how often the row now occurs
     */
    void upsert(int view, Row key, Row row, long count);

    /** The view has no row of this key any more. */
    void delete(int view, Row key);
}
