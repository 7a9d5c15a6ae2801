package dev.tideline.sink.epoch;

/**
 * One partition of a topic as the assembler sees it, by identity.
 *
 * <p>Several tasks may write to one partition, so rows of epochs that have been applied can stand among rows of epochs
 * that have not. The position to resume from is therefore the first record of an epoch not yet applied, and the records
 * between it and {@link #readBefore} that belong to applied epochs are passed over. Any such record behind
 * {@code readBefore} is one too many.
 */
public final class Channel {

    /** The view's position in the descriptor, or {@link #MANIFESTS}. */
    public static final int MANIFESTS = -1;

    private final int view;
    private final String topic;
    private final int partition;
    private final long readBefore;
    private long lastEpoch = Long.MIN_VALUE;

    /**
     * @param view the view's position in the descriptor, or {@link #MANIFESTS}
     * @param readBefore the offset up to which an earlier run had read when it recorded where to resume
     */
    public Channel(int view, String topic, int partition, long readBefore) {
        this.view = view;
        this.topic = topic;
        this.partition = partition;
        this.readBefore = readBefore;
    }

    public int view() {
        return view;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    long readBefore() {
        return readBefore;
    }

    long lastEpoch() {
        return lastEpoch;
    }

    void saw(long epoch) {
        lastEpoch = Math.max(lastEpoch, epoch);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
