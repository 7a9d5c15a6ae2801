package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.DistinctFrom;
import dev.tideline.engine.expr.Expr.Not;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.function.InternalFunctions;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.List;
import java.util.Set;

/** Calls that plans need and no query wrote. */
public final class PlanFunctions {

    private static final PgType ANY = new PgType.Base("anyelement");
    private static final SqlType BIGINT = SqlType.of(PgType.INT8);
    private static final Function IDENTICAL = internal(InternalFunctions.IDENTICAL, List.of(ANY, ANY), PgType.BOOL);
    private static final Set<String> TOTAL = Set.of(
            InternalFunctions.CANONICAL_BYTES, InternalFunctions.FROM_CANONICAL_BYTES, InternalFunctions.IDENTICAL);

    private PlanFunctions() {}

    /** The canonical bytes of a value of any type, whose {@code =} is the value's identity. */
    public static Expr canonicalBytes(Expr value) {
        var function = internal(InternalFunctions.CANONICAL_BYTES, List.of(ANY), PgType.BYTEA);
        return new Call(function, List.of(value), SqlType.of(PgType.BYTEA), null);
    }

    /** The value of {@code type} that {@link #canonicalBytes} took. */
    public static Expr fromCanonicalBytes(Expr bytes, SqlType type) {
        var function = internal(InternalFunctions.FROM_CANONICAL_BYTES, List.of(PgType.BYTEA), type.type());
        return new Call(function, List.of(bytes), type, null);
    }

    /** Whether two values of one type are the same value, or both NULL. */
    public static Expr identical(Expr left, Expr right) {
        return new Not(new DistinctFrom(IDENTICAL, left, right, null));
    }

    /** False; where {@code several} is true the error that a scalar subquery has more than one row. */
    public static Expr checkSingleRow(Expr several) {
        var function = internal(InternalFunctions.CHECK_SINGLE_ROW, List.of(PgType.BOOL), PgType.BOOL);
        return new Call(function, List.of(several), Expr.BOOLEAN, null);
    }

    /** NULL of a type; of a fraction outside of 0 to 1 the error of {@code percentile_cont} and {@code percentile_disc}. */
    public static Expr checkPercentile(Expr fraction, SqlType type) {
        var function = internal(InternalFunctions.CHECK_PERCENTILE, List.of(PgType.FLOAT8), type.type());
        return new Call(function, List.of(fraction), type, null);
    }

    /** Whether a bigint is greater than a constant. */
    public static Expr greaterThan(Expr bigint, long than) {
        var function = new Function(
                "pg_catalog", "int8gt", List.of(PgType.INT8, PgType.INT8), PgType.BOOL, true, Volatility.IMMUTABLE);
        return new Call(function, List.of(bigint, new Constant(than, BIGINT)), Expr.BOOLEAN, null);
    }

    /** {@code count(*) FILTER (WHERE filter)}; all rows if the filter is null. */
    public static AggregateCall count(Expr filter) {
        var function = new Function("pg_catalog", "count", List.of(), PgType.INT8, false, Volatility.IMMUTABLE);
        return new AggregateCall(function, List.of(), false, filter, List.of(), BIGINT, null);
    }

    /** One of the values that are not NULL. */
    public static AggregateCall anyValue(Expr value) {
        var function = new Function(
                "pg_catalog",
                "any_value",
                List.of(value.type().type()),
                value.type().type(),
                true,
                Volatility.IMMUTABLE);
        return new AggregateCall(function, List.of(value), false, null, List.of(), value.type(), null);
    }

    /** Whether the function is one of those of this class that cannot fail. */
    public static boolean isTotal(Function function) {
        return function.schema().equals(InternalFunctions.SCHEMA) && TOTAL.contains(function.name());
    }

    /** Whether the function is identity. */
    public static boolean isIdentity(Function function) {
        return function.equals(IDENTICAL);
    }

    private static Function internal(String name, List<PgType> arguments, PgType result) {
        return new Function(InternalFunctions.SCHEMA, name, arguments, result, true, Volatility.IMMUTABLE);
    }
}
