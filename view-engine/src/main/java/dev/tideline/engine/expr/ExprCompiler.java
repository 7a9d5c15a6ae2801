package dev.tideline.engine.expr;

/** Turns expressions over {@link Expr.InputRef} into evaluators, for one topology's session settings. */
public interface ExprCompiler {

    /** Whether we have our own implementation of the function. Analysis refuses the others by name. */
    boolean supports(Function function);

    /**
     * @throws IllegalArgumentException if the expression uses what is not supported; analysis has refused that before
     */
    Evaluator compile(Expr expr);
}
