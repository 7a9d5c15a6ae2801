package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An item of FROM: its plan, and which of its columns stands for which attribute. */
record FromItem(Plan plan, Map<Integer, Column> columns) {

    /** The type of its whole row if that has no name. */
    SqlType record(List<String> names) {
        var fields = columns.values().stream().<Expr>map(Expr.ColumnRef::new).toList();
        return Records.of(fields, names);
    }

    /**
     * The same item with its whole row as one more column. It must be a column, and not put together where it is used, so that it is
     * NULL, and not a row of NULLs, where an outer join finds no partner.
     */
    FromItem withWholeRow(Translation translation, SqlType type) {
        var assignments = new ArrayList<Assignment>();
        var renamed = new LinkedHashMap<Integer, Column>();
        var fields = new ArrayList<Expr>();
        columns.forEach((attribute, column) -> {
            var value = new Expr.ColumnRef(column);
            var copy = translation.newColumn(column.name(), column.type());
            translation.representation().copy(value, copy);
            assignments.add(new Assignment(copy, value));
            renamed.put(attribute, copy);
            fields.add(value);
        });
        var row = new Expr.RowConstructor(List.copyOf(fields), type);
        var rowColumn = translation.newColumn("row", type);
        translation.representation().copy(row, rowColumn);
        assignments.add(new Assignment(rowColumn, row));
        renamed.put(Scope.WHOLE_ROW, rowColumn);
        return new FromItem(new Plan.Project(plan, assignments), renamed);
    }
}
