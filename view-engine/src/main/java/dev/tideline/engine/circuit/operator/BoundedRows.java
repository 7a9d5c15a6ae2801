package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.spec.SortSpec;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeSemantics;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The rows whose value is less, or greater, than a bound that itself may change, and of which nothing else is shown.
 *
 * <p><strong>Law:</strong> that of the inner join on the comparison, Δ(A⋈B) = ΔA⋈B⁻ + A⁺⋈ΔB, where only columns of A are shown: rows on
 * the same side of an old and a new bound cancel out. <strong>State:</strong> (value, row) → weight, ordered; the bound is read from
 * its arrangement. <strong>Cost:</strong> O(log n) per changed row; when the bound moves the rows between the old and the new one, of
 * which the state is read in order. <strong>Example:</strong> {@code WHERE balance > (SELECT avg(balance) FROM customers)}.
 */
final class BoundedRows implements Operator {

    private static final byte[] FIRST_VALUE = {1};
    private static final byte[] BEHIND_VALUES = {2};
    private static final byte[] NO_PARTITION = {};

    private final OperatorSpec.BoundedRows spec;
    private final Arranged bounds;
    private final SortedRows rows;
    private final TypeSemantics type;
    private final int[] output;

    BoundedRows(
            OperatorSpec.BoundedRows spec,
            Arranged bounds,
            List<SqlType> rowTypes,
            String stateName,
            OperatorContext context) {
        this.spec = spec;
        this.bounds = bounds;
        var order = List.of(new SortSpec.SortColumn(spec.column(), false, false));
        rows = new SortedRows(new SortSpec(List.of(), order, List.of()), rowTypes, stateName, context);
        type = context.semantics(rowTypes).get(spec.column());
        output = spec.output().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Delta step(Delta[] deltas) {
        var changed = deltas[spec.left()];
        if (changed.isEmpty() && deltas[spec.right()].isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(changed.errors(), 1);
        out.errors().addAll(deltas[spec.right()].errors(), 1);
        bounds.before(Row.EMPTY, (bound, times) -> changed.rows().forEach((row, weight) -> {
            if (isWithin(row.get(spec.column()), bound.get(spec.bound()))) {
                show(row, weight * times, out);
            }
        }));
        rows.changes(changed.rows())
                .forEach(changes -> changes.places().forEach(change -> rows.add(change.place(), change.weight())));
        move(bounds.delta().getOrDefault(Row.EMPTY, new ZSet()), out);
        return out;
    }

    private boolean isWithin(Object value, Object bound) {
        if (value == null || bound == null) {
            return false;
        }
        int order = type.compare(value, bound);
        return switch (spec.side()) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /** Shows what the changed bounds change: between two of them, each row as often as all those do on whose side it is. */
    private void move(ZSet changed, Delta out) {
        var steps = new TreeMap<byte[], Long>(Arrays::compareUnsigned);
        steps.put(FIRST_VALUE, 0L);
        changed.forEach((bound, weight) -> {
            var value = bound.get(spec.bound());
            if (value != null) {
                var peers = rows.peers(NO_PARTITION, value);
                var edge = spec.side().splitsBefore() ? peers : OrderedCache.successor(peers);
                // Walking upwards, rows above a bound come in at its edge; those below it are there from the first one
                // on and go out.
                steps.merge(edge, spec.side().isAbove() ? weight : -weight, Long::sum);
                steps.merge(FIRST_VALUE, spec.side().isAbove() ? 0 : weight, Long::sum);
            }
        });
        long[] times = {0};
        while (!steps.isEmpty()) {
            var step = steps.pollFirstEntry();
            times[0] += step.getValue();
            if (times[0] != 0) {
                var to = steps.isEmpty() ? BEHIND_VALUES : steps.firstKey();
                rows.walk(step.getKey(), to, false, entry -> {
                    show(entry.row(), entry.weight() * times[0], out);
                    return true;
                });
            }
        }
    }

    private void show(Row row, long weight, Delta out) {
        out.rows().add(row.project(output), weight);
    }

    @Override
    public void flush() {
        rows.flush();
    }

    @Override
    public void trim() {
        rows.trim();
    }
}
