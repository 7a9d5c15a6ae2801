package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.BiPredicate;

/** The shape of arrays, containment, and search in them. */
final class ArrayFunctions {

    private ArrayFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("array_ndims(anyarray)", a -> ((PgArray) a).dimensions() == 0 ? null : ((PgArray) a).dimensions());
        to.unary("cardinality(anyarray)", a -> ((PgArray) a).size());
        to.unary("array_dims(anyarray)", a -> dimensions((PgArray) a));
        to.binary(
                "array_length(anyarray,int4)",
                (a, b) -> has((PgArray) a, (int) b) ? ((PgArray) a).length((int) b - 1) : null);
        to.binary(
                "array_lower(anyarray,int4)",
                (a, b) -> has((PgArray) a, (int) b) ? ((PgArray) a).lowerBound((int) b - 1) : null);
        to.binary(
                "array_upper(anyarray,int4)",
                (a, b) -> has((PgArray) a, (int) b)
                        ? ((PgArray) a).lowerBound((int) b - 1) + ((PgArray) a).length((int) b - 1) - 1
                        : null);
        registerContainment(to);
        registerSearch(to);
    }

    private static void registerContainment(FunctionRegistry.Registrar to) {
        to.bound("arraycontains(anyarray,anyarray)", site -> {
            var equal = elementEquality(site, 0);
            return (Body.Binary) (a, b) -> containsAll((PgArray) a, (PgArray) b, equal);
        });
        to.bound("arraycontained(anyarray,anyarray)", site -> {
            var equal = elementEquality(site, 0);
            return (Body.Binary) (a, b) -> containsAll((PgArray) b, (PgArray) a, equal);
        });
        to.bound("arrayoverlap(anyarray,anyarray)", site -> {
            var equal = elementEquality(site, 0);
            return (Body.Binary) (a, b) -> overlap((PgArray) a, (PgArray) b, equal);
        });
    }

    private static void registerSearch(FunctionRegistry.Registrar to) {
        to.bound("array_position(anycompatiblearray,anycompatible)", site -> {
            var equal = elementEquality(site, 0);
            return (Body.Binary) (a, b) -> position((PgArray) a, b, null, equal);
        });
        to.bound("array_position(anycompatiblearray,anycompatible,int4)", site -> {
            var equal = elementEquality(site, 0);
            return (Body.Ternary) (a, b, c) -> {
                checkStart((PgArray) a, b, c);
                return position((PgArray) a, b, (Integer) c, equal);
            };
        });
        to.bound("array_positions(anycompatiblearray,anycompatible)", site -> {
            var equal = elementEquality(site, 0);
            return (Body.Binary) (a, b) -> positions((PgArray) a, b, equal);
        });
    }

    /** The type of an array argument's elements, without a modifier, which other arguments need not share. */
    static SqlType elementType(CallSite site, int argument) {
        var type = site.arguments().get(argument);
        var collation = site.collation() == null ? type.collation() : site.collation();
        return new SqlType(Unmodified.of(((PgType.Array) type.underlying()).element()), -1, collation);
    }

    /** The equality of an array argument's elements. */
    static BiPredicate<Object, Object> elementEquality(CallSite site, int argument) {
        var element = elementType(site, argument);
        return ComparisonFunctions.equality(site.types().semantics(element), element);
    }

    private static boolean has(PgArray array, int dimension) {
        return dimension > 0 && dimension <= array.dimensions();
    }

    private static String dimensions(PgArray array) {
        if (array.dimensions() == 0) {
            return null;
        }
        var out = new StringBuilder();
        for (int i = 0; i < array.dimensions(); i++) {
            out.append('[').append(array.lowerBound(i)).append(':');
            out.append(array.lowerBound(i) + array.length(i) - 1).append(']');
        }
        return out.toString();
    }

    /** Whether each of the parts is an element; a NULL never is. */
    private static boolean containsAll(PgArray array, PgArray parts, BiPredicate<Object, Object> equal) {
        for (var part : parts.elements()) {
            if (part == null || !contains(array, part, equal)) {
                return false;
            }
        }
        return true;
    }

    private static boolean overlap(PgArray left, PgArray right, BiPredicate<Object, Object> equal) {
        for (var element : left.elements()) {
            if (element != null && contains(right, element, equal)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(PgArray array, Object wanted, BiPredicate<Object, Object> equal) {
        for (var element : array.elements()) {
            if (element != null && equal.test(element, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is anything to search. */
    private static boolean searched(PgArray array) {
        if (array.dimensions() > 1) {
            throw SqlError.notSupported("searching for elements in multidimensional arrays is not supported");
        }
        return array.dimensions() == 1;
    }

    /** A search that is known to find nothing does not look at its start. */
    private static void checkStart(PgArray array, Object wanted, Object start) {
        if (start == null
                && array != null
                && searched(array)
                && (wanted != null || Arrays.asList(array.elements()).contains(null))) {
            throw new SqlError("22004", "initial position must not be null");
        }
    }

    private static Integer position(PgArray array, Object wanted, Integer start, BiPredicate<Object, Object> equal) {
        if (array == null || !searched(array)) {
            return null;
        }
        int first = array.lowerBound(0);
        for (int i = 0; i < array.size(); i++) {
            boolean skipped = start != null && first + i < start;
            if (!skipped && same(array.get(i), wanted, equal)) {
                return first + i;
            }
        }
        return null;
    }

    private static PgArray positions(PgArray array, Object wanted, BiPredicate<Object, Object> equal) {
        if (array == null) {
            return null;
        }
        var positions = new ArrayList<Object>();
        for (int i = 0; searched(array) && i < array.size(); i++) {
            if (same(array.get(i), wanted, equal)) {
                positions.add(array.lowerBound(0) + i);
            }
        }
        return PgArray.of(positions.toArray());
    }

    /** Two NULLs are the same here. */
    static boolean same(Object element, Object wanted, BiPredicate<Object, Object> equal) {
        return element == null || wanted == null ? element == wanted : equal.test(element, wanted);
    }

    /** The elements of two arrays, one after the other. */
    static Object[] joined(Object[] left, Object... right) {
        var all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }
}
