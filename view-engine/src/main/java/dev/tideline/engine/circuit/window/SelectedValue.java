package dev.tideline.engine.circuit.window;

import dev.tideline.engine.circuit.aggregate.Accumulator;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Selection;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.TypeSemantics;
import java.util.Arrays;
import java.util.TreeMap;

/** MIN, MAX and ANY_VALUE as an accumulator: all values in order, with their counts. Of equal ones the least by canonical bytes is shown. */
final class SelectedValue implements Accumulator {

    private final Selection selection;
    private final TypeSemantics type;
    private final TreeMap<Key, Long> counts = new TreeMap<>();

    SelectedValue(Selection selection, TypeSemantics type) {
        this.selection = selection;
        this.type = type;
    }

    private record Key(byte[] order, byte[] canonical, Object value) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byOrder = Arrays.compareUnsigned(order, other.order);
            return byOrder != 0 ? byOrder : Arrays.compareUnsigned(canonical, other.canonical);
        }
    }

    private Key key(Object value) {
        var canonical = new ByteWriter();
        type.write(value, canonical);
        var order = new ByteWriter();
        if (selection != Selection.ANY) {
            type.writeOrdered(value, order);
        }
        return new Key(order.toByteArray(), canonical.toByteArray(), value);
    }

    @Override
    public void add(Object value, long weight) {
        counts.merge(key(value), weight, (before, change) -> before + change == 0 ? null : before + change);
    }

    @Override
    public Object result() {
        if (counts.isEmpty()) {
            return null;
        }
        if (selection != Selection.MAX) {
            return counts.firstKey().value();
        }
        var last = counts.lastKey();
        return counts.ceilingKey(new Key(last.order(), new byte[0], null)).value();
    }

    @Override
    public void write(ByteWriter out) {
        out.writeVarLong(counts.size());
        counts.forEach((key, count) -> {
            type.write(key.value(), out);
            out.writeSignedVarLong(count);
        });
    }

    @Override
    public void read(ByteReader in) {
        for (long left = in.readVarLong(); left > 0; left--) {
            var value = type.read(in);
            add(value, in.readSignedVarLong());
        }
    }
}
