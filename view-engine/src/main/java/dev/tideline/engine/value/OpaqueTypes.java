package dev.tideline.engine.value;

import dev.tideline.engine.type.PgType;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Types whose values are kept and shown as PostgreSQL prints them, and that is all: nothing is read, compared or computed. PostgreSQL's
 * equality of most of them is not that of their texts.
 */
public final class OpaqueTypes {

    private static final Set<String> BUILT_IN =
            Set.of("xml", "point", "line", "lseg", "box", "path", "polygon", "circle");

    private static final Set<String> OF_EXTENSIONS = Set.of("citext", "hstore");

    private static final PgType TSQUERY = new PgType.Base("tsquery");

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
        return areIn(type, OpaqueTypes::isOpaque);
    }

    /**
     * Whether there are values in those of this type whose equality in PostgreSQL we do not have: of such a type, or a tsquery, see {@link
     * TsQuerySemantics}.
     */
    public static boolean lackEquality(PgType type) {
        return areIn(type, base -> isOpaque(base) || base.equals(TSQUERY));
    }

    private static boolean areIn(PgType type, Predicate<PgType.Base> kind) {
        if (type.underlying() instanceof PgType.Base base) {
            return kind.test(base);
        }
        if (type.underlying() instanceof PgType.Array array) {
            return areIn(array.element(), kind);
        }
        return type.underlying() instanceof PgType.Composite composite
                && composite.fields().stream()
                        .anyMatch(field -> areIn(field.type().type(), kind));
    }
}
