package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.MultirangeSemantics;
import dev.tideline.engine.value.Multiranges;
import dev.tideline.engine.value.PgMultirange;
import dev.tideline.engine.value.PgRange;
import dev.tideline.engine.value.RangeSemantics;
import dev.tideline.engine.value.Ranges;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * {@code range_agg} and {@code range_intersect_agg}, of ranges and of multiranges. A union cannot be taken back, so that the different
 * values of a group are kept, and their union is made anew when one of them comes or goes.
 */
final class RangeAggregates {

    static final Set<String> NAMES = Set.of("range_agg", "range_intersect_agg");

    private RangeAggregates() {}

    static ListFunction of(Function function, SqlType type, TypeCatalog types) {
        var semantics = types.semantics(type);
        boolean union = function.name().equals("range_agg");
        if (semantics instanceof MultirangeSemantics multiranges) {
            return union
                    ? rows -> union(rows, multiranges.multiranges())
                    : rows -> common(rows, multiranges.multiranges()::intersection);
        }
        Ranges ranges = ((RangeSemantics) semantics).ranges();
        return union ? rows -> union(rows, new Multiranges(ranges)) : rows -> common(rows, ranges::intersection);
    }

    private static Object union(List<Row> rows, Multiranges multiranges) {
        var parts = new ArrayList<PgRange>();
        boolean any = false;
        for (var row : rows) {
            var value = row.get(0);
            any |= value != null;
            if (value instanceof PgRange range) {
                parts.add(range);
            } else if (value != null) {
                parts.addAll(((PgMultirange) value).ranges());
            }
        }
        return any ? multiranges.of(parts) : null;
    }

    @SuppressWarnings("unchecked")
    private static <T> Object common(List<Row> rows, BinaryOperator<T> intersection) {
        return rows.stream()
                .map(row -> (T) row.get(0))
                .filter(Objects::nonNull)
                .reduce(intersection)
                .orElse(null);
    }
}
