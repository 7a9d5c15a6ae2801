package dev.tideline.engine.gate;

/**
 * How much a gate does at once.
 *
 * @param foldRows complete epochs in a row are closed as one until together they have this many rows
 * @param heapRows so many waiting rows are held in memory; further ones go to the state at once
 */
public record GateLimits(int foldRows, int heapRows) {

    public static final GateLimits DEFAULT = new GateLimits(5_000, 50_000);
}
