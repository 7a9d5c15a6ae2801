package dev.tideline.engine.value;

import dev.tideline.engine.value.PgRange.Bound;

/** What can be done with the ranges over one type: PostgreSQL's range operators, by its rules about bounds. */
public final class Ranges {

    private static final String DATA_EXCEPTION = "22000";

    /** Moves the bounds of ranges over a type of separate values to where they are always written. */
    @FunctionalInterface
    interface Step {

        /**
         * The value after this one; the value itself if it has none.
         *
         * @throws SqlError if it is out of range
         */
        Object next(Object value);
    }

    private final TypeSemantics element;
    private final Step step;

    /** @param step null for a type whose values lie dense */
    Ranges(TypeSemantics element, Step step) {
        this.element = element;
        this.step = step;
    }

    TypeSemantics element() {
        return element;
    }

    /** A range from values, of which null is infinite. */
    public PgRange of(Object lower, boolean lowerInclusive, Object upper, boolean upperInclusive) {
        return make(new Bound(lower, lowerInclusive, true), new Bound(upper, upperInclusive, false));
    }

    /** @throws SqlError if the lower bound is above the upper one */
    PgRange make(Bound lower, Bound upper) {
        var range = plain(lower, upper);
        if (step == null || range.isEmpty()) {
            return range;
        }
        var from = range.lower();
        var to = range.upper();
        boolean moveFrom = !from.infinite() && !from.inclusive();
        boolean moveTo = !to.infinite() && to.inclusive();
        return moveFrom || moveTo ? plain(moveFrom ? moved(from) : from, moveTo ? moved(to) : to) : range;
    }

    private Bound moved(Bound bound) {
        var next = step.next(bound.value());
        return next == bound.value() ? bound : new Bound(next, bound.lower(), bound.lower());
    }

    private PgRange plain(Bound lower, Bound upper) {
        var from = lower.infinite() ? new Bound(null, false, true) : lower;
        var to = upper.infinite() ? new Bound(null, false, false) : upper;
        if (!from.infinite() && !to.infinite()) {
            int order = element.compare(from.value(), to.value());
            if (order > 0) {
                throw new SqlError(DATA_EXCEPTION, "range lower bound must be less than or equal to range upper bound");
            }
            if (order == 0 && !(from.inclusive() && to.inclusive())) {
                return PgRange.EMPTY;
            }
        }
        return new PgRange(from, to);
    }

    /** The order of two bounds, of which an exclusive lower one stands just behind its value and an exclusive upper one just before. */
    int compareBounds(Bound left, Bound right) {
        int values = compareValues(left, right);
        if (values != 0 || left.infinite()) {
            return values;
        }
        return Integer.compare(offset(left), offset(right));
    }

    private static int offset(Bound bound) {
        if (bound.inclusive()) {
            return 0;
        }
        return bound.lower() ? 1 : -1;
    }

    private int compareValues(Bound left, Bound right) {
        if (left.infinite() && right.infinite()) {
            return Boolean.compare(!left.lower(), !right.lower());
        } else if (left.infinite()) {
            return left.lower() ? -1 : 1;
        } else if (right.infinite()) {
            return right.lower() ? 1 : -1;
        }
        return element.compare(left.value(), right.value());
    }

    /** The order of ranges: the empty one first, then by the lower and by the upper bound. */
    public int compare(PgRange left, PgRange right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(right.isEmpty(), left.isEmpty());
        }
        int lower = compareBounds(left.lower(), right.lower());
        return lower != 0 ? lower : compareBounds(left.upper(), right.upper());
    }

    public boolean containsElement(PgRange range, Object value) {
        if (range.isEmpty()) {
            return false;
        }
        return compareBounds(range.lower(), new Bound(value, true, true)) <= 0
                && compareBounds(range.upper(), new Bound(value, true, false)) >= 0;
    }

    public boolean contains(PgRange whole, PgRange part) {
        if (part.isEmpty() || whole.isEmpty()) {
            return part.isEmpty();
        }
        return compareBounds(whole.lower(), part.lower()) <= 0 && compareBounds(whole.upper(), part.upper()) >= 0;
    }

    public boolean overlap(PgRange left, PgRange right) {
        return !left.isEmpty()
                && !right.isEmpty()
                && compareBounds(left.lower(), right.upper()) <= 0
                && compareBounds(right.lower(), left.upper()) <= 0;
    }

    public boolean before(PgRange left, PgRange right) {
        return !left.isEmpty() && !right.isEmpty() && compareBounds(left.upper(), right.lower()) < 0;
    }

    /** Whether the left one does not extend to the right of the right one. */
    public boolean overLeft(PgRange left, PgRange right) {
        return !left.isEmpty() && !right.isEmpty() && compareBounds(left.upper(), right.upper()) <= 0;
    }

    /** Whether the left one does not extend to the left of the right one. */
    public boolean overRight(PgRange left, PgRange right) {
        return !left.isEmpty() && !right.isEmpty() && compareBounds(left.lower(), right.lower()) >= 0;
    }

    public boolean adjacent(PgRange left, PgRange right) {
        return !left.isEmpty()
                && !right.isEmpty()
                && (touches(left.upper(), right.lower()) || touches(right.upper(), left.lower()));
    }

    /** Whether there is nothing between an upper and a lower bound, and neither anything in both. */
    boolean touches(Bound upper, Bound lower) {
        int order = compareValues(upper, lower);
        if (order == 0) {
            return upper.inclusive() != lower.inclusive();
        }
        return order < 0
                && step != null
                && make(upper.outside(), lower.outside()).isEmpty();
    }

    /** @throws SqlError if there is a gap between them */
    public PgRange union(PgRange left, PgRange right) {
        boolean gap = !left.isEmpty() && !right.isEmpty() && !overlap(left, right) && !adjacent(left, right);
        if (gap) {
            throw new SqlError(DATA_EXCEPTION, "result of range union would not be contiguous");
        }
        return merge(left, right);
    }

    /** The smallest range that holds both. */
    public PgRange merge(PgRange left, PgRange right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() ? right : left;
        }
        return make(
                compareBounds(left.lower(), right.lower()) < 0 ? left.lower() : right.lower(),
                compareBounds(left.upper(), right.upper()) > 0 ? left.upper() : right.upper());
    }

    public PgRange intersection(PgRange left, PgRange right) {
        if (!overlap(left, right)) {
            return PgRange.EMPTY;
        }
        return make(
                compareBounds(left.lower(), right.lower()) >= 0 ? left.lower() : right.lower(),
                compareBounds(left.upper(), right.upper()) <= 0 ? left.upper() : right.upper());
    }

    /** @throws SqlError if two ranges would be left */
    public PgRange minus(PgRange left, PgRange right) {
        if (!overlap(left, right)) {
            return left;
        }
        boolean before = compareBounds(left.lower(), right.lower()) < 0;
        boolean behind = compareBounds(left.upper(), right.upper()) > 0;
        if (before && behind) {
            throw new SqlError(DATA_EXCEPTION, "result of range difference would not be contiguous");
        }
        if (!before && !behind) {
            return PgRange.EMPTY;
        }
        return before ? before(left, right.lower()) : behind(left, right.upper());
    }

    /** Whether the right one leaves something of the left one on both sides. */
    boolean splits(PgRange left, PgRange right) {
        return compareBounds(left.lower(), right.lower()) < 0 && compareBounds(left.upper(), right.upper()) > 0;
    }

    /** The part of a range in front of a lower bound. */
    PgRange before(PgRange range, Bound lower) {
        return make(range.lower(), lower.outside());
    }

    /** The part of a range behind an upper bound. */
    PgRange behind(PgRange range, Bound upper) {
        return make(upper.outside(), range.upper());
    }
}
