package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Rows that set-returning functions make of each row.
 *
 * <p><strong>Law:</strong> linear: of each changed row, all rows made of it with its weight. A row of which a function fails, or makes
 * more than {@value #MOST_ROWS} rows, is an error in its place. <strong>State:</strong> none. <strong>Cost:</strong> the rows made of the changed
 * ones. <strong>Example:</strong> {@code FROM orders o, unnest(o.tags) WITH ORDINALITY}.
 */
final class ProjectSet implements Operator {

    static final int MOST_ROWS = 1_000_000;

    private final OperatorSpec.ProjectSet spec;
    private final Evaluator[] calls;
    private final Evaluator condition;
    private final int width;
    private final ErrorRows errors;

    ProjectSet(OperatorSpec.ProjectSet spec, List<SqlType> inputTypes, OperatorContext context) {
        this.spec = spec;
        calls = spec.functions().stream()
                .map(function -> context.compiler().compile(function.call()))
                .toArray(Evaluator[]::new);
        condition = spec.condition() == null ? null : context.compiler().compile(spec.condition());
        width = spec.types().size();
        errors = context.errors(inputTypes);
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[spec.input()];
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(in.errors(), 1);
        in.rows().forEach((row, weight) -> {
            try {
                rows(row).forEach(made -> out.rows().add(made, weight));
            } catch (SqlError error) {
                out.errors().add(errors.of(error, row), weight);
            }
        });
        return out;
    }

    private List<Row> rows(Row row) {
        var sets = new ArrayList<Iterator<Row>>();
        for (int i = 0; i < calls.length; i++) {
            var value = calls[i].evaluate(row);
            sets.add(
                    spec.functions().get(i).set()
                            ? set((RowSet) value)
                            : List.of(new Row(value)).iterator());
        }
        var made = new ArrayList<Row>();
        long number = 0;
        while (sets.stream().anyMatch(Iterator::hasNext)) {
            if (++number > MOST_ROWS) {
                throw new SqlError(
                        "54000", "a set-returning function makes more than " + MOST_ROWS + " rows of a single row");
            }
            var next = next(row, sets, number);
            if (condition == null || Boolean.TRUE.equals(condition.evaluate(next))) {
                made.add(next);
            }
        }
        if (made.isEmpty() && spec.outer()) {
            made.add(padded(row));
        }
        return made;
    }

    /** A strict function of a NULL makes no rows. */
    private static Iterator<Row> set(RowSet set) {
        return set == null ? Collections.emptyIterator() : set.rows();
    }

    private Row next(Row row, List<Iterator<Row>> sets, long number) {
        var values = values(row);
        int at = row.size();
        for (int i = 0; i < sets.size(); i++) {
            var function = spec.functions().get(i);
            if (sets.get(i).hasNext()) {
                fill(values, at, function, sets.get(i).next());
            }
            at += function.width();
        }
        if (spec.ordinality()) {
            values[at] = number;
        }
        return new Row(values);
    }

    private static void fill(Object[] values, int at, OperatorSpec.SetFunction function, Row made) {
        var fields = function.fields() ? (Row) made.get(0) : made;
        for (int i = 0; fields != null && i < function.width(); i++) {
            values[at + i] = fields.get(i);
        }
    }

    private Row padded(Row row) {
        return new Row(values(row));
    }

    private Object[] values(Row row) {
        var values = new Object[width];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        return values;
    }
}
