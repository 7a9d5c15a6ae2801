package dev.tideline.engine.circuit;

import dev.tideline.engine.value.Row;

/**
 * One change of a source table, with the columns that the circuit's input asks for, in its order.
 *
 * <p>Tables with a primary key are kept by it: {@link Upsert} and {@link Delete} by key, the old row is the circuit's to know.
 * Tables without one come with their full old rows (REPLICA IDENTITY FULL): {@link Insert} and {@link Remove}; an update is both.
 */
public sealed interface TableChange {

    /**
     * The row of this key is now {@code row}.
     *
     * @param unavailable positions of columns whose value is not in {@code row} because it did not change (null for none): they keep
     *     the value they had
     */
    record Upsert(Row key, Row row, int[] unavailable) implements TableChange {}

    /** The row of this key is gone. */
    record Delete(Row key) implements TableChange {}

    /** One more of this row, in a table without a key. */
    record Insert(Row row) implements TableChange {}

    /** One less of this row, in a table without a key. */
    record Remove(Row row) implements TableChange {}

    /** All rows are gone. */
    record Truncate() implements TableChange {}
}
