package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.OperatorSpec.WindowMethod;
import dev.tideline.engine.circuit.spec.SortSpec;
import dev.tideline.engine.circuit.spec.WindowFunctionSpec;
import dev.tideline.engine.expr.WindowFrame;

/** Which rows the result of a window function depends on, and so how it is kept. */
final class WindowMethods {

    private WindowMethods() {}

    static WindowMethod of(WindowFunctionSpec function, WindowFrame frame, SortSpec sort) {
        return WindowMethod.PARTITION;
    }
}
