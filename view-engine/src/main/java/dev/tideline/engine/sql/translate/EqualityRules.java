package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.OpaqueTypes;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Refuses plans that compare values of types whose equality in PostgreSQL we do not reproduce, such as citext, by grouping, DISTINCT or a
 * set operation. Operators of such types are refused as the functions that they are.
 */
final class EqualityRules {

    private final Refusals refusals;
    /** Plans share parts; each is looked at once. */
    private final Set<Plan> checked = Collections.newSetFromMap(new IdentityHashMap<>());

    EqualityRules(Refusals refusals) {
        this.refusals = refusals;
    }

    void check(Plan plan) {
        if (!checked.add(plan)) {
            return;
        }
        if (plan instanceof Plan.Aggregate aggregate) {
            aggregate.keys().forEach(key -> check(key.column().type(), "GROUP BY"));
            aggregate.aggregates().forEach(each -> checkCall(each.call()));
        } else if (plan instanceof Plan.GroupingSets grouping) {
            grouping.keys().forEach(key -> check(key.column().type(), "GROUP BY"));
            grouping.aggregates().forEach(each -> checkCall(each.call()));
        } else if (plan instanceof Plan.Window window) {
            window.partition().forEach(value -> check(value.type(), "PARTITION BY"));
            checkOrder(window.order());
        } else if (plan instanceof Plan.TopK top) {
            top.partition().forEach(value -> check(value.type(), "DISTINCT ON"));
            checkOrder(top.order());
        } else if (plan instanceof Plan.Distinct distinct) {
            check(distinct.input().output(), "DISTINCT");
        } else if (plan instanceof Plan.SetOperation operation) {
            check(operation.output(), "a set operation");
        } else if (plan instanceof Plan.Recurse recursion && !recursion.all()) {
            check(recursion.output(), "WITH RECURSIVE … UNION");
        }
        plan.inputs().forEach(this::check);
    }

    private void check(List<Column> columns, String what) {
        columns.forEach(column -> check(column.type(), what));
    }

    private void checkOrder(List<Plan.SortKey> order) {
        order.forEach(key -> check(key.value().type(), "ORDER BY"));
    }

    /** Counting does not look at values; all other aggregates keep them by what they are equal to. */
    private void checkCall(Plan.AggregateCall call) {
        checkOrder(call.order());
        boolean counts = call.function().name().equals("count") && !call.distinct();
        if (!counts) {
            call.arguments()
                    .forEach(argument -> check(argument.type(), call.function().name()));
        }
    }

    private void check(SqlType type, String what) {
        if (OpaqueTypes.lackEquality(type.type())) {
            refusals.error(
                    DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                    what + " over type " + type.type().ddl()
                            + " is not supported: its values are kept, but not compared",
                    "Cast it to text if the bytes are what should be compared.");
        }
    }
}
