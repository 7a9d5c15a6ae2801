package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.expr.Function;
import java.util.List;

/**
 * A function of the source and what its calls need to be understood.
 *
 * @param argumentOids declared argument types
 * @param variadicAny true for {@code VARIADIC "any"}, whose calls list any number of arguments
 * @param defaults how many of the last arguments have defaults
 */
public record FunctionInfo(
        long oid,
        Function function,
        Kind kind,
        boolean returnsSet,
        List<Long> argumentOids,
        long resultOid,
        boolean variadicAny,
        int defaults) {

    /** Kinds of functions as pg_proc tells them. */
    public enum Kind {
        PLAIN,
        AGGREGATE,
        WINDOW,
        PROCEDURE
    }

    public FunctionInfo {
        argumentOids = List.copyOf(argumentOids);
    }

    /** Whether it is this built-in function. */
    public boolean isBuiltIn(String name) {
        return function.schema().equals("pg_catalog") && function.name().equals(name);
    }
}
