package dev.tideline.engine.function;

import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.BiPredicate;

/** What makes arrays of arrays: adding, joining, removing, replacing and trimming. */
final class ArrayChanges {

    private ArrayChanges() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("array_append(anycompatiblearray,anycompatible)", (a, b) -> append((PgArray) a, b));
        to.binary("array_prepend(anycompatible,anycompatiblearray)", (a, b) -> prepend(a, (PgArray) b));
        to.binary("array_cat(anycompatiblearray,anycompatiblearray)", (a, b) -> join((PgArray) a, (PgArray) b));
        to.bound("array_remove(anycompatiblearray,anycompatible)", site -> {
            var equal = ArrayFunctions.elementEquality(site, 0);
            return (Body.Binary) (a, b) -> a == null ? null : remove((PgArray) a, b, equal);
        });
        to.bound("array_replace(anycompatiblearray,anycompatible,anycompatible)", site -> {
            var equal = ArrayFunctions.elementEquality(site, 0);
            return (Body.Ternary) (a, b, c) -> a == null ? null : replace((PgArray) a, b, c, equal);
        });
        to.binary("trim_array(anyarray,int4)", (a, b) -> trim((PgArray) a, (int) b));
    }

    private static PgArray append(PgArray array, Object element) {
        if (array == null || checkedDimension(array) == 0) {
            return PgArray.of(element);
        }
        long position = (long) array.lowerBound(0) + array.length(0);
        if (position > Integer.MAX_VALUE) {
            throw SqlError.outOfRange("integer");
        }
        return extended(array, ArrayFunctions.joined(array.elements(), element));
    }

    private static PgArray prepend(Object element, PgArray array) {
        if (array == null || checkedDimension(array) == 0) {
            return PgArray.of(element);
        }
        if (array.lowerBound(0) == Integer.MIN_VALUE) {
            throw SqlError.outOfRange("integer");
        }
        return extended(array, ArrayFunctions.joined(new Object[] {element}, array.elements()));
    }

    private static int checkedDimension(PgArray array) {
        if (array.dimensions() > 1) {
            throw new SqlError("22000", "argument must be empty or one-dimensional array");
        }
        return array.dimensions();
    }

    /** A one-dimensional array that starts where the given one does. */
    private static PgArray extended(PgArray array, Object[] elements) {
        checkBounds(new int[] {elements.length}, array.lowerBounds());
        return new PgArray(new int[] {elements.length}, array.lowerBounds(), elements);
    }

    private static PgArray join(PgArray left, PgArray right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.dimensions() == 0 && right.dimensions() > 0) {
            return right;
        }
        if (right.dimensions() == 0) {
            return left;
        }
        int difference = left.dimensions() - right.dimensions();
        if (Math.abs(difference) > 1) {
            throw incompatible();
        }
        // An array of fewer dimensions is an element of the other.
        var whole = difference < 0 ? right : left;
        var part = difference < 0 ? left : right;
        int offset = difference == 0 ? 0 : 1;
        for (int i = 1; i < whole.dimensions(); i++) {
            if (whole.length(i) != part.length(i - offset) || whole.lowerBound(i) != part.lowerBound(i - offset)) {
                throw incompatible();
            }
        }
        var lengths = whole.lengths();
        lengths[0] += difference == 0 ? part.length(0) : 1;
        checkBounds(lengths, whole.lowerBounds());
        return new PgArray(lengths, whole.lowerBounds(), ArrayFunctions.joined(left.elements(), right.elements()));
    }

    private static SqlError incompatible() {
        return new SqlError("2202E", "cannot concatenate incompatible arrays");
    }

    private static void checkBounds(int[] lengths, int[] lowerBounds) {
        for (int i = 0; i < lengths.length; i++) {
            if ((long) lengths[i] + lowerBounds[i] > Integer.MAX_VALUE) {
                throw new SqlError("54000", "array lower bound is too large: " + lowerBounds[i]);
            }
        }
    }

    private static PgArray remove(PgArray array, Object wanted, BiPredicate<Object, Object> equal) {
        if (array.size() == 0) {
            return array;
        }
        if (array.dimensions() > 1) {
            throw SqlError.notSupported("removing elements from multidimensional arrays is not supported");
        }
        var kept = new ArrayList<Object>();
        for (var element : array.elements()) {
            if (!ArrayFunctions.same(element, wanted, equal)) {
                kept.add(element);
            }
        }
        return kept.isEmpty()
                ? PgArray.of()
                : new PgArray(new int[] {kept.size()}, array.lowerBounds(), kept.toArray());
    }

    private static PgArray replace(
            PgArray array, Object wanted, Object replacement, BiPredicate<Object, Object> equal) {
        var elements = array.elements().clone();
        for (int i = 0; i < elements.length; i++) {
            if (ArrayFunctions.same(elements[i], wanted, equal)) {
                elements[i] = replacement;
            }
        }
        return array.withElements(elements);
    }

    /** Without the last ones of the first dimension; numbered from 1. */
    private static PgArray trim(PgArray array, int count) {
        int length = array.dimensions() == 0 ? 0 : array.length(0);
        if (count < 0 || count > length) {
            throw new SqlError("2202E", "number of elements to trim must be between 0 and " + length);
        }
        if (count == length) {
            return PgArray.of();
        }
        var lengths = array.lengths();
        lengths[0] = length - count;
        var bounds = new int[lengths.length];
        Arrays.fill(bounds, 1);
        int size = array.size() / length * lengths[0];
        return new PgArray(lengths, bounds, Arrays.copyOf(array.elements(), size));
    }
}
