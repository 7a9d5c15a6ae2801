package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;

/** {@code bool_and}, {@code every} and {@code bool_or}: how many values are true, and how many there are. */
final class BooleanCounts implements Accumulator {

    private final boolean and;
    private long trues;
    private long count;

    BooleanCounts(boolean and) {
        this.and = and;
    }

    @Override
    public void add(Object value, long weight) {
        count += weight;
        if ((boolean) value) {
            trues += weight;
        }
    }

    @Override
    public Object result() {
        if (count == 0) {
            return null;
        }
        return and ? trues == count : trues > 0;
    }

    @Override
    public void write(ByteWriter out) {
        out.writeSignedVarLong(count).writeSignedVarLong(trues);
    }

    @Override
    public void read(ByteReader in) {
        count = in.readSignedVarLong();
        trues = in.readSignedVarLong();
    }
}
