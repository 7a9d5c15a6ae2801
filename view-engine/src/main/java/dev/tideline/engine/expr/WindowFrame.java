package dev.tideline.engine.expr;

/**
 * Which rows of its partition a window function sees from a row: those from {@code start} to {@code end}, without the excluded ones.
 *
 * @param startOffset how far {@code start} is from the row, if it has an offset, else null; the same for all rows of a partition
 * @param endOffset how far {@code end} is from the row, likewise
 */
public record WindowFrame(Mode mode, Bound start, Expr startOffset, Bound end, Expr endOffset, Exclusion exclusion) {

    /** What is used where nothing is written: all rows up to the last one tied with the current one. */
    public static final WindowFrame DEFAULT =
            new WindowFrame(Mode.RANGE, Bound.UNBOUNDED_PRECEDING, null, Bound.CURRENT_ROW, null, Exclusion.NONE);

    /** What offsets count. */
    public enum Mode {
        ROWS,
        /** Differences of the one order key. */
        RANGE,
        /** Groups of tied rows. */
        GROUPS
    }

    /** Where a frame begins or ends. */
    public enum Bound {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING;

        /** Whether the bound is so many rows, groups or differences away from the row. */
        public boolean hasOffset() {
            return this == PRECEDING || this == FOLLOWING;
        }
    }

    /** Which rows are left out of the frame. */
    public enum Exclusion {
        NONE,
        CURRENT_ROW,
        /** The current row and those tied with it. */
        GROUP,
        /** Those tied with the current row, but not itself. */
        TIES
    }

    /** The same frame with other expressions for its offsets. */
    public WindowFrame withOffsets(Expr otherStart, Expr otherEnd) {
        return new WindowFrame(mode, start, otherStart, end, otherEnd, exclusion);
    }
}
