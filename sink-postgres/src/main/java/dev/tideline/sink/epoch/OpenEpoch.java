package dev.tideline.sink.epoch;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The rows of one epoch number and how many of them its manifests promise. */
final class OpenEpoch {

    /** Records of one channel. */
    static final class Count {
        long received;
        long expected;
        long firstOffset = Long.MAX_VALUE;
    }

    final long epoch;
    private final Map<Channel, Count> counts = new IdentityHashMap<>();
    private List<ViewChanges> changes;
    private boolean spilled;

    OpenEpoch(long epoch, int views) {
        this.epoch = epoch;
        this.changes = emptyChanges(views);
    }

    Count count(Channel channel) {
        return counts.computeIfAbsent(channel, c -> new Count());
    }

    Map<Channel, Count> counts() {
        return counts;
    }

    List<ViewChanges> changes() {
        return changes;
    }

    boolean spilled() {
        return spilled;
    }

    /** Hands out the rows and forgets them; the counts stay. */
    List<ViewChanges> spill() {
        var drained = changes;
        changes = emptyChanges(drained.size());
        spilled = true;
        return drained;
    }

    long received() {
        return counts.values().stream().mapToLong(count -> count.received).sum();
    }

    private static List<ViewChanges> emptyChanges(int views) {
        var empty = new ArrayList<ViewChanges>(views);
        for (int i = 0; i < views; i++) {
            empty.add(new ViewChanges());
        }
        return empty;
    }
}
