package dev.tideline.engine.sql;

/** How exactly the values of a view's column are determined, and so how a comparison with PostgreSQL's own answer must be made. */
public enum Fidelity {
    /** To the byte. */
    EXACT,
    /** Up to the type's {@code =}: SQL leaves open which of several equal forms stands for a group or an extreme. */
    EQUAL,
    /** Up to rounding: PostgreSQL's own sum of floating point numbers depends on the order of the rows; ours is exact. */
    APPROXIMATE,
    /** Up to the order of its parts: SQL leaves open in which order an array, a text or a json was put together. */
    ANY_ORDER,
    /** Not at all: SQL leaves open which of tied rows it comes from. Without these columns the rows are the same. */
    TIED,
    /** As {@link #TIED}, and which rows there are depends on it, so that nothing can be compared. */
    TIED_ROWS
}
