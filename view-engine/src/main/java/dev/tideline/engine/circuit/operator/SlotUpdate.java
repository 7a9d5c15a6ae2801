package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Selection;
import dev.tideline.engine.value.Row;
import java.util.Arrays;

/** One value slot of one group, being changed: tells the aggregates that read it. */
final class SlotUpdate {

    private final ValueSlot slot;
    private final byte[] prefix;
    private final AggregateCall[] calls;
    private final Group group;

    SlotUpdate(ValueSlot slot, byte[] groupBytes, AggregateCall[] calls, Group group) {
        this.slot = slot;
        this.prefix = slot.prefix(groupBytes);
        this.calls = calls;
        this.group = group;
    }

    void apply(ZSet changes) {
        var positions = positions();
        var stale = new boolean[calls.length];
        changes.forEach((value, weight) -> {
            var position = slot.position(value);
            var key = ValueSlot.key(prefix, position);
            var values = slot.get(key);
            var before = slot.equality().least(values);
            values.add(value, weight);
            slot.put(key, values);
            tell(before, slot.equality().least(values), position, positions, stale);
        });
        for (int i = 0; i < calls.length; i++) {
            if (stale[i]) {
                group.selected[i] = slot.extreme(prefix, calls[i].selection() == Selection.MAX);
            }
        }
    }

    private byte[][] positions() {
        var positions = new byte[calls.length][];
        for (int i = 0; i < calls.length; i++) {
            if (calls[i].slot() == slot && group.selected[i] != null) {
                positions[i] = slot.position(group.selected[i]);
            }
        }
        return positions;
    }

    /** What is shown at a position has changed from {@code before} to {@code after}; null for nothing. */
    private void tell(Row before, Row after, byte[] position, byte[][] positions, boolean[] stale) {
        for (int i = 0; i < calls.length; i++) {
            if (calls[i].slot() != slot) {
                continue;
            }
            if (calls[i].selection() == null) {
                if (before != null) {
                    group.accumulators[i].add(Aggregate.value(before), -1);
                }
                if (after != null) {
                    group.accumulators[i].add(Aggregate.value(after), 1);
                }
                continue;
            }
            int order = positions[i] == null ? -1 : Arrays.compareUnsigned(position, positions[i]);
            if (calls[i].selection() == Selection.MAX && positions[i] != null) {
                order = -order;
            }
            if (after != null && order <= 0) {
                group.selected[i] = after;
                positions[i] = position;
                stale[i] = false;
            } else if (after == null && order == 0) {
                // The extreme itself has gone; a seek finds its successor when all changes are in.
                stale[i] = true;
            }
        }
    }
}
