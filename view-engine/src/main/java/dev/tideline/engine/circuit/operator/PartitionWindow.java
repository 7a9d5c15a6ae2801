package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.window.Rows;
import dev.tideline.engine.circuit.window.WindowFunctions;

/**
 * Window functions where a row's result may depend on any row of its partition.
 *
 * <p><strong>Law:</strong> for every touched partition, its rows with the functions' results after the step minus those before. A row for
 * which a function fails is an error in its place. <strong>State:</strong> (partition, order, row) → weight, one entry per row.
 * <strong>Cost:</strong> recomputes the touched partitions, each once per step, and emits the rows that differ; other partitions are not
 * read. <strong>Example:</strong> {@code SELECT *, amount / sum(amount) OVER (PARTITION BY day) …}.
 */
final class PartitionWindow implements Operator {

    private final OperatorSpec.Window spec;
    private final SortedRows sorted;
    private final WindowFunctions functions;
    private final ErrorRows errors;

    PartitionWindow(OperatorSpec.Window spec, String stateName, OperatorContext context) {
        this.spec = spec;
        sorted = new SortedRows(spec.sort(), spec.inputTypes(), stateName, context);
        functions = context.functions(spec);
        errors = context.errors(spec.inputTypes());
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[spec.input()];
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(in.errors(), 1);
        for (var partition : sorted.changes(in.rows())) {
            show(partition.prefix(), -1, out);
            partition.places().forEach(change -> sorted.add(change.place(), change.weight()));
            show(partition.prefix(), 1, out);
        }
        return out;
    }

    private void show(byte[] prefix, int sign, Delta out) {
        var rows = new Rows();
        var before = new SortedRows.Entry[1];
        sorted.walk(prefix, entry -> {
            for (long i = 0; i < entry.weight(); i++) {
                rows.add(entry.row(), before[0] != null && entry.isPeer(before[0]));
                before[0] = entry;
            }
            return true;
        });
        functions.compute(rows, 0, rows.size(), new WindowOutcome(rows, sign, errors, out));
    }

    @Override
    public void flush() {
        sorted.flush();
    }

    @Override
    public void trim() {
        sorted.trim();
    }
}
