package dev.tideline.schemas.wire;

/**
 * The JSON of a result record: the key holds the view's key columns, the value all its columns, both by name; a null
 * value (a tombstone) deletes the row.
 *
 * <p>How values are written: boolean as {@code true}/{@code false}; smallint, integer, bigint and finite real and double
 * precision as JSON numbers; every other type as a JSON string in PostgreSQL's text form under {@code TimeZone=UTC},
 * {@code DateStyle=ISO}, {@code IntervalStyle=postgres}, {@code extra_float_digits=1}, {@code bytea_output=hex} (so
 * {@code NaN} and {@code Infinity} of a float are strings, too); SQL NULL as {@code null}.
 */
public final class ViewRow {

    /** The only key field of a bag's records: 32 hexadecimal digits, a digest of the row's canonical bytes. */
    public static final String ROW_ID = "tideline_row_id";

    /** A field of a bag's values beside the columns: how often the row occurs, 1 or more. */
    public static final String COUNT = "tideline_count";

    private ViewRow() {}
}
