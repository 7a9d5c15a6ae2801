package dev.tideline.engine.expr;

import java.util.Optional;

/** Turns expressions over {@link Expr.InputRef} into evaluators, for one topology's session settings. */
public interface ExprCompiler {

    /** Whether we have our own implementation of the function. Analysis refuses the others by name. */
    boolean supports(Function function);

    /**
     * Why the expression cannot be compiled, in words for the user ("ordering text needs a bytewise collation"), or empty if it
     * can be. Also finds what depends on the call and not the function alone.
     */
    Optional<String> refusal(Expr expr);

    /**
     * @throws IllegalArgumentException if the expression uses what is not supported; analysis has refused that before
     */
    Evaluator compile(Expr expr);
}
