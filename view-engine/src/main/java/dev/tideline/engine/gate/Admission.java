package dev.tideline.engine.gate;

/** What the gate did with a row. */
public enum Admission {
    /** The row belongs to the epoch being filled: take it now. */
    ADMITTED,
    /** The gate keeps the row and hands it out later by {@link Gate#release()}. */
    WAITING,
    /** The row is older than what the gate began with: forget it. */
    DROPPED
}
