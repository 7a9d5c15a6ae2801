package dev.tideline.engine.sql.translate;

/**
 * A place where a query asks for the current time.
 *
 * @param offset of its first character in the query's own text
 */
public record TimeReference(int offset, Kind kind) {

    /** What stands there. */
    public enum Kind {
        TIMESTAMPTZ,
        TIMESTAMP,
        DATE,
        TIME,
        TIMETZ,
        /** {@code age(x)} of a local timestamp. */
        AGE,
        /** {@code age(x)} of an absolute timestamp. */
        AGE_ZONED
    }
}
