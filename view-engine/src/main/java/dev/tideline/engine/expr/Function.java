package dev.tideline.engine.expr;

import dev.tideline.engine.type.PgType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function of PostgreSQL by its signature. Operators and casts are functions, too ({@code +} of two integers is
 * {@code pg_catalog.int4pl(int4, int4)}).
 *
 * @param arguments declared argument types; polymorphic ones as {@code Base("anyelement")} and so on
 */
public record Function(
        String schema, String name, List<PgType> arguments, PgType result, boolean strict, Volatility volatility) {

    public Function {
        arguments = List.copyOf(arguments);
    }

    /** PostgreSQL's promise about a function's results. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }

    /** {@code pg_catalog.int4pl(integer, integer)}: the key of our own implementations, and what messages say. */
    public String signature() {
        return schema + "." + name + arguments.stream().map(PgType::ddl).collect(Collectors.joining(", ", "(", ")"));
    }
}
