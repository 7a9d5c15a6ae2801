package dev.tideline.engine.expr;

import dev.tideline.engine.value.PgArray;
import java.util.Arrays;

/** Slices of arrays: {@code a[2:3][:1]}. */
final class ArraySlices {

    private ArraySlices() {}

    /**
     * The part of the array between the bounds, numbered from 1; bounds beyond the array's are cut, and a null is a bound left
     * out.
     */
    static PgArray slice(PgArray array, Object[] lower, Object[] upper) {
        int dimensions = array.dimensions();
        if (dimensions < upper.length || dimensions == 0) {
            return PgArray.of();
        }
        var starts = new int[dimensions];
        var lengths = array.lengths();
        for (int i = 0; i < upper.length; i++) {
            long first = array.lowerBound(i);
            long last = first + array.length(i) - 1;
            long from = lower[i] == null ? first : Math.max((int) lower[i], first);
            long to = upper[i] == null ? last : Math.min((int) upper[i], last);
            if (from > to) {
                return PgArray.of();
            }
            starts[i] = (int) (from - first);
            lengths[i] = (int) (to - from + 1);
        }
        var bounds = new int[dimensions];
        Arrays.fill(bounds, 1);
        var elements = new Object[Arrays.stream(lengths).reduce(1, (a, b) -> a * b)];
        var at = new int[dimensions];
        for (int i = 0; i < elements.length; i++) {
            int position = 0;
            for (int d = 0; d < dimensions; d++) {
                position = position * array.length(d) + starts[d] + at[d];
            }
            elements[i] = array.get(position);
            for (int d = dimensions - 1; d >= 0 && ++at[d] == lengths[d]; d--) {
                at[d] = 0;
            }
        }
        return new PgArray(lengths, bounds, elements);
    }
}
