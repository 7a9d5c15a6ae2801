package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;

/**
 * The running state of one aggregate function over one group. It depends only on the bag of values that are in it now, never on those
 * that came and went: taking a value back undoes giving it exactly.
 */
public interface Accumulator {

    /**
     * Gives (or, with a negative weight, takes back) a value that is not NULL; for a function of several arguments, of which none may be
     * NULL, a {@link dev.tideline.engine.value.Row} of them.
     */
    void add(Object value, long weight);

    /**
     * The function's result, null for SQL NULL.
     *
     * @throws dev.tideline.engine.value.SqlError as PostgreSQL would raise it over these values
     */
    Object result();

    void write(ByteWriter out);

    /** Takes over what {@link #write} wrote, into a fresh accumulator. */
    void read(ByteReader in);
}
