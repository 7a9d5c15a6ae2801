package dev.tideline.engine.value;

import java.util.Arrays;

/**
 * An array value. The elements stand in row-major order; an empty array has no dimensions.
 */
public final class PgArray {

    private static final int[] NONE = {};

    private final int[] lengths;
    private final int[] lowerBounds;
    private final Object[] elements;

    public PgArray(int[] lengths, int[] lowerBounds, Object[] elements) {
        this.lengths = lengths;
        this.lowerBounds = lowerBounds;
        this.elements = elements;
    }

    /** A one-dimensional array that starts at 1, or the empty array. */
    public static PgArray of(Object... elements) {
        return elements.length == 0
                ? new PgArray(NONE, NONE, elements)
                : new PgArray(new int[] {elements.length}, new int[] {1}, elements);
    }

    /** An array of the same shape with other elements. */
    public PgArray withElements(Object[] newElements) {
        return new PgArray(lengths, lowerBounds, newElements);
    }

    /** The lengths of all dimensions, in an array of its own. */
    public int[] lengths() {
        return lengths.clone();
    }

    /** The lower bounds of all dimensions, in an array of its own. */
    public int[] lowerBounds() {
        return lowerBounds.clone();
    }

    public int dimensions() {
        return lengths.length;
    }

    public int length(int dimension) {
        return lengths[dimension];
    }

    public int lowerBound(int dimension) {
        return lowerBounds[dimension];
    }

    /** How many elements in all dimensions together. */
    public int size() {
        return elements.length;
    }

    public Object get(int position) {
        return elements[position];
    }

    /** The elements themselves, not a copy: do not change them. */
    public Object[] elements() {
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PgArray that
                && Arrays.equals(lengths, that.lengths)
                && Arrays.equals(lowerBounds, that.lowerBounds)
                && Arrays.equals(elements, that.elements);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lengths) + Arrays.hashCode(elements);
    }

    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
