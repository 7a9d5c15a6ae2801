package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.value.TypeCatalog;
import java.util.Optional;

/** What the engine can compute. Everything else is refused by name and place. */
public interface Capabilities {

    /** Which types' values can be kept. */
    TypeCatalog types();

    /** Whether there is an implementation of a function or operator. */
    boolean supports(Function function);

    /** Whether there is an operator for an aggregate function. */
    boolean aggregates(Function function);

    /** Why an expression over {@link Expr.InputRef} cannot be computed, in words for the user; empty if it can be. */
    Optional<String> refusal(Expr expr);

    /**
     * The value of an expression that can be computed and depends neither on columns nor on the time.
     *
     * @throws dev.tideline.engine.value.SqlError if PostgreSQL raises one
     */
    Object constant(Expr expr);
}
