package dev.tideline.sink;

/**
 * Bounds on what a topology's applier takes at once.
 *
 * @param transactionRowsMax epochs that stand complete are applied together up to this many rows; a single larger epoch is
 *     applied as a whole
 * @param waitingBytesMax heap for rows of unfinished epochs; what exceeds it waits in the target
 */
public record SinkLimits(int transactionRowsMax, long waitingBytesMax) {

    public static final SinkLimits DEFAULT = new SinkLimits(20_000, 64L << 20);

    public SinkLimits {
        if (transactionRowsMax < 1 || waitingBytesMax < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
