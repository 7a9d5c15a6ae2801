package dev.tideline.engine.gate;

/**
 * A channel that a gate reads, and the epochs whose rows it may bring. A snapshot's topic brings exactly one epoch; a change
 * topic all epochs behind the snapshot.
 *
 * @param firstEpoch rows of earlier epochs are part of the snapshot already and are dropped
 * @param lastEpoch a row of a later epoch stops the gate
 */
public record GateInput(Channel channel, long firstEpoch, long lastEpoch) {

    public static GateInput from(Channel channel, long firstEpoch) {
        return new GateInput(channel, firstEpoch, Long.MAX_VALUE);
    }

    public static GateInput only(Channel channel, long epoch) {
        return new GateInput(channel, epoch, epoch);
    }
}
