package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeSemantics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Arrays made by their shape or put in another order: filling, reversing, sorting; and the search in a sorted one. */
final class ArrayShapes {

    private static final int MAX_DIMENSIONS = 6;
    private static final int MAX_ELEMENTS = 134_217_727;

    private ArrayShapes() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("array_fill(anyelement,int4[])", (a, b) -> filled(a, (PgArray) b, null, false));
        to.ternary("array_fill(anyelement,int4[],int4[])", (a, b, c) -> filled(a, (PgArray) b, (PgArray) c, true));
        to.unary("array_reverse(anyarray)", a -> reversed((PgArray) a));
        to.bound("array_sort(anyarray)", site -> {
            var order = order(site);
            return (Body.Unary) a -> sorted((PgArray) a, order, false, false);
        });
        to.bound("array_sort(anyarray,bool)", site -> {
            var order = order(site);
            return (Body.Binary) (a, b) -> sorted((PgArray) a, order, (boolean) b, (boolean) b);
        });
        to.bound("array_sort(anyarray,bool,bool)", site -> {
            var order = order(site);
            return (Body.Ternary) (a, b, c) -> sorted((PgArray) a, order, (boolean) b, (boolean) c);
        });
    }

    private static PgArray filled(Object element, PgArray lengths, PgArray bounds, boolean bounded) {
        if (lengths == null || bounded && bounds == null) {
            throw new SqlError("22004", "dimension array or low bound array cannot be null");
        }
        checkDimensions(lengths);
        int dimensions = lengths.size();
        if (dimensions > MAX_DIMENSIONS) {
            throw new SqlError(
                    "54000", "number of array dimensions (" + dimensions + ") exceeds the maximum allowed (6)");
        }
        var starts = new int[dimensions];
        Arrays.fill(starts, 1);
        if (bounded) {
            checkDimensions(bounds);
            if (bounds.size() != dimensions) {
                throw new SqlError("2202E", "wrong number of array subscripts");
            }
            starts = numbers(bounds);
        }
        var sizes = numbers(lengths);
        int count = count(sizes);
        checkBounds(sizes, starts);
        var elements = new Object[count];
        Arrays.fill(elements, element);
        return count == 0 ? PgArray.of() : new PgArray(sizes, starts, elements);
    }

    private static void checkDimensions(PgArray array) {
        if (array.dimensions() > 1) {
            throw new SqlError("2202E", "wrong number of array subscripts");
        }
        if (Arrays.asList(array.elements()).contains(null)) {
            throw new SqlError("22004", "dimension values cannot be null");
        }
    }

    private static int[] numbers(PgArray array) {
        return Arrays.stream(array.elements()).mapToInt(each -> (int) each).toArray();
    }

    private static int count(int[] lengths) {
        long count = lengths.length == 0 ? 0 : 1;
        for (int length : lengths) {
            count = length < 0 ? Long.MAX_VALUE : count * length;
            if (count > Integer.MAX_VALUE) {
                throw tooLarge();
            }
        }
        if (count > MAX_ELEMENTS) {
            throw tooLarge();
        }
        return (int) count;
    }

    private static SqlError tooLarge() {
        return new SqlError("54000", "array size exceeds the maximum allowed (" + MAX_ELEMENTS + ")");
    }

    private static void checkBounds(int[] lengths, int[] bounds) {
        for (int i = 0; i < lengths.length; i++) {
            if ((long) bounds[i] + lengths[i] > Integer.MAX_VALUE) {
                throw new SqlError("54000", "array lower bound is too large: " + bounds[i]);
            }
        }
    }

    /** The parts of the first dimension: elements, or arrays. */
    private static List<Object> parts(PgArray array) {
        int size = array.size() / array.length(0);
        var parts = new ArrayList<>();
        for (int i = 0; i < array.length(0); i++) {
            var elements = Arrays.copyOfRange(array.elements(), i * size, (i + 1) * size);
            int dimensions = array.dimensions();
            parts.add(
                    dimensions == 1
                            ? elements[0]
                            : new PgArray(
                                    Arrays.copyOfRange(array.lengths(), 1, dimensions),
                                    Arrays.copyOfRange(array.lowerBounds(), 1, dimensions),
                                    elements));
        }
        return parts;
    }

    private static PgArray joined(PgArray shape, List<Object> parts) {
        var elements = new ArrayList<>();
        for (var part : parts) {
            elements.addAll(
                    shape.dimensions() == 1
                            ? Collections.singletonList(part)
                            : Arrays.asList(((PgArray) part).elements()));
        }
        return shape.withElements(elements.toArray());
    }

    private static PgArray reversed(PgArray array) {
        if (array.dimensions() == 0) {
            return array;
        }
        var parts = parts(array);
        Collections.reverse(parts);
        return joined(array, parts);
    }

    /** How elements, and arrays of them, are sorted. */
    private record Order(Comparator<Object> elements, Comparator<Object> arrays) {}

    private static Order order(CallSite site) {
        var array = (PgType.Array) site.arguments().get(0).underlying();
        var type = new SqlType(array.element(), site.arguments().get(0).typmod(), site.collation());
        TypeSemantics element = site.types().semantics(type);
        if (!element.ordered()) {
            throw Comparisons.unordered(type);
        }
        if (!element.identitySafe()) {
            throw new UnsupportedCallException("sorting an array of "
                    + array.element().ddl() + ", of which equal values may look different, is not supported");
        }
        var arrays = site.types().semantics(new SqlType(array, type.typmod(), site.collation()));
        return new Order(element, arrays);
    }

    private static PgArray sorted(PgArray array, Order order, boolean descending, boolean nullsFirst) {
        if (array.dimensions() == 0 || array.length(0) < 2) {
            return array;
        }
        var values = array.dimensions() == 1 ? order.elements : order.arrays;
        var directed = descending ? values.reversed() : values;
        var parts = parts(array);
        parts.sort(nullsFirst ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed));
        return joined(array, parts);
    }
}
