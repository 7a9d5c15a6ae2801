package dev.tideline.engine.circuit.window;

import dev.tideline.engine.circuit.aggregate.Accumulator;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.spec.WindowFunctionSpec;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.util.function.Supplier;

/**
 * An aggregate over the frames of successive rows. What enters a frame is given to the accumulator, what leaves it is taken back, so
 * that a walk costs as much as the frames move and not as much as they hold.
 */
final class FrameAggregate implements WindowFunctions.Computation {

    private static final Object UNKNOWN = new Object();
    private static final Object LEFT_OUT = new Object();

    private final Supplier<Accumulator> accumulators;
    private final Arguments arguments;
    private Accumulator accumulator;
    private int start;
    private int end;
    private Object[] values;
    private Object result = UNKNOWN;

    private FrameAggregate(Supplier<Accumulator> accumulators, Arguments arguments) {
        this.accumulators = accumulators;
        this.arguments = arguments;
    }

    static Supplier<WindowFunctions.Computation> of(
            WindowFunctionSpec spec, Arguments arguments, AggregateFunctions aggregates, TypeCatalog types) {
        var accumulators = accumulators(spec, aggregates, types);
        return () -> new FrameAggregate(accumulators, arguments);
    }

    /** Makes accumulators of the function, also where it selects one of its values. */
    static Supplier<Accumulator> accumulators(
            WindowFunctionSpec spec, AggregateFunctions aggregates, TypeCatalog types) {
        var selection = AggregateFunctions.selection(spec.function());
        if (selection.isEmpty()) {
            return aggregates.accumulator(spec.function());
        }
        var type = types.semantics(spec.arguments().get(0).type());
        return () -> new SelectedValue(selection.get(), type);
    }

    @Override
    public Object value(Rows rows, int row, Frame frame) {
        if (values == null) {
            values = new Object[rows.size()];
        }
        boolean holes = frame.size() != frame.end() - frame.start();
        try {
            boolean moved = move(rows, frame);
            if (!moved && !holes && result != UNKNOWN) {
                return result;
            }
            exclude(rows, frame, -1);
            var computed = accumulator.result();
            exclude(rows, frame, 1);
            result = holes ? UNKNOWN : computed;
            return computed;
        } catch (SqlError error) {
            // What has been given so far is not known; the next row begins anew.
            accumulator = null;
            if (holes) {
                return withoutHoles(rows, frame);
            }
            throw error;
        }
    }

    /** Of nothing but the frame's rows: one in a hole may be what failed. */
    private Object withoutHoles(Rows rows, Frame frame) {
        result = UNKNOWN;
        accumulator = accumulators.get();
        try {
            for (int i = 0; i < frame.size(); i++) {
                give(rows, frame.position(i), 1);
            }
            return accumulator.result();
        } finally {
            accumulator = null;
        }
    }

    private boolean move(Rows rows, Frame frame) {
        if (accumulator != null && frame.start() == start && frame.end() == end) {
            return false;
        }
        if (accumulator == null || frame.start() < start || frame.end() < end || frame.start() >= end) {
            accumulator = accumulators.get();
            start = frame.start();
            end = start;
        }
        for (; end < frame.end(); end++) {
            give(rows, end, 1);
        }
        for (; start < frame.start(); start++) {
            give(rows, start, -1);
        }
        return true;
    }

    private void exclude(Rows rows, Frame frame, int weight) {
        for (int row = frame.hole1Start(); row < frame.hole1End(); row++) {
            give(rows, row, weight);
        }
        for (int row = frame.hole2Start(); row < frame.hole2End(); row++) {
            give(rows, row, weight);
        }
    }

    private void give(Rows rows, int row, int weight) {
        if (values[row] == null) {
            values[row] = valueOf(rows, row);
        }
        if (values[row] != LEFT_OUT) {
            accumulator.add(values[row], weight);
        }
    }

    private Object valueOf(Rows rows, int row) {
        var value = arguments.of(rows.get(row));
        return value == null ? LEFT_OUT : value;
    }
}
