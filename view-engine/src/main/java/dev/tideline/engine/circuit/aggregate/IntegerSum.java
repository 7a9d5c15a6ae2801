package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;

/** {@code sum} and {@code avg} of smallint, integer and bigint. */
final class IntegerSum implements Accumulator {

    /** What is made of the sum. */
    enum Result {
        /** {@code sum(smallint)}, {@code sum(integer)}. */
        BIGINT,
        /** {@code sum(bigint)}. */
        NUMERIC,
        /** {@code avg} of all. */
        AVERAGE
    }

    private final Result shown;
    private final Arithmetic arithmetic;
    private final WideInteger sum = new WideInteger();
    private long count;

    IntegerSum(Result shown, Arithmetic arithmetic) {
        this.shown = shown;
        this.arithmetic = arithmetic;
    }

    @Override
    public void add(Object value, long weight) {
        sum.add(((Number) value).longValue(), weight);
        count += weight;
    }

    @Override
    public Object result() {
        if (count == 0) {
            return null;
        }
        if (shown == Result.BIGINT) {
            if (!sum.fitsLong()) {
                throw SqlError.outOfRange("bigint");
            }
            return sum.longValue();
        }
        var total = sum.fitsLong() ? PgNumeric.of(sum.longValue()) : PgNumeric.of(new BigDecimal(sum.value()));
        return shown == Result.NUMERIC ? total : arithmetic.divide(total, PgNumeric.of(count));
    }

    @Override
    public void write(ByteWriter out) {
        out.writeSignedVarLong(count);
        sum.write(out);
    }

    @Override
    public void read(ByteReader in) {
        count = in.readSignedVarLong();
        sum.read(in);
    }
}
