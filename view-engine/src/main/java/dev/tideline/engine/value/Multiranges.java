package dev.tideline.engine.value;

import dev.tideline.engine.value.PgRange.Bound;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be done with the multiranges over one type. A range stands for the multirange of it alone, in {@link #of}; the operators are
 * those of PostgreSQL, whose results with empty operands differ from operator to operator.
 */
public final class Multiranges {

    private final Ranges ranges;

    Multiranges(Ranges ranges) {
        this.ranges = ranges;
    }

    public Ranges ranges() {
        return ranges;
    }

    /** The union of ranges in any order: what {@code range_agg} and the constructors return. */
    public PgMultirange of(List<PgRange> parts) {
        var sorted = new ArrayList<>(parts);
        sorted.removeIf(PgRange::isEmpty);
        sorted.sort(ranges::compare);
        var merged = new ArrayList<PgRange>();
        for (var range : sorted) {
            var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || ranges.before(last, range) && !ranges.adjacent(last, range)) {
                merged.add(range);
            } else {
                merged.set(merged.size() - 1, ranges.merge(last, range));
            }
        }
        return new PgMultirange(merged);
    }

    public int compare(PgMultirange left, PgMultirange right) {
        int common = Math.min(left.ranges().size(), right.ranges().size());
        for (int i = 0; i < common; i++) {
            int order = ranges.compare(left.ranges().get(i), right.ranges().get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.ranges().size(), right.ranges().size());
    }

    public PgMultirange union(PgMultirange left, PgMultirange right) {
        var all = new ArrayList<>(left.ranges());
        all.addAll(right.ranges());
        return left.isEmpty() ? right : right.isEmpty() ? left : of(all);
    }

    public PgMultirange intersection(PgMultirange left, PgMultirange right) {
        var common = new ArrayList<PgRange>();
        int from = 0;
        for (var range : left.ranges()) {
            while (from < right.ranges().size() && ranges.before(right.ranges().get(from), range)) {
                from++;
            }
            for (int i = from;
                    i < right.ranges().size()
                            && ranges.overlap(range, right.ranges().get(i));
                    i++) {
                common.add(ranges.intersection(range, right.ranges().get(i)));
            }
        }
        return of(common);
    }

    public PgMultirange minus(PgMultirange left, PgMultirange right) {
        var left2 = new ArrayList<PgRange>();
        int from = 0;
        for (var range : left.ranges()) {
            while (from < right.ranges().size() && ranges.before(right.ranges().get(from), range)) {
                from++;
            }
            var rest = range;
            for (int i = from; i < right.ranges().size() && !rest.isEmpty(); i++) {
                var taken = right.ranges().get(i);
                if (!ranges.overlap(rest, taken)) {
                    break;
                }
                if (ranges.splits(rest, taken)) {
                    left2.add(ranges.before(rest, taken.lower()));
                    rest = ranges.behind(rest, taken.upper());
                } else {
                    rest = ranges.minus(rest, taken);
                }
            }
            left2.add(rest);
        }
        return of(left2);
    }

    public boolean containsElement(PgMultirange whole, Object value) {
        return whole.ranges().stream().anyMatch(range -> ranges.containsElement(range, value));
    }

    public boolean contains(PgMultirange whole, PgRange part) {
        return part.isEmpty() || whole.ranges().stream().anyMatch(range -> ranges.contains(range, part));
    }

    public boolean contains(PgMultirange whole, PgMultirange part) {
        return part.ranges().stream().allMatch(range -> contains(whole, range));
    }

    public boolean overlap(PgMultirange left, PgMultirange right) {
        return left.ranges().stream()
                .anyMatch(range -> right.ranges().stream().anyMatch(other -> ranges.overlap(range, other)));
    }

    /** The smallest range that holds them all. */
    public PgRange hull(PgMultirange multirange) {
        return multirange.isEmpty()
                ? PgRange.EMPTY
                : ranges.make(multirange.first().lower(), multirange.last().upper());
    }

    /** Whether they touch at their outer ends. */
    public boolean adjacent(PgMultirange left, PgMultirange right) {
        return !left.isEmpty()
                && !right.isEmpty()
                && (ranges.touches(upper(left), lower(right)) || ranges.touches(upper(right), lower(left)));
    }

    private static Bound lower(PgMultirange multirange) {
        return multirange.first().lower();
    }

    private static Bound upper(PgMultirange multirange) {
        return multirange.last().upper();
    }
}
