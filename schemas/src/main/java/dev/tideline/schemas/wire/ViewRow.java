package dev.tideline.schemas.wire;

/**
 * The JSON of a result record: the key holds the view's key columns, the value all its columns, both by name; a null
 * value (a tombstone) deletes the row.
 *
 * <p>How values are written: boolean as {@code true}/{@code false}; smallint, integer, bigint and finite real and double
 * precision as JSON numbers; every other type as a JSON string in PostgreSQL's text form under {@code TimeZone=UTC},
 * {@code DateStyle=ISO}, {@code IntervalStyle=postgres}, {@code extra_float_digits=1}, {@code bytea_output=hex} (so
 * {@code NaN} and {@code Infinity} of a float are strings, too); SQL NULL as {@code null}.
 *
 * <p>Two records are about the same row if the bytes of their keys are equal; the later one wins. So the producer writes a
 * key always in the same way, and where a row's key changes its text ({@code 1.0} to {@code 1.00}) it deletes the row under
 * the old key and writes it under the new one, in the same epoch and in any order.
 */
public final class ViewRow {

    /** The only key field of a bag's records: 32 hexadecimal digits, a digest of the row's canonical bytes. */
    public static final String ROW_ID = "tideline_row_id";

    /** A field of a bag's values beside the columns: how often the row occurs, 1 or more. */
    public static final String COUNT = "tideline_count";

    private ViewRow() {}
}
