package dev.tideline.engine.circuit.window;

import dev.tideline.engine.circuit.aggregate.Accumulator;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Selection;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.TypeSemantics;
import java.util.Arrays;

/** MIN, MAX or ANY_VALUE of values that never go: only the one shown need be known. Of equal ones it is the least by canonical bytes. */
final class RunningSelection implements Accumulator {

    private final Selection selection;
    private final TypeSemantics type;
    private Object selected;

    RunningSelection(Selection selection, TypeSemantics type) {
        this.selection = selection;
        this.type = type;
    }

    @Override
    public void add(Object value, long weight) {
        if (weight < 0) {
            throw new IllegalStateException("a value is taken back from a running extreme");
        }
        if (selected == null || isBetter(value)) {
            selected = value;
        }
    }

    private boolean isBetter(Object value) {
        int order = selection == Selection.ANY ? 0 : Arrays.compareUnsigned(ordered(value), ordered(selected));
        if (order != 0) {
            return order < 0 == (selection == Selection.MIN);
        }
        return Arrays.compareUnsigned(canonical(value), canonical(selected)) < 0;
    }

    private byte[] ordered(Object value) {
        var out = new ByteWriter();
        type.writeOrdered(value, out);
        return out.toByteArray();
    }

    private byte[] canonical(Object value) {
        var out = new ByteWriter();
        type.write(value, out);
        return out.toByteArray();
    }

    @Override
    public Object result() {
        return selected;
    }

    @Override
    public void write(ByteWriter out) {
        out.writeByte(selected == null ? 0 : 1);
        if (selected != null) {
            type.write(selected, out);
        }
    }

    @Override
    public void read(ByteReader in) {
        selected = in.readByte() == 0 ? null : type.read(in);
    }
}
