package dev.tideline.engine.circuit.window;

import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.spec.WindowFunctionSpec;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.expr.WindowFrame.Exclusion;
import dev.tideline.engine.expr.WindowFrame.Mode;
import java.util.List;
import java.util.Optional;

/**
 * How far the functions of a window see: which rows before and behind a row its results depend on. A row is seen if any of these says
 * so; what lies nearer than a row that is seen is seen, too.
 *
 * @param lag so many rows before
 * @param lead so many rows behind
 * @param peers rows tied with it
 * @param frameStart rows before it that are in a frame with a near start
 * @param frameEnd rows behind it that are in a frame with a near end
 */
public record WindowReach(long lag, long lead, boolean peers, boolean frameStart, boolean frameEnd) {

    private static final WindowReach NOTHING = new WindowReach(0, 0, false, false, false);

    /** The reach of all functions together; empty if one of them may see any row of its partition. */
    public static Optional<WindowReach> of(List<WindowFunctionSpec> functions, WindowFrame frame) {
        var reach = NOTHING;
        for (var function : functions) {
            var one = of(function, frame);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            reach = reach.and(one.get());
        }
        return Optional.of(reach);
    }

    private WindowReach and(WindowReach other) {
        return new WindowReach(
                Math.max(lag, other.lag),
                Math.max(lead, other.lead),
                peers || other.peers,
                frameStart || other.frameStart,
                frameEnd || other.frameEnd);
    }

    private static Optional<WindowReach> of(WindowFunctionSpec function, WindowFrame frame) {
        if (!WindowFunctions.isWindowFunction(function.function())) {
            return AggregateFunctions.supports(function.function()) ? ofFrame(frame, true, true) : Optional.empty();
        }
        return switch (function.function().name()) {
            case "lag" -> neighbour(function, 1);
            case "lead" -> neighbour(function, -1);
            case "nth_value" -> ofFrame(frame, true, true);
            case "first_value" -> ofFrame(frame, true, needsEnd(frame));
            case "last_value" -> ofFrame(frame, needsStart(frame), true);
            default -> Optional.empty();
        };
    }

    private static Optional<WindowReach> neighbour(WindowFunctionSpec function, int sign) {
        long distance = 1;
        if (function.arguments().size() > 1) {
            if (!(function.arguments().get(1) instanceof Expr.Constant offset)) {
                return Optional.empty();
            }
            distance = offset.value() == null ? 0 : (int) offset.value();
        }
        distance *= sign;
        return Optional.of(new WindowReach(Math.max(0, distance), Math.max(0, -distance), false, false, false));
    }

    /** Whether the first row of a frame depends on its end: not if it is near and never behind that. */
    private static boolean needsEnd(WindowFrame frame) {
        return frame.end() != Bound.UNBOUNDED_FOLLOWING
                || frame.exclusion() != Exclusion.NONE
                || frame.mode() == Mode.RANGE && frame.start() == Bound.FOLLOWING;
    }

    private static boolean needsStart(WindowFrame frame) {
        return frame.start() != Bound.UNBOUNDED_PRECEDING
                || frame.exclusion() != Exclusion.NONE
                || frame.mode() == Mode.RANGE && frame.end() == Bound.PRECEDING;
    }

    private static Optional<WindowReach> ofFrame(WindowFrame frame, boolean start, boolean end) {
        boolean far = start && frame.start() == Bound.UNBOUNDED_PRECEDING
                || end && frame.end() == Bound.UNBOUNDED_FOLLOWING
                || !isFixed(frame.startOffset())
                || !isFixed(frame.endOffset());
        return far
                ? Optional.empty()
                : Optional.of(new WindowReach(
                        0,
                        0,
                        frame.mode() != Mode.ROWS,
                        // A bound on the other side of the row may be the one that is near.
                        frame.start().hasOffset() || frame.end() == Bound.PRECEDING,
                        frame.end().hasOffset() || frame.start() == Bound.FOLLOWING));
    }

    private static boolean isFixed(Expr offset) {
        return offset == null || !readsRow(offset);
    }

    private static boolean readsRow(Expr expr) {
        return expr instanceof Expr.InputRef || ExprTree.children(expr).stream().anyMatch(WindowReach::readsRow);
    }
}
