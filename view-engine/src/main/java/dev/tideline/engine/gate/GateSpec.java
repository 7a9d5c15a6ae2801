package dev.tideline.engine.gate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a gate reads and where it begins. It must be the same whenever the gate is opened over the same state.
 *
 * @param inputs all channels, in a fixed order: a channel is known by its position
 * @param producers tasks that write a manifest for every epoch
 * @param firstEpoch the epoch that the gate fills first; it is never closed together with later ones
 * @param firstManifests the manifests of the first epoch if they do not come as records (a snapshot's); else empty
 */
public record GateSpec(List<GateInput> inputs, int producers, long firstEpoch, List<GateManifest> firstManifests) {

    public GateSpec {
        inputs =
                inputs.stream().sorted(Comparator.comparing(GateInput::channel)).toList();
        firstManifests = List.copyOf(firstManifests);
        Set<Channel> distinct = inputs.stream().map(GateInput::channel).collect(Collectors.toCollection(HashSet::new));
        if (distinct.size() != inputs.size()) {
            throw new IllegalArgumentException("a channel stands twice in " + inputs);
        }
        for (GateManifest manifest : firstManifests) {
            if (manifest.epoch() != firstEpoch) {
                throw new IllegalArgumentException("manifest of epoch " + manifest.epoch() + ", not " + firstEpoch);
            }
        }
    }

    /** Position of a channel in {@link #inputs}, or -1 if the gate does not read it. */
    public int indexOf(Channel channel) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).channel().equals(channel)) {
                return i;
            }
        }
        return -1;
    }
}
