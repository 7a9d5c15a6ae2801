package dev.tideline.engine.gate;

/**
 * How much a gate does at once.
 *
 * @param foldRows complete epochs in a row are closed as one until together they have this many rows
 * @param heapRows so many waiting rows are held in memory; further ones go to the state at once
 * @param heapBytes as soon as the waiting rows in memory take so many bytes, further ones go to the state at once, too
 */
public record GateLimits(int foldRows, int heapRows, long heapBytes) {

    public static final GateLimits DEFAULT = new GateLimits(5_000, 50_000, 32L << 20);
}
