package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.PgBits;
import dev.tideline.engine.value.SqlError;
import java.util.Map;
import java.util.TreeMap;

/** {@code bit_and}, {@code bit_or} and {@code bit_xor} of bit strings: for each length, and each bit of it, in how many values it is set. */
final class BitStringCounts implements Accumulator {

    private static final String LENGTH_MISMATCH = "22026";

    private final BitCounts.Kind kind;
    private final Map<Integer, Counts> byLength = new TreeMap<>();

    BitStringCounts(BitCounts.Kind kind) {
        this.kind = kind;
    }

    private static final class Counts {
        private final long[] ones;
        private long count;

        Counts(int length) {
            ones = new long[length];
        }
    }

    @Override
    public void add(Object value, long weight) {
        var digits = ((PgBits) value).digits();
        var counts = byLength.computeIfAbsent(digits.length(), Counts::new);
        counts.count += weight;
        for (int bit = 0; bit < digits.length(); bit++) {
            if (digits.charAt(bit) == '1') {
                counts.ones[bit] += weight;
            }
        }
        if (counts.count == 0) {
            byLength.remove(digits.length());
        }
    }

    @Override
    public Object result() {
        if (byLength.size() > 1) {
            throw new SqlError(LENGTH_MISMATCH, "cannot " + kind + " bit strings of different sizes");
        }
        return byLength.values().stream().findFirst().map(this::result).orElse(null);
    }

    private PgBits result(Counts counts) {
        var digits = new StringBuilder();
        for (long ones : counts.ones) {
            boolean set =
                    switch (kind) {
                        case AND -> ones == counts.count;
                        case OR -> ones > 0;
                        case XOR -> (ones & 1) == 1;
                    };
            digits.append(set ? '1' : '0');
        }
        return new PgBits(digits.toString());
    }

    @Override
    public void write(ByteWriter out) {
        out.writeVarLong(byLength.size());
        byLength.forEach((length, counts) -> {
            out.writeVarLong(length);
            out.writeSignedVarLong(counts.count);
            for (long ones : counts.ones) {
                out.writeSignedVarLong(ones);
            }
        });
    }

    @Override
    public void read(ByteReader in) {
        for (long left = in.readVarLong(); left > 0; left--) {
            var counts = new Counts((int) in.readVarLong());
            counts.count = in.readSignedVarLong();
            for (int bit = 0; bit < counts.ones.length; bit++) {
                counts.ones[bit] = in.readSignedVarLong();
            }
            byLength.put(counts.ones.length, counts);
        }
    }
}
