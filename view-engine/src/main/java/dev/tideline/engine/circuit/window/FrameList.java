package dev.tideline.engine.circuit.window;

import dev.tideline.engine.circuit.aggregate.ListFunction;
import dev.tideline.engine.value.Row;
import java.util.ArrayList;

/** {@code array_agg} and the like over the frames of rows: all rows of a frame in their order, which the result is about as long as. */
final class FrameList implements WindowFunctions.Computation {

    private final ListFunction function;
    private final Arguments arguments;
    private Row[] values;
    private Frame last;
    private Object result;

    FrameList(ListFunction function, Arguments arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    @Override
    public Object value(Rows rows, int row, Frame frame) {
        boolean whole = frame.size() == frame.end() - frame.start();
        if (whole && last != null && last.start() == frame.start() && last.end() == frame.end()) {
            return result;
        }
        last = null;
        var computed = compute(rows, frame);
        if (whole) {
            last = frame;
            result = computed;
        }
        return computed;
    }

    private Object compute(Rows rows, Frame frame) {
        if (values == null) {
            values = new Row[rows.size()];
        }
        var taken = new ArrayList<Row>();
        for (int i = 0; i < frame.size(); i++) {
            int position = frame.position(i);
            if (values[position] == null) {
                values[position] = arguments.all(rows.get(position));
            }
            if (values[position] != null) {
                taken.add(values[position]);
            }
        }
        return taken.isEmpty() ? null : function.result(taken);
    }
}
