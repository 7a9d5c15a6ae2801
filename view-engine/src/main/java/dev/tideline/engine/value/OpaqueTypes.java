package dev.tideline.engine.value;

import dev.tideline.engine.type.PgType;
import java.util.Set;

/**
 * Types whose values are kept and shown as PostgreSQL prints them, and that is all: nothing is read, compared or computed. PostgreSQL's
 * equality of most of them is not that of their texts.
 */
public final class OpaqueTypes {

    private static final Set<String> BUILT_IN =
            Set.of("xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery");

    private static final Set<String> OF_EXTENSIONS = Set.of("citext", "hstore");

    private OpaqueTypes() {}

    /** Whether the type is one of them. */
    static boolean isOpaque(PgType.Base type) {
        int dot = type.name().indexOf("\".\"");
        return dot < 0
                ? BUILT_IN.contains(type.name())
                : OF_EXTENSIONS.contains(
                        type.name().substring(dot + 3, type.name().length() - 1));
    }

    /** Whether there are values of such a type in those of this one. */
    public static boolean areIn(PgType type) {
        if (type.underlying() instanceof PgType.Base base) {
            return isOpaque(base);
        }
        if (type.underlying() instanceof PgType.Array array) {
            return areIn(array.element());
        }
        return type.underlying() instanceof PgType.Composite composite
                && composite.fields().stream()
                        .anyMatch(field -> areIn(field.type().type()));
    }
}
