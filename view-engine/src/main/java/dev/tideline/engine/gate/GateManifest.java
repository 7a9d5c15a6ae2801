package dev.tideline.engine.gate;

import java.util.Map;

/**
 * What one producing task says of one epoch: how many rows it wrote to each channel. Channels left out have none; channels that
 * the gate does not read are ignored.
 */
public record GateManifest(long epoch, int producer, EpochMark mark, Map<Channel, Long> rows) {

    public GateManifest {
        rows = Map.copyOf(rows);
    }
}
