package dev.tideline.sink.epoch;

import java.util.List;

/**
 * Complete epochs that are applied in one transaction, because the sink is behind: what they do together.
 *
 * @param cuts in order; all of them name the same failed views, so that a view that fails shows its last good state
 * @param changes by the view's position in the descriptor; only the rows that are in memory, not those that were spilled
 * @param spilled true if some of the rows have been spilled
 */
public record Batch(List<Cut> cuts, List<ViewChanges> changes, boolean spilled) {

    public Batch {
        cuts = List.copyOf(cuts);
        changes = List.copyOf(changes);
    }

    /** The state that the batch leads to. */
    public Cut last() {
        return cuts.get(cuts.size() - 1);
    }

    public long rows() {
        return cuts.stream().mapToLong(Cut::rows).sum();
    }
}
