package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.ExprTree;

/**
 * A condition that rows are chosen by. Its terms are looked at one after the other until one is not true, as PostgreSQL does: a term after
 * one that is NULL is not evaluated, as it would be in a SELECT list, and so cannot fail.
 */
final class Condition {

    private Condition() {}

    /** True or false, never NULL. */
    static Evaluator of(Expr condition, ExprCompiler compiler) {
        var terms =
                ExprTree.conjuncts(condition).stream().map(compiler::compile).toArray(Evaluator[]::new);
        return row -> {
            for (var term : terms) {
                if (!Boolean.TRUE.equals(term.evaluate(row))) {
                    return false;
                }
            }
            return true;
        };
    }
}
