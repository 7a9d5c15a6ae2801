package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SqlError;

/** {@code sum} and {@code avg} of numeric. */
final class NumericSum implements Accumulator {

    /** More digits before the point than this, and PostgreSQL cannot hold the number. */
    private static final int MOST_DIGITS = 131_072;

    private final boolean average;
    private final Arithmetic arithmetic;
    private final NumericBag bag = new NumericBag();

    NumericSum(boolean average, Arithmetic arithmetic) {
        this.average = average;
        this.arithmetic = arithmetic;
    }

    @Override
    public void add(Object value, long weight) {
        bag.add((PgNumeric) value, weight);
    }

    @Override
    public Object result() {
        if (bag.count() == 0) {
            return null;
        }
        var sum = bag.sum();
        if (sum.isFinite() && sum.digits().precision() - sum.digits().scale() > MOST_DIGITS) {
            throw new SqlError("22003", "value overflows numeric format");
        }
        // An average of infinities is infinite; dividing one by a count says so, too.
        return average ? arithmetic.divide(sum, PgNumeric.of(bag.count())) : sum;
    }

    @Override
    public void write(ByteWriter out) {
        bag.write(out);
    }

    @Override
    public void read(ByteReader in) {
        bag.read(in);
    }
}
