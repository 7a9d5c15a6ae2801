package dev.tideline.engine.value;

import java.util.Comparator;

/**
 * What PostgreSQL lets one do with any non-null value of one type. Obtained from {@link TypeCatalog#semantics}.
 *
 * <p>The byte forms are what state is made of, so they never change within a plan.
 */
public interface TypeSemantics extends Comparator<Object> {

    /** PostgreSQL's output under the session's time zone and Tideline's pinned settings. */
    String toText(Object value, SessionSettings session);

    /**
     * PostgreSQL's input function.
     *
     * @throws SqlError as PostgreSQL would report it
     */
    Object fromText(String text, SessionSettings session);

    /** Appends the canonical bytes: self-delimiting, one form for each identity. */
    void write(Object value, ByteWriter out);

    /** Reads what {@link #write} wrote. */
    Object read(ByteReader in);

    /**
     * Appends bytes whose unsigned order is this type's default B-tree order and whose equality is the type's {@code =}.
     * Self-delimiting, so that columns can be strung together. Only if {@link #ordered()}.
     */
    void writeOrdered(Object value, ByteWriter out);

    /**
     * The representative of all values that are {@code =} to this one: equal ones have the same representative. The value
     * itself if the type is {@linkplain #identitySafe() identity-safe}.
     */
    Object representative(Object value);

    /** True if values that are {@code =} are always identical: integers, text, dates, numeric with a declared scale … */
    boolean identitySafe();

    /** True if the type has a default B-tree order that we reproduce (text only under a bytewise collation). */
    boolean ordered();

    /** True if the type has an equality at all (json has none). */
    boolean hashable();

    /** The default B-tree order; only if {@link #ordered()}. */
    @Override
    int compare(Object left, Object right);
}
