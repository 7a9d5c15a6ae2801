package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.type.PgType;

/**
 * What is needed of a type beside its name: how its values lie in memory, and what it stands on.
 *
 * @param length bytes, -1 for variable with a length word, -2 for a C string
 * @param alignment {@code c s i d}
 * @param elementOid of an array's elements; 0 for other types
 * @param baseOid of a domain's base; 0 for other types
 * @param relationOid of a composite type's relation; 0 for other types
 * @param notNull true for a domain with NOT NULL
 */
public record TypeInfo(
        long oid,
        PgType type,
        int length,
        boolean byValue,
        char alignment,
        long elementOid,
        long baseOid,
        long relationOid,
        boolean notNull) {

    /** Bytes to which values are aligned inside arrays and rows. */
    public int alignmentBytes() {
        return switch (alignment) {
            case 's' -> 2;
            case 'i' -> 4;
            case 'd' -> 8;
            default -> 1;
        };
    }
}
