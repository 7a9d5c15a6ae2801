package dev.tideline.engine.function;

import dev.tideline.engine.value.PgRange;
import dev.tideline.engine.value.RangeSemantics;
import dev.tideline.engine.value.Ranges;
import dev.tideline.engine.value.SqlError;
import java.util.function.Function;

/** Constructors, functions and operators of ranges; comparisons are in {@link ComparisonFunctions}. */
final class RangeFunctions {

    private RangeFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        constructor(to, "int4range", "int4");
        constructor(to, "int8range", "int8");
        constructor(to, "numrange", "numeric");
        constructor(to, "daterange", "date");
        constructor(to, "tsrange", "timestamp");
        constructor(to, "tstzrange", "timestamptz");
        to.unary("lower(anyrange)", a -> ((PgRange) a).lower().value());
        to.unary("upper(anyrange)", a -> ((PgRange) a).upper().value());
        to.unary("isempty(anyrange)", a -> ((PgRange) a).isEmpty());
        to.unary("lower_inc(anyrange)", a -> ((PgRange) a).lower().inclusive());
        to.unary("upper_inc(anyrange)", a -> ((PgRange) a).upper().inclusive());
        to.unary("lower_inf(anyrange)", a -> infinite((PgRange) a, ((PgRange) a).lower()));
        to.unary("upper_inf(anyrange)", a -> infinite((PgRange) a, ((PgRange) a).upper()));
        to.bound("range_contains_elem(anyrange,anyelement)", site -> {
            var ranges = ranges(site, 0);
            return (Body.Binary) (a, b) -> ranges.containsElement((PgRange) a, b);
        });
        to.bound("elem_contained_by_range(anyelement,anyrange)", site -> {
            var ranges = ranges(site, 1);
            return (Body.Binary) (a, b) -> ranges.containsElement((PgRange) b, a);
        });
        pair(to, "range_contains", ranges -> ranges::contains);
        pair(to, "range_contained_by", ranges -> (a, b) -> ranges.contains(b, a));
        pair(to, "range_overlaps", ranges -> ranges::overlap);
        pair(to, "range_before", ranges -> ranges::before);
        pair(to, "range_after", ranges -> (a, b) -> ranges.before(b, a));
        pair(to, "range_overleft", ranges -> ranges::overLeft);
        pair(to, "range_overright", ranges -> ranges::overRight);
        pair(to, "range_adjacent", ranges -> ranges::adjacent);
        pair(to, "range_union", ranges -> ranges::union);
        pair(to, "range_merge", ranges -> ranges::merge);
        pair(to, "range_intersect", ranges -> ranges::intersection);
        pair(to, "range_minus", ranges -> ranges::minus);
    }

    private static boolean infinite(PgRange range, PgRange.Bound bound) {
        return !range.isEmpty() && bound.infinite();
    }

    /** The operations of the type of an argument. */
    static Ranges ranges(CallSite site, int argument) {
        return ((RangeSemantics) site.semantics(argument)).ranges();
    }

    /** What two ranges make. */
    private interface Operation {
        Object apply(PgRange left, PgRange right);
    }

    private static void pair(FunctionRegistry.Registrar to, String name, Function<Ranges, Operation> operation) {
        to.bound(name + "(anyrange,anyrange)", site -> {
            var operator = operation.apply(ranges(site, 0));
            return (Body.Binary) (a, b) -> operator.apply((PgRange) a, (PgRange) b);
        });
    }

    private static void constructor(FunctionRegistry.Registrar to, String range, String element) {
        to.bound(range + "(" + element + "," + element + ")", site -> {
            var ranges = ((RangeSemantics) site.resultSemantics()).ranges();
            return (Body.Binary) (a, b) -> ranges.of(a, true, b, false);
        });
        to.bound(range + "(" + element + "," + element + ",text)", site -> {
            var ranges = ((RangeSemantics) site.resultSemantics()).ranges();
            return (Body.Ternary) (a, b, c) -> of(ranges, a, b, (String) c);
        });
    }

    private static PgRange of(Ranges ranges, Object lower, Object upper, String flags) {
        if (flags == null) {
            throw new SqlError("22000", "range constructor flags argument must not be null");
        }
        boolean valid = flags.length() == 2 && "[(".indexOf(flags.charAt(0)) >= 0 && "])".indexOf(flags.charAt(1)) >= 0;
        if (!valid) {
            throw new SqlError("42601", "invalid range bound flags");
        }
        return ranges.of(lower, flags.charAt(0) == '[', upper, flags.charAt(1) == ']');
    }
}
