package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.DistinctFrom;
import dev.tideline.engine.expr.Expr.Not;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.plan.PlanFunctions;
import java.util.Optional;
import java.util.Set;

/** Recognizes equality: the functions behind PostgreSQL's {@code =} operators of a type with itself or with a wider one. */
public final class Equalities {

    private static final Set<String> FUNCTIONS = Set.of(
            "booleq",
            "chareq",
            "int2eq",
            "int4eq",
            "int8eq",
            "int24eq",
            "int42eq",
            "int28eq",
            "int82eq",
            "int48eq",
            "int84eq",
            "oideq",
            "float4eq",
            "float8eq",
            "float48eq",
            "float84eq",
            "numeric_eq",
            "texteq",
            "nameeq",
            "bpchareq",
            "byteaeq",
            "date_eq",
            "time_eq",
            "timetz_eq",
            "timestamp_eq",
            "timestamptz_eq",
            "interval_eq",
            "uuid_eq",
            "enum_eq",
            "jsonb_eq",
            "array_eq",
            "record_eq");

    private Equalities() {}

    /**
     * An equation between two expressions.
     *
     * @param nullsEqual true for IS NOT DISTINCT FROM
     */
    public record Equation(Expr left, Expr right, boolean nullsEqual) {

        public Equation swapped() {
            return new Equation(right, left, nullsEqual);
        }
    }

    /** Whether the function is a {@code =} between values of one type, or of types of one family of widths. */
    public static boolean isEquality(Function function) {
        return function.schema().equals("pg_catalog") && FUNCTIONS.contains(function.name())
                || PlanFunctions.isIdentity(function);
    }

    /** The equation that a condition is, if it is one. */
    public static Optional<Equation> equation(Expr condition) {
        if (condition instanceof Call call && call.arguments().size() == 2 && isEquality(call.function())) {
            return Optional.of(
                    new Equation(call.arguments().get(0), call.arguments().get(1), false));
        }
        if (condition instanceof Not not
                && not.argument() instanceof DistinctFrom distinct
                && isEquality(distinct.equals())) {
            return Optional.of(new Equation(distinct.left(), distinct.right(), true));
        }
        return Optional.empty();
    }
}
