package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.SortKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A translated query: a plan, and which of its columns the query shows under which names. The plan may have more columns, and one may
 * be shown twice.
 *
 * @param order the order of its rows, over columns of the plan; empty if there is none, or nobody asked for it
 */
record Relation(Plan plan, List<Output> outputs, List<SortKey> order) {

    Relation {
        outputs = List.copyOf(outputs);
        order = List.copyOf(order);
    }

    /** Rows in no order. */
    Relation(Plan plan, List<Output> outputs) {
        this(plan, outputs, List.of());
    }

    /** A shown column. */
    record Output(String name, Column column) {}

    List<Column> columns() {
        return outputs.stream().map(Output::column).toList();
    }

    /** The same rows by a plan that has exactly the shown columns, each once and in order. */
    Relation exact(Translation translation) {
        if (plan.output().equals(columns())) {
            return this;
        }
        var shown = outputs.stream()
                .map(output -> {
                    var column = translation.newColumn(output.name, output.column.type());
                    translation.representation().copy(new Expr.ColumnRef(output.column), column);
                    return new Assignment(column, new Expr.ColumnRef(output.column));
                })
                .toList();
        var named = new ArrayList<Output>();
        for (int i = 0; i < shown.size(); i++) {
            named.add(new Output(outputs.get(i).name, shown.get(i).column()));
        }
        return new Relation(new Plan.Project(plan, shown), named);
    }
}
