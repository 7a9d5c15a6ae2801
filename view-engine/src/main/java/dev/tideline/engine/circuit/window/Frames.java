package dev.tideline.engine.circuit.window;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.expr.WindowFrame.Mode;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;

/** The frames of rows. Made anew for each walk over {@link Rows}; to be asked for rows in ascending order. */
final class Frames {

    private static final String INVALID_SIZE = "22013";
    private static final String NULL_NOT_ALLOWED = "22004";

    private final WindowFrame spec;
    private final RangeBounds range;
    private final Rows rows;
    private final Object startOffset;
    private final Object endOffset;
    private int rangeStart;
    private int rangeEnd;

    /**
     * @param range for offsets of RANGE, else null
     * @param start the offset of the start, or null if it has none
     * @throws SqlError if an offset cannot be used
     */
    Frames(WindowFrame spec, RangeBounds range, Rows rows, Evaluator start, Evaluator end) {
        this.spec = spec;
        this.range = range;
        this.rows = rows;
        startOffset = start == null || rows.size() == 0 ? null : offset(start, rows.get(0), "starting");
        endOffset = end == null || rows.size() == 0 ? null : offset(end, rows.get(0), "ending");
    }

    private Object offset(Evaluator offset, Row row, String which) {
        var value = offset.evaluate(row);
        if (value == null) {
            throw new SqlError(NULL_NOT_ALLOWED, "frame " + which + " offset must not be null");
        }
        if (spec.mode() != Mode.RANGE && ((Number) value).longValue() < 0) {
            throw new SqlError(INVALID_SIZE, "frame " + which + " offset must not be negative");
        }
        return value;
    }

    Frame of(int row) {
        int group = rows.group(row);
        int groupStart = rows.groupStart(group);
        int groupEnd = rows.groupStart(group + 1);
        var frame = Frame.whole(start(row, group), end(row, group));
        return switch (spec.exclusion()) {
            case NONE -> frame;
            case CURRENT_ROW -> frame.without(row, row + 1, row + 1, row + 1);
            case GROUP -> frame.without(groupStart, groupEnd, groupEnd, groupEnd);
            case TIES -> frame.without(groupStart, row, row + 1, groupEnd);
        };
    }

    private int start(int row, int group) {
        return switch (spec.start()) {
            case UNBOUNDED_PRECEDING -> 0;
            case CURRENT_ROW -> spec.mode() == Mode.ROWS ? row : rows.groupStart(group);
            case PRECEDING, FOLLOWING -> {
                boolean preceding = spec.start() == Bound.PRECEDING;
                yield switch (spec.mode()) {
                    case ROWS -> within(row, startOffset, preceding, rows.size());
                    case GROUPS -> rows.groupStart(within(group, startOffset, preceding, rows.groups()));
                    case RANGE -> rangeStart(row, preceding);
                };
            }
            case UNBOUNDED_FOLLOWING -> throw new IllegalStateException("a frame that begins behind its partition");
        };
    }

    private int end(int row, int group) {
        return switch (spec.end()) {
            case UNBOUNDED_FOLLOWING -> rows.size();
            case CURRENT_ROW -> spec.mode() == Mode.ROWS ? row + 1 : rows.groupStart(group + 1);
            case PRECEDING, FOLLOWING -> {
                boolean preceding = spec.end() == Bound.PRECEDING;
                yield switch (spec.mode()) {
                    case ROWS -> within(row + 1, endOffset, preceding, rows.size());
                    case GROUPS -> rows.groupStart(within(group + 1, endOffset, preceding, rows.groups()));
                    case RANGE -> rangeEnd(row, preceding);
                };
            }
            case UNBOUNDED_PRECEDING -> throw new IllegalStateException("a frame that ends before its partition");
        };
    }

    private static int within(int from, Object offset, boolean preceding, int limit) {
        long distance = ((Number) offset).longValue();
        if (preceding) {
            return distance > from ? 0 : (int) (from - distance);
        }
        return distance > limit - from ? limit : (int) (from + distance);
    }

    private int rangeStart(int row, boolean preceding) {
        while (rangeStart < rows.size()
                && !range.reachesStart(rows.get(rangeStart), rows.get(row), startOffset, preceding)) {
            rangeStart++;
        }
        return rangeStart;
    }

    private int rangeEnd(int row, boolean preceding) {
        while (rangeEnd < rows.size() && range.withinEnd(rows.get(rangeEnd), rows.get(row), endOffset, preceding)) {
            rangeEnd++;
        }
        return rangeEnd;
    }
}
