package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;

/** {@code count}: how many values there are. */
public final class Counting implements Accumulator {

    private long count;

    @Override
    public void add(Object value, long weight) {
        count += weight;
    }

    @Override
    public Object result() {
        return count;
    }

    @Override
    public void write(ByteWriter out) {
        out.writeSignedVarLong(count);
    }

    @Override
    public void read(ByteReader in) {
        count = in.readSignedVarLong();
    }
}
