package dev.tideline.engine.type;

/**
 * The full type of an expression or a column.
 *
 * @param typmod PostgreSQL's type modifier as the catalog has it (for {@code numeric(10,2)} 655366), -1 for none
 * @param collation null for a type that has none
 */
public record SqlType(PgType type, int typmod, Collation collation) {

    public static SqlType of(PgType type) {
        return new SqlType(type, -1, null);
    }

    /** The type without its domains. */
    public PgType underlying() {
        return type.underlying();
    }
}
