package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.OpaqueTypes;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.List;

/**
 * Refuses plans that compare values of types whose equality in PostgreSQL we do not reproduce, such as citext, by grouping, DISTINCT or a
 * set operation. Operators of such types are refused as the functions that they are.
 */
final class EqualityRules {

    private final Refusals refusals;

    EqualityRules(Refusals refusals) {
        this.refusals = refusals;
    }

    void check(Plan plan) {
        if (plan instanceof Plan.Aggregate aggregate) {
            aggregate.keys().forEach(key -> check(key.column().type(), "GROUP BY"));
            aggregate.aggregates().forEach(each -> checkCall(each.call()));
        } else if (plan instanceof Plan.Distinct distinct) {
            check(distinct.input().output(), "DISTINCT");
        } else if (plan instanceof Plan.SetOperation operation) {
            check(operation.output(), "a set operation");
        }
        plan.inputs().forEach(this::check);
    }

    private void check(List<Column> columns, String what) {
        columns.forEach(column -> check(column.type(), what));
    }

    /** Counting does not look at values; all other aggregates keep them by what they are equal to. */
    private void checkCall(Plan.AggregateCall call) {
        boolean counts = call.function().name().equals("count") && !call.distinct();
        if (!counts) {
            call.arguments()
                    .forEach(argument -> check(argument.type(), call.function().name()));
        }
    }

    private void check(SqlType type, String what) {
        if (OpaqueTypes.areIn(type.type())) {
            refusals.error(
                    DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                    what + " over type " + type.type().ddl()
                            + " is not supported: its values are kept, but not compared",
                    "Cast it to text if the bytes are what should be compared.");
        }
    }
}
