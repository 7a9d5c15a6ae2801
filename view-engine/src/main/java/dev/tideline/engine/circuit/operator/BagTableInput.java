package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.CircuitViolation;
import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.ValueCodec;
import java.util.List;

/**
 * A source table without a primary key, whose changes come with their full old rows.
 *
 * <p><strong>Law:</strong> its integral is the table, of the columns in use. <strong>State:</strong> row → count, needed for TRUNCATE and
 * to notice a row that is removed without being there. <strong>Cost:</strong> one read and one write per changed row.
 * <strong>Example:</strong> an update is a {@code Remove} and an {@code Insert}.
 */
final class BagTableInput implements TableSource {

    private final OperatorSpec.TableInput spec;
    private final ErrorRows texts;
    private final ObjectCache<Long> counts;

    BagTableInput(OperatorSpec.TableInput spec, String stateName, OperatorContext context) {
        this.spec = spec;
        texts = context.errors(spec.types());
        counts = new ObjectCache<>(
                context.states().state(stateName), context.codec(spec.types()), ValueCodec.COUNT, context.share());
    }

    @Override
    public OperatorSpec.TableInput spec() {
        return spec;
    }

    @Override
    public Delta consume(List<TableChange> slice) {
        var result = new Delta();
        var changes = result.rows();
        for (var change : slice) {
            if (change instanceof TableChange.Insert insert) {
                changes.add(insert.row(), 1);
            } else if (change instanceof TableChange.Remove remove) {
                changes.add(remove.row(), -1);
            } else if (change instanceof TableChange.Truncate) {
                var before = new ZSet();
                counts.forEach(before::add);
                changes.clear();
                changes.addAll(before, -1);
            } else {
                throw new IllegalArgumentException(spec.table() + " has no primary key, but got " + change);
            }
        }
        changes.forEach((row, weight) -> {
            var before = counts.get(row);
            long after = (before == null ? 0 : before) + weight;
            if (after < 0) {
                throw new CircuitViolation(
                        spec.table().toString(), texts.text(row), "a row is deleted that is not there");
            }
            counts.put(row, after == 0 ? null : after);
        });
        return result;
    }

    @Override
    public void flush() {
        counts.flush();
    }

    @Override
    public void trim() {
        counts.trim();
    }
}
