package dev.tideline.engine.gate;

/**
 * A run of complete epochs that is being closed as one.
 *
 * @param from the first of them
 * @param epoch the last of them, which gives the result its number and its mark
 * @param first true if this is the first that the gate ever closes
 */
public record Closing(long from, long epoch, boolean first, EpochMark mark) {}
