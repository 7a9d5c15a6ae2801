package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;

/** {@code bit_and}, {@code bit_or} and {@code bit_xor} of integers: for each bit, in how many values it is set. */
final class BitCounts implements Accumulator {

    /** Which function. */
    enum Kind {
        AND,
        OR,
        XOR
    }

    private final Kind kind;
    private final int bits;
    private final long[] ones;
    private long count;

    /** @param bits the width of the type: 16, 32 or 64 */
    BitCounts(Kind kind, int bits) {
        this.kind = kind;
        this.bits = bits;
        this.ones = new long[bits];
    }

    @Override
    public void add(Object value, long weight) {
        count += weight;
        long set = ((Number) value).longValue();
        for (int bit = 0; bit < bits; bit++) {
            ones[bit] += (set >>> bit & 1) * weight;
        }
    }

    @Override
    public Object result() {
        if (count == 0) {
            return null;
        }
        long result = 0;
        for (int bit = 0; bit < bits; bit++) {
            boolean set =
                    switch (kind) {
                        case AND -> ones[bit] == count;
                        case OR -> ones[bit] > 0;
                        case XOR -> (ones[bit] & 1) == 1;
                    };
            result |= (set ? 1L : 0L) << bit;
        }
        if (bits == 64) {
            return result;
        }
        return bits == 32 ? (int) result : Integer.valueOf((short) result);
    }

    @Override
    public void write(ByteWriter out) {
        out.writeSignedVarLong(count);
        for (long times : ones) {
            out.writeSignedVarLong(times);
        }
    }

    @Override
    public void read(ByteReader in) {
        count = in.readSignedVarLong();
        for (int bit = 0; bit < bits; bit++) {
            ones[bit] = in.readSignedVarLong();
        }
    }
}
