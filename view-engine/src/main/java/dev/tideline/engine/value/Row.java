package dev.tideline.engine.value;

import java.util.Arrays;

/**
 * An immutable row of SQL values. Its {@code equals} is identity of the values (see the package), which makes it the element
 * of a Z-set. Whoever hands an array over must not change it any more.
 */
public final class Row {

    public static final Row EMPTY = new Row();

    private final Object[] values;
    private int hash;

    public Row(Object... values) {
        this.values = values;
    }

    public Object get(int index) {
        return values[index];
    }

    public int size() {
        return values.length;
    }

    /** The values of the given positions, in that order. */
    public Row project(int[] positions) {
        var projected = new Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            projected[i] = values[positions[i]];
        }
        return new Row(projected);
    }

    /** This row's values followed by the other's. */
    public Row concat(Row other) {
        var joined = Arrays.copyOf(values, values.length + other.values.length);
        System.arraycopy(other.values, 0, joined, values.length, other.values.length);
        return new Row(joined);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Row row && hashCode() == row.hashCode() && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = Arrays.hashCode(values);
            hash = h;
        }
        return h;
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
