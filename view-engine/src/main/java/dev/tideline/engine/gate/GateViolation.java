package dev.tideline.engine.gate;

/**
 * What arrived contradicts what was announced: rows were lost, doubled or written by someone else. The stage must stop; going on
 * would show a wrong answer.
 */
public final class GateViolation extends RuntimeException {

    /** Which promise was broken. */
    public enum Kind {
        /** More rows than the manifest announced. */
        COUNT_EXCEEDED,
        /** A row or a manifest of an epoch that is complete already. */
        EPOCH_BELOW_FRONTIER,
        /** A second manifest of one task for one epoch. */
        MANIFEST_DOUBLED,
        /** Manifests of one epoch that disagree about its LSN. */
        MANIFESTS_DISAGREE,
        /** A row of an epoch that the channel cannot bring. */
        EPOCH_OUTSIDE_CHANNEL
    }

    private final Kind kind;
    private final Channel channel;
    private final long epoch;
    private final long expected;
    private final long actual;

    /**
     * @param channel null for a manifest
     * @param expected rows announced, or the epoch that was possible
     * @param actual rows that arrived, or the epoch that came
     */
    GateViolation(Kind kind, Channel channel, long epoch, long expected, long actual, String message) {
        super(message);
        this.kind = kind;
        this.channel = channel;
        this.epoch = epoch;
        this.expected = expected;
        this.actual = actual;
    }

    static GateViolation countExceeded(Channel channel, long epoch, long expected, long actual) {
        return new GateViolation(
                Kind.COUNT_EXCEEDED,
                channel,
                epoch,
                expected,
                actual,
                "epoch " + epoch + " has " + expected + " rows in " + channel + " by its manifest, but at least "
                        + actual + " arrived");
    }

    static GateViolation rowBelowFrontier(Channel channel, long epoch, long filling) {
        return new GateViolation(
                Kind.EPOCH_BELOW_FRONTIER,
                channel,
                epoch,
                filling,
                epoch,
                "a row of epoch " + epoch + " arrived in " + channel + " when epoch " + (filling - 1)
                        + " was complete already");
    }

    static GateViolation manifestBelowFrontier(int producer, long epoch, long filling) {
        return new GateViolation(
                Kind.EPOCH_BELOW_FRONTIER,
                null,
                epoch,
                filling,
                epoch,
                "a manifest of task " + producer + " for epoch " + epoch + " arrived when epoch " + (filling - 1)
                        + " was complete already");
    }

    static GateViolation manifestDoubled(int producer, long epoch) {
        return new GateViolation(
                Kind.MANIFEST_DOUBLED,
                null,
                epoch,
                1,
                2,
                "task " + producer + " wrote a second manifest for epoch " + epoch);
    }

    static GateViolation manifestsDisagree(long epoch, EpochMark one, EpochMark other) {
        return new GateViolation(
                Kind.MANIFESTS_DISAGREE,
                null,
                epoch,
                one.lsn().value(),
                other.lsn().value(),
                "the manifests of epoch " + epoch + " name different LSNs: " + one.lsn() + " and " + other.lsn());
    }

    static GateViolation outsideChannel(GateInput input, long epoch) {
        return new GateViolation(
                Kind.EPOCH_OUTSIDE_CHANNEL,
                input.channel(),
                epoch,
                input.lastEpoch(),
                epoch,
                "a row of epoch " + epoch + " arrived in " + input.channel() + ", which holds no epoch after "
                        + input.lastEpoch());
    }

    public Kind kind() {
        return kind;
    }

    /** Where it happened; null if it was about a manifest. */
    public Channel channel() {
        return channel;
    }

    public long epoch() {
        return epoch;
    }

    public long expected() {
        return expected;
    }

    public long actual() {
        return actual;
    }
}
