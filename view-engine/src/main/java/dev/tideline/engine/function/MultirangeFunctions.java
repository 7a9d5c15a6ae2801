package dev.tideline.engine.function;

import dev.tideline.engine.value.MultirangeSemantics;
import dev.tideline.engine.value.Multiranges;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgMultirange;
import dev.tideline.engine.value.PgRange;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Constructors, functions and operators of multiranges; comparisons are in {@link ComparisonFunctions}. */
final class MultirangeFunctions {

    private static final String MULTI = "anymultirange";
    private static final String RANGE = "anyrange";

    private MultirangeFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        for (var type : List.of("int4", "int8", "num", "date", "ts", "tstz")) {
            constructors(to, type + "multirange", type + "range");
        }
        constructor(to, "multirange(anyrange)");
        ends(to);
        positions(to);
        containment(to);
        operation(to, "multirange_union", all -> all::union);
        operation(to, "multirange_minus", all -> all::minus);
        operation(to, "multirange_intersect", all -> all::intersection);
        to.bound("range_merge(anymultirange)", site -> {
            var all = multiranges(site, 0);
            return (Body.Unary) a -> all.hull((PgMultirange) a);
        });
    }

    private static void constructors(FunctionRegistry.Registrar to, String multirange, String range) {
        to.nullary(multirange + "()", () -> PgMultirange.EMPTY);
        constructor(to, multirange + "(" + range + ")");
        to.bound(multirange + "(" + range + "[])", site -> {
            var all = ((MultirangeSemantics) site.resultSemantics()).multiranges();
            return (Body.Unary) a -> of(all, (PgArray) a);
        });
    }

    private static void constructor(FunctionRegistry.Registrar to, String declaration) {
        to.bound(declaration, site -> {
            var all = ((MultirangeSemantics) site.resultSemantics()).multiranges();
            return (Body.Unary) a -> all.of(List.of((PgRange) a));
        });
    }

    private static PgMultirange of(Multiranges all, PgArray array) {
        if (array.dimensions() > 1) {
            throw new SqlError("21000", "multiranges cannot be constructed from multidimensional arrays");
        }
        var ranges = new ArrayList<PgRange>();
        for (var range : array.elements()) {
            if (range == null) {
                throw new SqlError("22004", "multirange values cannot contain null members");
            }
            ranges.add((PgRange) range);
        }
        return all.of(ranges);
    }

    /** The outer bounds are those of the smallest range around all. */
    private static void ends(FunctionRegistry.Registrar to) {
        hull(to, "isempty", PgRange::isEmpty);
        hull(to, "lower", hull -> hull.lower().value());
        hull(to, "upper", hull -> hull.upper().value());
        hull(to, "lower_inc", hull -> hull.lower().inclusive());
        hull(to, "upper_inc", hull -> hull.upper().inclusive());
        hull(to, "lower_inf", hull -> !hull.isEmpty() && hull.lower().infinite());
        hull(to, "upper_inf", hull -> !hull.isEmpty() && hull.upper().infinite());
    }

    private static void hull(FunctionRegistry.Registrar to, String name, Function<PgRange, Object> part) {
        to.bound(name + "(anymultirange)", site -> {
            var all = multiranges(site, 0);
            return (Body.Unary) a -> part.apply(all.hull((PgMultirange) a));
        });
    }

    /** Operators that look at the outer bounds alone. */
    private static void positions(FunctionRegistry.Registrar to) {
        position(to, "before", (all, a, b) -> all.ranges().before(a, b));
        position(to, "after", (all, a, b) -> all.ranges().before(b, a));
        position(to, "overleft", (all, a, b) -> all.ranges().overLeft(a, b));
        position(to, "overright", (all, a, b) -> all.ranges().overRight(a, b));
        position(to, "adjacent", (all, a, b) -> all.ranges().adjacent(a, b));
    }

    /** A test of two ranges. */
    private interface Test {
        boolean holds(Multiranges all, PgRange left, PgRange right);
    }

    private static void position(FunctionRegistry.Registrar to, String name, Test test) {
        to.bound("multirange_" + name + "_multirange(anymultirange,anymultirange)", site -> {
            var all = multiranges(site, 0);
            return (Body.Binary) (a, b) -> test.holds(all, all.hull((PgMultirange) a), all.hull((PgMultirange) b));
        });
        to.bound("multirange_" + name + "_range(anymultirange,anyrange)", site -> {
            var all = multiranges(site, 0);
            return (Body.Binary) (a, b) -> test.holds(all, all.hull((PgMultirange) a), (PgRange) b);
        });
        to.bound("range_" + name + "_multirange(anyrange,anymultirange)", site -> {
            var all = multiranges(site, 1);
            return (Body.Binary) (a, b) -> test.holds(all, (PgRange) a, all.hull((PgMultirange) b));
        });
    }

    private static void containment(FunctionRegistry.Registrar to) {
        test(
                to,
                "multirange_contains_elem",
                MULTI,
                "anyelement",
                (all, a, b) -> all.containsElement((PgMultirange) a, b));
        test(
                to,
                "elem_contained_by_multirange",
                "anyelement",
                MULTI,
                (all, a, b) -> all.containsElement((PgMultirange) b, a));
        test(
                to,
                "multirange_contains_multirange",
                MULTI,
                MULTI,
                (all, a, b) -> all.contains((PgMultirange) a, (PgMultirange) b));
        test(
                to,
                "multirange_contained_by_multirange",
                MULTI,
                MULTI,
                (all, a, b) -> all.contains((PgMultirange) b, (PgMultirange) a));
        test(to, "multirange_contains_range", MULTI, RANGE, (all, a, b) -> all.contains((PgMultirange) a, (PgRange) b));
        test(
                to,
                "range_contained_by_multirange",
                RANGE,
                MULTI,
                (all, a, b) -> all.contains((PgMultirange) b, (PgRange) a));
        test(to, "range_contains_multirange", RANGE, MULTI, (all, a, b) -> all.ranges()
                .contains((PgRange) a, all.hull((PgMultirange) b)));
        test(to, "multirange_contained_by_range", MULTI, RANGE, (all, a, b) -> all.ranges()
                .contains((PgRange) b, all.hull((PgMultirange) a)));
        test(
                to,
                "multirange_overlaps_multirange",
                MULTI,
                MULTI,
                (all, a, b) -> all.overlap((PgMultirange) a, (PgMultirange) b));
        test(
                to,
                "multirange_overlaps_range",
                MULTI,
                RANGE,
                (all, a, b) -> all.overlap((PgMultirange) a, all.of(List.of((PgRange) b))));
        test(
                to,
                "range_overlaps_multirange",
                RANGE,
                MULTI,
                (all, a, b) -> all.overlap((PgMultirange) b, all.of(List.of((PgRange) a))));
    }

    /** A test of a multirange and another value. */
    private interface AnyTest {
        boolean holds(Multiranges all, Object left, Object right);
    }

    private static void test(FunctionRegistry.Registrar to, String name, String left, String right, AnyTest test) {
        to.bound(name + "(" + left + "," + right + ")", site -> {
            var all = multiranges(site, left.equals(MULTI) ? 0 : 1);
            return (Body.Binary) (a, b) -> test.holds(all, a, b);
        });
    }

    /** What two multiranges make. */
    private interface Operation {
        PgMultirange apply(PgMultirange left, PgMultirange right);
    }

    private static void operation(
            FunctionRegistry.Registrar to, String name, Function<Multiranges, Operation> operation) {
        to.bound(name + "(anymultirange,anymultirange)", site -> {
            var operator = operation.apply(multiranges(site, 0));
            return (Body.Binary) (a, b) -> operator.apply((PgMultirange) a, (PgMultirange) b);
        });
    }

    private static Multiranges multiranges(CallSite site, int argument) {
        return ((MultirangeSemantics) site.semantics(argument)).multiranges();
    }
}
