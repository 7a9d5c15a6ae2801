package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.List;
import java.util.Set;

/**
 * {@code ARRAY(SELECT …)}: the values of a subquery's rows in their order, which is {@code array_agg} of them, but an empty array of
 * no rows.
 */
final class ArraySubquery {

    private static final PgType RESULT = new PgType.Base("anyarray");
    private static final Function OF_VALUES = function("anynonarray");
    private static final Function OF_ARRAYS = function("anyarray");

    private final Translation translation;

    ArraySubquery(Translation translation) {
        this.translation = translation;
    }

    private static Function function(String argument) {
        return new Function(
                "pg_catalog", "array_agg", List.of(new PgType.Base(argument)), RESULT, false, Volatility.IMMUTABLE);
    }

    /** One row with one column: the array. */
    Plan.Project of(Relation rows) {
        var value = new Expr.ColumnRef(rows.columns().get(0));
        var call = call(rows, value);
        boolean open = isOrderOpen(rows, value.column());
        check(call, open, !rows.order().isEmpty());
        var collected = new AggregateAssignment(translation.newColumn("array", call.type()), call);
        var array = translation.newColumn("array", call.type());
        if (translation.representation().isOpen(value)) {
            translation.representation().choose(array);
        }
        if (translation.representation().isUnordered(value)) {
            translation.representation().markUnorderedWithin(array);
        } else if (open) {
            translation.representation().markUnordered(array);
        }
        var none = new Expr.Constant(PgArray.of(), call.type());
        var some = new Expr.Coalesce(List.of(new Expr.ColumnRef(collected.column()), none), call.type());
        return new Plan.Project(
                new Plan.Aggregate(rows.plan(), List.of(), List.of(collected)), List.of(new Assignment(array, some)));
    }

    private static AggregateCall call(Relation rows, Expr.ColumnRef value) {
        var element = value.type();
        boolean arrays = element.type() instanceof PgType.Array;
        var type =
                arrays ? element : new SqlType(new PgType.Array(element.type()), element.typmod(), element.collation());
        return new AggregateCall(
                arrays ? OF_ARRAYS : OF_VALUES, List.of(value), false, null, rows.order(), type, element.collation());
    }

    private void check(AggregateCall call, boolean open, boolean ordered) {
        var refusals = translation.refusals();
        if (!translation.capabilities().aggregates(call.function())) {
            refusals.error(
                    DiagnosticCode.SQL_FUNCTION_UNSUPPORTED,
                    "aggregate " + call.function().signature() + " is not supported",
                    null);
        }
        new FunctionRules(translation).checkAggregate(call.function(), call.arguments(), call.inputCollation());
        if (open) {
            refusals.warning(
                    DiagnosticCode.SQL_ORDER_OPEN,
                    "the subquery of ARRAY " + (ordered ? "has an ORDER BY that leaves ties" : "has no ORDER BY"),
                    "Order by columns that determine the rows, such as a primary key. Tideline orders what is left open by the "
                            + "values themselves.",
                    refusals.current());
        }
    }

    /** Whether the array may show what is different in this or that order. */
    private boolean isOrderOpen(Relation rows, Column value) {
        var ties = new Ordering(translation).ties(rows.plan(), List.of(), rows.order(), Set.of(value));
        return !ties.total()
                && (!ties.determined() || translation.representation().hasForms(value.type()));
    }
}
