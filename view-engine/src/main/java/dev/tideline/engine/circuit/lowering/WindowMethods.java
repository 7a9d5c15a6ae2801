package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.OperatorSpec.WindowMethod;
import dev.tideline.engine.circuit.spec.SortSpec;
import dev.tideline.engine.circuit.spec.WindowFunctionSpec;
import dev.tideline.engine.circuit.window.RunningFunctions;
import dev.tideline.engine.circuit.window.WindowFunctions;
import dev.tideline.engine.circuit.window.WindowReach;
import dev.tideline.engine.expr.WindowFrame;
import java.util.List;

/** Which rows the result of a window function depends on, and so how it is kept. */
final class WindowMethods {

    private WindowMethods() {}

    static WindowMethod of(WindowFunctionSpec function, WindowFrame frame, SortSpec sort) {
        if (WindowReach.of(List.of(function), frame).isPresent()) {
            return WindowMethod.NEIGHBOURS;
        }
        boolean oneGroup = sort.order().isEmpty() && frame.mode() != WindowFrame.Mode.ROWS;
        boolean ofGroup = oneGroup && !WindowFunctions.isWindowFunction(function.function());
        return RunningFunctions.supports(function, frame) && !ofGroup ? WindowMethod.RUNNING : WindowMethod.PARTITION;
    }
}
