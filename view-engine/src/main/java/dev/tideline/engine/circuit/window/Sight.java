package dev.tideline.engine.circuit.window;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;

/** A {@link WindowReach} with its distances: tells whether a row sees another that lies so far away. */
public final class Sight {

    private final WindowReach reach;
    private final WindowFrame frame;
    private final RangeBounds range;
    private final Object startOffset;
    private final Object endOffset;
    private final long back;
    private final long ahead;

    /** @param range of a frame of RANGE with offsets, else null */
    public Sight(WindowReach reach, WindowFrame frame, RangeBounds range, ExprCompiler compiler) {
        this.reach = reach;
        this.frame = frame;
        this.range = range;
        startOffset = offset(frame.startOffset(), compiler);
        endOffset = offset(frame.endOffset(), compiler);
        back = Math.max(
                distance(frame.start() == Bound.PRECEDING, startOffset),
                distance(frame.end() == Bound.PRECEDING, endOffset));
        ahead = Math.max(
                distance(frame.start() == Bound.FOLLOWING, startOffset),
                distance(frame.end() == Bound.FOLLOWING, endOffset));
    }

    /** An offset that cannot be used makes every row fail by itself. */
    private static Object offset(dev.tideline.engine.expr.Expr offset, ExprCompiler compiler) {
        if (offset == null) {
            return null;
        }
        try {
            Evaluator evaluator = compiler.compile(offset);
            return evaluator.evaluate(Row.EMPTY);
        } catch (SqlError error) {
            return null;
        }
    }

    private static long distance(boolean applies, Object offset) {
        return applies && offset instanceof Number number ? number.longValue() : 0;
    }

    /**
     * Whether a row sees one that stands before it.
     *
     * @param rows how many rows further on it stands, 1 for the next one
     * @param groups how many groups of peers further on, 0 for a peer
     */
    public boolean seesBack(Row row, Row earlier, long rows, long groups) {
        if (rows <= reach.lag() || reach.peers() && groups == 0) {
            return true;
        }
        if (!reach.frameStart()) {
            return false;
        }
        return switch (frame.mode()) {
            case ROWS -> rows <= back;
            case GROUPS -> groups <= back;
            case RANGE ->
                frame.start() == Bound.PRECEDING && inRange(() -> range.reachesStart(earlier, row, startOffset, true))
                        || frame.end() == Bound.PRECEDING
                                && inRange(() -> !range.withinEnd(earlier, row, endOffset, true));
        };
    }

    /** Whether a row sees one that stands behind it. */
    public boolean seesAhead(Row row, Row later, long rows, long groups) {
        if (rows <= reach.lead() || reach.peers() && groups == 0) {
            return true;
        }
        if (!reach.frameEnd()) {
            return false;
        }
        return switch (frame.mode()) {
            case ROWS -> rows <= ahead;
            case GROUPS -> groups <= ahead;
            case RANGE ->
                frame.end() == Bound.FOLLOWING && inRange(() -> range.withinEnd(later, row, endOffset, false))
                        || frame.start() == Bound.FOLLOWING
                                && inRange(() -> !range.reachesStart(later, row, startOffset, false));
        };
    }

    private boolean inRange(java.util.function.BooleanSupplier test) {
        try {
            return (frame.startOffset() == null || startOffset != null)
                    && (frame.endOffset() == null || endOffset != null)
                    && test.getAsBoolean();
        } catch (SqlError error) {
            return false;
        }
    }
}
