package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.function.Supplier;

/** A group as bytes: one state entry holds all its aggregates. */
final class GroupCodec implements ObjectCache.EntryCodec<Group> {

    private final Equality keys;
    private final Supplier<Group> groups;
    private final Equality[] selections;

    /**
     * @param groups makes empty groups
     * @param selections per aggregate the equality of its values, or null where it computes
     */
    GroupCodec(Equality keys, Supplier<Group> groups, Equality[] selections) {
        this.keys = keys;
        this.groups = groups;
        this.selections = selections;
    }

    @Override
    public void write(Row key, Group group, ByteWriter out) {
        out.writeSignedVarLong(group.rows);
        if (group.keys != null) {
            keys.write(key, group.keys, out);
        }
        for (int i = 0; i < selections.length; i++) {
            if (selections[i] == null) {
                group.accumulators[i].write(out);
            } else if (group.selected[i] == null) {
                out.writeByte(0);
            } else {
                out.writeByte(1);
                selections[i].codec().write(group.selected[i], out);
            }
        }
    }

    @Override
    public Group read(Row key, ByteReader in) {
        var group = groups.get();
        group.rows = in.readSignedVarLong();
        if (group.keys != null) {
            group.keys.addAll(keys.read(key, in), 1);
        }
        for (int i = 0; i < selections.length; i++) {
            if (selections[i] == null) {
                group.accumulators[i].read(in);
            } else if (in.readByte() == 1) {
                group.selected[i] = selections[i].codec().read(in);
            }
        }
        return group;
    }
}
