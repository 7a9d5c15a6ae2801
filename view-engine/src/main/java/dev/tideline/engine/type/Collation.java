package dev.tideline.engine.type;

/**
 * A collation as far as it decides what we may compute.
 *
 * @param bytewise true if its order is the order of the UTF-8 bytes (C, POSIX, C.UTF-8, any locale of Alpine's C library), the
 *     only order that we reproduce; with any other collation, ordering text is refused
 * @param deterministic false if texts of different bytes can be equal; refused everywhere
 * @param asciiCase true if upper and lower touch ASCII letters only (C, POSIX)
 */
public record Collation(String schema, String name, boolean bytewise, boolean deterministic, boolean asciiCase) {

    public static final Collation C = new Collation("pg_catalog", "C", true, true, true);
}
