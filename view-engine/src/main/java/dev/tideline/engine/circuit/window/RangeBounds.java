package dev.tideline.engine.circuit.window;

import dev.tideline.engine.circuit.spec.SortSpec.SortColumn;
import dev.tideline.engine.value.Row;

/** Where frames of RANGE with an offset begin and end: by the values of the one order column. */
public final class RangeBounds {

    private final SortColumn order;
    private final RangeDistance distance;

    public RangeBounds(SortColumn order, RangeDistance distance) {
        this.order = order;
        this.distance = distance;
    }

    /** Whether a row is not before the start of another's frame. */
    public boolean reachesStart(Row row, Row current, Object offset, boolean preceding) {
        var value = row.get(order.column());
        var base = current.get(order.column());
        if (value == null || base == null) {
            return order.nullsFirst() ? value != null || base == null : value == null || base != null;
        }
        return distance.within(value, base, offset, preceding != order.descending(), order.descending());
    }

    /** Whether a row is not behind the end of another's frame. */
    public boolean withinEnd(Row row, Row current, Object offset, boolean preceding) {
        var value = row.get(order.column());
        var base = current.get(order.column());
        if (value == null || base == null) {
            return order.nullsFirst() ? value == null || base != null : value != null || base == null;
        }
        return distance.within(value, base, offset, preceding != order.descending(), !order.descending());
    }
}
