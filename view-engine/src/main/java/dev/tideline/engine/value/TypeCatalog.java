package dev.tideline.engine.value;

import dev.tideline.engine.type.SqlType;

/** Finds the {@link TypeSemantics} of a type. */
public interface TypeCatalog {

    /** Whether values of the type can be kept at all. */
    boolean supports(SqlType type);

    /**
     * @throws IllegalArgumentException if the type is not {@linkplain #supports supported}: analysis refuses such types before
     */
    TypeSemantics semantics(SqlType type);
}
