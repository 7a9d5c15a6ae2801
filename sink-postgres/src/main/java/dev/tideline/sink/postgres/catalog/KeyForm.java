package dev.tideline.sink.postgres.catalog;

import java.util.Locale;

/** How a storage table finds the row of a key. */
public enum KeyForm {
    /** A primary key: no key column can be NULL. */
    PRIMARY,
    /** A unique index in which NULLs are equal where PostgreSQL can say so (from 15 on). */
    UNIQUE,
    /** A unique index on a digest of the key's text, for types without an order and values too long for an index entry. */
    DIGEST,
    /** There is at most one row. */
    SINGLE_ROW;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeyForm ofStored(String stored) {
        return stored == null ? null : valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
