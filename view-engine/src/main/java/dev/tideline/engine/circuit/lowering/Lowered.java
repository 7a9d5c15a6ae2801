package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan node as an operator.
 *
 * @param operator its position in the circuit
 * @param positions where the plan's columns stand in the operator's rows; two columns may stand in one place
 */
record Lowered(int operator, Map<Column, Integer> positions) {

    /** The columns side by side from position 0. */
    static Lowered inOrder(int operator, List<Column> columns) {
        var positions = new LinkedHashMap<Column, Integer>();
        for (int i = 0; i < columns.size(); i++) {
            positions.putIfAbsent(columns.get(i), i);
        }
        return new Lowered(operator, positions);
    }

    /** The expression over this operator's rows, the columns of which begin at {@code offset}. */
    Expr resolve(Expr expr, int offset) {
        var references = new LinkedHashMap<Column, Expr>();
        positions.forEach((column, position) -> references.put(column, new InputRef(offset + position, column.type())));
        return ExprTree.substitute(expr, references);
    }

    Expr resolve(Expr expr) {
        return resolve(expr, 0);
    }
}
